import { describe, expect, it } from 'vitest';
import { expandedTail, phaseRatio } from './bootstrap.ts';
import { compareRuns } from './compare.ts';
import { percentile } from './quantile.ts';
import { createRandom, type Random } from './random.ts';
import { scalingExponent } from './scaling.ts';

/** Share of `runs` in which the interval of `draw` contains `truth`. */
function coverage(
  runs: number,
  truth: number,
  draw: (random: Random, seed: number) => { low: number; high: number },
): number {
  let covered = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const { low, high } = draw(createRandom(seed), seed);
    if (low <= truth && truth <= high) covered++;
  }
  return covered / runs;
}

const NOWHERE = { low: Number.NaN, high: Number.NaN };

describe('intervals contain the truth as often as they say', () => {
  it('p95 from order statistics', () => {
    const share = coverage(600, -Math.log(0.05), (random) => {
      const sample = Array.from({ length: 200 }, () => random.exponential(1));
      const estimate = percentile(sample, 0.95);
      return estimate.ok ? { low: estimate.value.low ?? 0, high: estimate.value.high ?? 0 } : NOWHERE;
    });
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.99);
  });

  it.each([3, 4, 6, 10])('noisy/quiet ratio of p95 over %i pairs of windows', (pairs) => {
    const share = coverage(150, 1.5, (random, seed) => {
      const windows = Array.from({ length: 2 * pairs }, (_, i) => {
        const noisy = i % 2 === 1;
        // Windows differ among themselves, and the whole system slows down during the run.
        const level =
          (noisy ? 150 : 100) * Math.exp(0.05 * random.normal()) * (1 + 0.2 * (Math.floor(i / 2) / pairs));
        const values = Array.from({ length: 80 }, () => level * Math.exp(0.3 * random.normal()));
        return { phase: noisy ? ('noisy' as const) : ('quiet' as const), values };
      });
      const ratio = phaseRatio(windows, { seed, resamples: 300 });
      return ratio.ok ? ratio.value : NOWHERE;
    });
    expect(share).toBeGreaterThan(0.9);
  });
});

describe('percentiles and small samples', () => {
  it('does not establish a p99 from 100 samples', () => {
    const estimate = percentile(
      Array.from({ length: 100 }, (_, i) => i),
      0.99,
    );
    expect(estimate).toMatchObject({ ok: true, value: { established: false, high: null, needed: 368 } });
  });

  it('is finite from exactly the needed number on', () => {
    const sample = (n: number) =>
      percentile(
        Array.from({ length: n }, (_, i) => i),
        0.95,
      );
    expect(sample(71)).toMatchObject({ value: { high: null, established: false } });
    expect(sample(72)).toMatchObject({ value: { high: 71, established: true } });
  });

  it('widens the bootstrap for few units', () => {
    expect(expandedTail(4, 0.95)).toBeLessThan(0.001);
    expect(expandedTail(1000, 0.95)).toBeCloseTo(0.025, 3);
  });
});

describe('tenants', () => {
  it('finds the exponent of a power law and its noise', () => {
    const levels = [1, 2, 3, 5, 8, 13].map((tenants) => ({ tenants, p95: 40 * tenants ** 1.3 }));
    expect(scalingExponent(levels)).toMatchObject({ ok: true, value: { counts: 6 } });
    const fit = scalingExponent(levels);
    expect(fit.ok && fit.value.exponent).toBeCloseTo(1.3, 10);
    expect(scalingExponent(levels.slice(0, 4))).toMatchObject({ ok: false, code: 'too-few-levels' });
    expect(scalingExponent([{ tenants: 0, p95: 1 }])).toMatchObject({ ok: false, code: 'not-positive' });
  });
});

describe('two sets of runs', () => {
  const runs = (values: readonly number[], rps = 50) => values.map((p95) => ({ p95, rps, idle: 0 }));
  const METRICS = [
    { id: 'p95', better: 'lower' },
    { id: 'rps', better: 'higher' },
    { id: 'absent', better: 'lower' },
  ] as const;

  it('calls no verdict with fewer than five a side, however far apart', () => {
    const { rows } = compareRuns(runs([100, 101, 102]), runs([900, 901, 902]), METRICS);
    expect(rows[0]).toMatchObject({ metric: 'p95', verdict: 'not-enough-runs', p: null, direction: 'worse' });
    expect(rows[0]?.smallestP).toBeCloseTo(0.1, 10);
  });

  it('calls a regression of five a side, largest first, trivial and missing ones apart', () => {
    const comparison = compareRuns(
      runs([100, 101, 102, 103, 104]),
      runs([120, 121, 122, 123, 124], 45),
      METRICS,
    );
    expect(comparison.rows.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['p95', 'regressed'],
      ['rps', 'regressed'],
    ]);
    expect(comparison.rows[0]).toMatchObject({ shift: 20, share: 20 / 102 });
    expect(comparison.missing).toEqual(['absent']);
    expect(
      compareRuns(runs([100, 101, 102, 103, 104]), runs([101, 102, 103, 104, 105]), METRICS).trivial,
    ).toEqual(['p95', 'rps']);
  });

  it('calls chance differences at most one time in twenty', () => {
    let called = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const random = createRandom(seed);
      const side = () => runs(Array.from({ length: 5 }, () => 100 + 10 * random.normal()));
      const [row] = compareRuns(side(), side(), METRICS).rows;
      if (row?.verdict === 'regressed' || row?.verdict === 'improved') called++;
    }
    expect(called / 400).toBeLessThan(0.05);
  });
});
