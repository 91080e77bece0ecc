import { describe, expect, test } from 'vitest';
import { ascending, sortedQuantile } from '../stats/quantile.ts';
import { createRandom } from '../stats/random.ts';
import {
  exponentialTime,
  lognormalByP95,
  lognormalTime,
  recordedTime,
  type ServiceTime,
} from './service-time.ts';

function drawn(service: ServiceTime) {
  const random = createRandom(3);
  const values = ascending(Array.from({ length: 100_000 }, () => service.draw(random)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  return { mean, scv: square / mean ** 2 - 1, p95: sortedQuantile(values, 0.95) };
}

describe('a time that is drawn', () => {
  test.each([
    ['exponential', exponentialTime(2)],
    ['lognormal', lognormalTime(2, 0.5)],
    [
      'recorded',
      recordedTime([
        { p: 0, seconds: 1 },
        { p: 0.5, seconds: 2 },
        { p: 0.95, seconds: 6 },
        { p: 1, seconds: 20 },
      ]),
    ],
  ])('%s: has the mean and the variation it says', (_name, service) => {
    const found = drawn(service);
    expect(found.mean / service.mean).toBeCloseTo(1, 1);
    expect(Math.abs(found.scv / service.scv - 1)).toBeLessThan(0.05);
  });

  test('has the p95 it was given', () => {
    const service = lognormalByP95(4, 12);
    if (service === null) throw new Error('there is one');
    expect(drawn(service).p95 / 12).toBeCloseTo(1, 1);
    expect(lognormalByP95(4, 3)).toBeNull();
    expect(lognormalByP95(4, 16)).toBeNull();
  });

  test('keeps its recorded mean where the quantiles alone would give another', () => {
    const quantiles = [
      { p: 0, seconds: 1 },
      { p: 1, seconds: 3 },
    ];
    expect(recordedTime(quantiles, 5).mean).toBe(5);
    expect(drawn(recordedTime(quantiles, 5)).mean).toBeCloseTo(5, 1);
    expect(
      recordedTime([
        { p: 0, seconds: 0 },
        { p: 1, seconds: 0 },
      ]).scv,
    ).toBe(0);
  });
});
