import { expect, test } from 'vitest';
import { en } from './en.ts';
import { es } from './es.ts';

/** Every text by its path; functions are called with numbers that make both plural forms show. */
function texts(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    return [1, 3].map((count) => [`${path}(${count})`, String(value(count, count, count))] as const);
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, `${path}.${key}`));
}

test('no text is empty or holds an undefined', () => {
  for (const [path, text] of [...texts(en), ...texts(es)]) {
    expect(text.trim(), path).not.toBe('');
    expect(text, path).not.toMatch(/undefined|NaN|\[object/);
  }
});

test('both languages name the same things, in their own words', () => {
  const [english, spanish] = [new Map(texts(en)), new Map(texts(es))];
  expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  // Symbols, units and words that are the same in both.
  const shared = /^(n|p|[%×]|CPU|MB|ms|.*\/[sh]|no|[\d ]+|.*USL.*|smoke.*|\d+ workers?)$/i;
  const same = [...english].filter(([path, text]) => spanish.get(path) === text && !shared.test(text));
  expect(same).toEqual([]);
});
