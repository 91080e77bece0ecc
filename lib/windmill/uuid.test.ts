import { expect, test } from 'vitest';
import { isUuid } from './uuid.ts';

test('a UUID is 36 characters, hexadecimal but for four hyphens', () => {
  const id = '0198c9b2-7E1f-7abc-8def-0123456789ab';
  expect(isUuid(id)).toBe(true);
  expect(
    ['', id.slice(1), `${id}0`, id.replace('-', '0'), id.replace('b2', 'g2'), id.replace('b2', '--')].map(
      isUuid,
    ),
  ).toEqual(Array(6).fill(false));
});
