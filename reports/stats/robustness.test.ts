import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseRatio } from './bootstrap.ts';
import { compareRuns } from './compare.ts';
import { hodgesLehmann } from './hodges-lehmann.ts';
import { fairness } from './jain.ts';
import { littleCheck } from './little.ts';
import { mannKendall } from './mann-kendall.ts';
import { mannWhitney } from './mann-whitney.ts';
import { plateauOf } from './plateau.ts';
import { percentile } from './quantile.ts';
import { recovery } from './recovery.ts';
import { scalingExponent } from './scaling.ts';
import { soakTrend } from './soak-trend.ts';
import { judgeStep } from './staircase.ts';
import { theilSen } from './theil-sen.ts';
import { fitUsl } from './usl.ts';
import { wilsonInterval } from './wilson.ts';

const strange = fc.oneof(
  fc.double(),
  fc.integer({ min: -5, max: 100 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, Number.MAX_VALUE),
);
const strangeSeries = fc.array(strange, { maxLength: 40 });

type Series = readonly number[];
const indexed = (values: Series) => values.map((value, i) => ({ t: i * 60, value }));

/** Every method that takes a series, as a function of two series. */
const METHODS: Readonly<Record<string, (a: Series, b: Series) => unknown>> = {
  percentile: (a) => percentile(a, 0.95),
  wilson: (a) => wilsonInterval(a[0] ?? 0, a[1] ?? 0),
  mannKendall: (a) => mannKendall(a),
  theilSen: (a, b) => theilSen(a, b),
  mannWhitney: (a, b) => mannWhitney(a, b),
  hodgesLehmann: (a, b) => hodgesLehmann(a, b),
  fairness: (a) => fairness(a),
  little: (a) => littleCheck({ users: a[0] ?? 0, throughput: a[1] ?? 0, responseSeconds: a[2] ?? 0 }),
  scaling: (a, b) => scalingExponent(a.map((tenants, i) => ({ tenants, p95: b[i] ?? 1 }))),
  phaseRatio: (a, b) =>
    phaseRatio(
      [a, b, a, b, a, b].map((values, i) => ({ phase: i % 2 === 0 ? 'quiet' : 'noisy', values })),
      { seed: 1, resamples: 20 },
    ),
  usl: (a, b) =>
    fitUsl(
      a.map((users, i) => ({ users, throughput: b[i] ?? 1 })),
      { seed: 1, resamples: 3 },
    ),
  soak: (a, b) => soakTrend(indexed(a), { kind: 'resource', budgetPerHour: b[0] ?? 1 }),
  recovery: (a, b) =>
    recovery(
      a.map((completed, t) => ({ t, completed, failed: 0, p95: b[t] ?? null })),
      { startedAt: b[0] ?? 15, clearedAt: b[1] ?? 20 },
    ),
  staircase: (a, b) => {
    const steps = a.map((p95, i) => ({ users: i + 1, seconds: 1, completed: b[i] ?? 0, failed: 1, p95 }));
    return [
      ...steps.map((step) => judgeStep(step, { failureShare: 0.2, p95Ms: 10_000 })),
      plateauOf(a.map((users, i) => ({ users, jobsPerSecond: b[i] ?? 0, jobs: b[i] ?? 0 }))),
    ];
  },
  compare: (a, b) =>
    compareRuns(
      a.map((x) => ({ x })),
      b.map((x) => ({ x })),
      [{ id: 'x', better: 'lower' }],
    ),
};

describe('no method throws or answers NaN', () => {
  it.each(Object.entries(METHODS))('%s', (_name, method) => {
    fc.assert(
      fc.property(strangeSeries, strangeSeries, (a, b) => {
        method(a, b);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  const fixed: readonly (readonly [string, Series])[] = [
    ['empty', []],
    ['one', [5]],
    ['two points', [1, 2]],
    ['constant', new Array<number>(40).fill(7)],
    ['zero', new Array<number>(40).fill(0)],
    ['rising', Array.from({ length: 40 }, (_, i) => i + 1)],
    ['falling', Array.from({ length: 40 }, (_, i) => 40 - i)],
    ['NaN inside', Array.from({ length: 40 }, (_, i) => (i === 20 ? Number.NaN : i + 1))],
  ];
  it.each(fixed)('%s', (_name, series) => {
    for (const [name, method] of Object.entries(METHODS)) {
      const other = series.map((value) => value * 2);
      for (const answer of [method(series, other), method(series, series), method(series, [3, 4])]) {
        expect(
          JSON.stringify(answer, (_, value) => (Number.isNaN(value) ? 'NaN' : value)),
          name,
        ).not.toContain('"NaN"');
      }
    }
  });
});

describe('answers follow the data', () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const series = fc.array(finite, { minLength: 3, maxLength: 30 });

  it('Mann–Kendall changes sign with the order and the sign of the values', () => {
    fc.assert(
      fc.property(series, (values) => {
        const forward = mannKendall(values);
        const backward = mannKendall([...values].reverse());
        const mirrored = mannKendall(values.map((value) => -value));
        if (!forward.ok || !backward.ok || !mirrored.ok) return false;
        const { s } = forward.value;
        return (
          s + backward.value.s === 0 &&
          s + mirrored.value.s === 0 &&
          forward.value.p >= 0 &&
          forward.value.p <= 1
        );
      }),
      { seed: 2 },
    );
  });

  it('Theil–Sen recovers a straight line and keeps its slope inside the interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -9, max: 9 }),
        series,
        (slope, start, noise) => {
          const times = noise.map((_, i) => i);
          const exact = theilSen(
            times,
            times.map((t) => start + slope * t),
          );
          const noisy = theilSen(times, noise);
          if (!exact.ok || !noisy.ok) return false;
          return (
            Math.abs(exact.value.slope - slope) < 1e-9 &&
            noisy.value.low <= noisy.value.slope &&
            noisy.value.slope <= noisy.value.high
          );
        },
      ),
      { seed: 3 },
    );
  });

  it('Mann–Whitney is symmetric and Hodges–Lehmann finds a constant shift', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 9 }),
        fc.array(finite, { minLength: 1, maxLength: 9 }),
        (a, b) => {
          const left = mannWhitney(a, b);
          const right = mannWhitney(b, a);
          const shift = hodgesLehmann(
            a,
            a.map((value) => value + 10),
          );
          if (!left.ok || !right.ok || !shift.ok) return false;
          const { p, u, smallestP } = left.value;
          return (
            Math.abs(p - right.value.p) < 1e-9 &&
            u + right.value.u === a.length * b.length &&
            p >= smallestP - 1e-12 &&
            Math.abs(shift.value.shift - 10) < 1e-6
          );
        },
      ),
      { seed: 4 },
    );
  });

  it('Wilson contains the share; Jain lies between 1/n and 1', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (failed, ok, shares) => {
          const wilson = wilsonInterval(failed, failed + ok);
          const jain = fairness(shares);
          if (!jain.ok) return false;
          const { low = 0, high = 1, share = 0 } = wilson.ok ? wilson.value : {};
          return (
            low <= share &&
            share <= high &&
            jain.value.jain <= 1 + 1e-12 &&
            jain.value.jain >= 1 / shares.length - 1e-12
          );
        },
      ),
      { seed: 5 },
    );
  });

  it('percentiles lie inside their interval and within the sample', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 500 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99),
        (values, p) => {
          const estimate = percentile(values, p);
          if (!estimate.ok) return false;
          const { low, high, value, established, n, needed } = estimate.value;
          return (
            (low ?? value) <= value &&
            value <= (high ?? value) &&
            established === n >= needed &&
            established === (low !== null && high !== null)
          );
        },
      ),
      { seed: 6 },
    );
  });
});
