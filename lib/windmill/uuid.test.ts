import { expect, test } from 'vitest';
import { uuidIn } from './uuid.ts';

const isUuid = (text: string): boolean => uuidIn(text) === text;

test('a UUID is 36 characters, hexadecimal but for four hyphens', () => {
  const id = '0198c9b2-7E1f-7abc-8def-0123456789ab';
  expect(isUuid(id)).toBe(true);
  expect(
    ['', id.slice(1), `${id}0`, id.replace('-', '0'), id.replace('b2', 'g2'), id.replace('b2', '--')].map(
      isUuid,
    ),
  ).toEqual(Array(6).fill(false));
});

test('each of its characters is looked at, whatever a number may hold beside digits', () => {
  const id = '0198c9b2-7e1f-7abc-8def-0123456789ab';
  for (let index = 0; index < id.length; index += 1) {
    for (const other of [' ', '\n', '_', '.', '-', '+', 'x', 'g', 'é', '\0']) {
      const changed = `${id.slice(0, index)}${other}${id.slice(index + 1)}`;
      expect([changed, isUuid(changed)]).toEqual([changed, changed === id]);
    }
  }
});
