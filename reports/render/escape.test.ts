import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../testing/hostile.ts';
import { parseXml } from '../testing/xml.ts';
import {
  cleanText,
  escapeCommandData,
  escapeCommandProperty,
  escapeMarkdown,
  escapeXml,
  MAX_TEXT,
} from './escape.ts';

const hostile = Object.entries(HOSTILE_TEXTS);

describe('clean text', () => {
  test.each(hostile)('%s is one short line without controls', (_name, text) => {
    const clean = cleanText(text);
    expect(clean).not.toMatch(
      /[\p{Cc}\p{Cs}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u2028\u2029\uFFFF]/u,
    );
    expect(clean.length).toBeLessThan(MAX_TEXT + 24);
  });

  test('a terminal sequence goes as a whole', () => {
    expect(cleanText(HOSTILE_TEXTS.terminal)).toBe('red link');
  });

  test('a text that is cut says by how much', () => {
    expect(cleanText('x'.repeat(1000), 10)).toBe(`${'x'.repeat(10)}… (+990)`);
    expect(cleanText('x'.repeat(1_000_000), 10)).toBe(`${'x'.repeat(10)}… (+999990)`);
    expect(cleanText('x'.repeat(10), 10)).toBe('x'.repeat(10));
  });

  test('a megabyte costs next to nothing', () => {
    const started = performance.now();
    for (let round = 0; round < 50; round += 1) cleanText(HOSTILE_TEXTS.long);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

const decode = (html: string) =>
  html
    .replace(/<\/?p>|\n$/g, '')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

describe('Markdown', () => {
  test.each(hostile)('%s stays plain text', async (_name, text) => {
    const clean = cleanText(text);
    const html = await marked.parse(`Before ${escapeMarkdown(clean)}`, { gfm: true });
    expect(html).not.toMatch(/<(?!\/?p>)/);
    expect(decode(html).trim()).toBe(`Before ${clean}`.trim());
  });

  test.each(hostile)('%s stays in its cell', async (_name, text) => {
    const clean = cleanText(text);
    const html = await marked.parse(`| a | b |\n| --- | --- |\n| ${escapeMarkdown(clean)} | end |\n`, {
      gfm: true,
    });
    expect(html.match(/<td>/g)).toHaveLength(2);
    expect(html).toContain('<td>end</td>');
    expect(html).not.toMatch(/<(?!\/?(table|thead|tbody|tr|th|td)>)/);
  });

  test('no mention, reference, address or formula is left in the source', () => {
    const source = escapeMarkdown(cleanText(`${HOSTILE_TEXTS.autolink} ${HOSTILE_TEXTS.formula}`));
    expect(source).not.toMatch(/@|:\/\/|www\.|(?<!&)#\d|\$/);
  });
});

test.each(hostile)('XML holds %s in text and in an attribute', (_name, text) => {
  const clean = cleanText(text);
  const element = parseXml(`<a b="${escapeXml(clean)}">${escapeXml(clean)}</a>`);
  expect(element.attributes.b).toBe(clean);
  expect(element.text).toBe(clean);
});

test('a workflow command cannot be left', () => {
  expect(escapeCommandData('a%\r\n::error::b')).toBe('a%25%0D%0A::error::b');
  expect(escapeCommandProperty('a:b,c\nd')).toBe('a%3Ab%2Cc%0Ad');
});
