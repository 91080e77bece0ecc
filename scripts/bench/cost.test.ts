import { expect, test } from 'vitest';
import { microsecondsPerRequest } from './cost.ts';

test('a request costs what a longer run takes more, over the requests that it makes more', () => {
  const short = { cpuSeconds: 1, requests: 2000 };
  expect(microsecondsPerRequest(short, { cpuSeconds: 2, requests: 12_000 })).toBe(100);
});

test('without more requests there is no figure, and none that could pass', () => {
  const used = { cpuSeconds: 1, requests: 2000 };
  expect(microsecondsPerRequest(used, used)).toBeNaN();
});
