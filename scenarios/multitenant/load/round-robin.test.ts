import { expect, test } from 'vitest';
import { ringSlice } from './round-robin.ts';

test('a ring goes on at its beginning, and gives nothing twice', () => {
  expect(ringSlice(['a', 'b', 'c'], 2, 2)).toEqual(['c', 'a']);
  expect(ringSlice(['a', 'b'], 5, 9)).toEqual(['b', 'a']);
  expect(ringSlice([], 3, 2)).toEqual([]);
});

test('slice by slice everything comes round', () => {
  const ring = Array.from({ length: 24 }, (_, index) => index);
  const seen = new Set(Array.from({ length: 24 }, (_, round) => ringSlice(ring, round * 5, 5)).flat());
  expect(seen.size).toBe(24);
});
