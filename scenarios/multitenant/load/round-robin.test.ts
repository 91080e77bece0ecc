import { expect, test } from 'vitest';
import { roundRobin } from './round-robin.ts';

test('a ring goes on at its beginning, and gives nothing twice', () => {
  expect(roundRobin(['a', 'b', 'c'], 2, 2)).toEqual(['c', 'a']);
  expect(roundRobin(['a', 'b'], 5, 9)).toEqual(['b', 'a']);
  expect(roundRobin([], 3, 2)).toEqual([]);
});

test('slice by slice everything comes round', () => {
  const ring = Array.from({ length: 24 }, (_, index) => index);
  const seen = new Set(Array.from({ length: 24 }, (_, round) => roundRobin(ring, round * 5, 5)).flat());
  expect(seen.size).toBe(24);
});
