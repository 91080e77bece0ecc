import { expect, test } from 'vitest';
import { paceIntervals } from './pace.ts';

test('many jobs give a narrow interval around the pace, few a wide one', () => {
  const [low, high] = paceIntervals([{ quiet: 4000, noisy: 3600 }])?.minShare ?? [0, 0];
  expect(low).toBeGreaterThan(0.85);
  expect(high).toBeLessThan(0.95);
  const few = paceIntervals([{ quiet: 20, noisy: 18 }])?.minShare ?? [0, 0];
  expect(few[0]).toBeLessThan(0.5);
});

test('Jain’s index lies low where one tenant of several may have lost its pace', () => {
  const even = paceIntervals(Array.from({ length: 4 }, () => ({ quiet: 2000, noisy: 1900 })));
  expect(even?.jain[0]).toBeGreaterThan(0.99);
  const one = paceIntervals([
    { quiet: 2000, noisy: 1900 },
    { quiet: 2000, noisy: 1900 },
    { quiet: 2000, noisy: 100 },
  ]);
  expect(one?.jain[0]).toBeLessThan(0.75);
  expect(one?.minShare[1]).toBeLessThan(0.1);
});

test('there is none without jobs before', () => {
  expect(paceIntervals([{ quiet: 0, noisy: 5 }])).toBeNull();
  expect(paceIntervals([])).toBeNull();
});
