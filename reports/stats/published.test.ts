import { describe, expect, it } from 'vitest';
import { samplesNeeded } from '../../lib/statistics/percentile.ts';
import { hodgesLehmann } from './hodges-lehmann.ts';
import { fairness } from './jain.ts';
import { littleCheck } from './little.ts';
import { mannKendall } from './mann-kendall.ts';
import { mannWhitney, smallestTwoSidedP } from './mann-whitney.ts';
import type { Outcome } from './outcome.ts';
import { theilSen } from './theil-sen.ts';
import { fitUsl } from './usl.ts';
import { wilsonInterval } from './wilson.ts';

function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

function levels(users: readonly number[], throughput: readonly number[]) {
  return users.map((n, i) => ({ users: n, throughput: throughput[i] ?? Number.NaN }));
}

describe('Universal Scalability Law: R package usl (Moeding, CRAN)', () => {
  it('fits the data set specsdm91', () => {
    const fit = answerOf(
      fitUsl(levels([1, 18, 36, 72, 108, 144, 216], [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2]), {
        seed: 1,
      }),
    );
    expect(fit.sigma).toBeCloseTo(0.0277285, 6);
    expect(fit.kappa).toBeCloseTo(0.0001044, 7);
    expect(fit.lambda).toBeCloseTo(89.995, 3);
    expect(fit.peakUsers).toBeCloseTo(96.52, 2);
    expect(fit.peakThroughput).toBeCloseTo(1884, 0);
    expect(fit).toMatchObject({ shape: 'peak', extrapolated: false, levelsPastPeak: 3 });
    expect(fit.interval.peakUsers.low).toBeLessThan(96.52);
    expect(fit.interval.peakUsers.high).toBeGreaterThan(96.52);
  });

  it('fits the data set raytracer, which has no peak', () => {
    const fit = answerOf(
      fitUsl(
        levels(
          [1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64],
          [20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310],
        ),
        { seed: 1 },
      ),
    );
    expect(fit.sigma).toBeCloseTo(0.057771, 6);
    expect(fit.kappa).toBe(0);
    expect(fit.lambda).toBeCloseTo(21.8488, 4);
    expect(fit.peakThroughput).toBeCloseTo(378, 0);
    expect(fit).toMatchObject({ shape: 'plateau', peakUsers: null, extrapolated: true });
  });

  it("fits the example of the package's own tests", () => {
    const fit = answerOf(
      fitUsl(levels([1, 2, 4, 6, 8, 10], [1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557]), { seed: 1 }),
    );
    expect(fit.sigma).toBeCloseTo(0.02, 4);
    expect(fit.kappa).toBeCloseTo(0.02, 4);
  });
});

describe('trend: example 17-6 of the EPA Unified Guidance (530/R-09-007, 2009)', () => {
  const t = [
    89.6, 89.8, 90.1, 90.3, 90.6, 90.8, 91.1, 91.3, 91.6, 91.8, 92.1, 92.6, 93.1, 93.6, 94.1, 94.6, 95.1,
    95.6, 95.8, 96.1, 96.3, 96.6, 96.8,
  ];
  const y = [
    480, 450, 490, 520, 485, 510, 510, 530, 510, 560, 560, 540, 590, 550, 600, 700, 570, 610, 650, 620, 830,
    720, 590,
  ];

  it('Mann–Kendall', () => {
    const test = answerOf(mannKendall(y));
    expect(test).toMatchObject({ s: 194, variance: 1428, n: 23 });
    expect(test.z).toBeCloseTo(5.107322, 6);
    expect(Math.abs(test.p / 3.267574e-7 - 1)).toBeLessThan(1e-6);
  });

  it('Theil–Sen', () => {
    const line = answerOf(theilSen(t, y));
    expect(line.slope).toBeCloseTo(26.66667, 5);
    expect(line.low).toBeCloseTo(20, 10);
    expect(line.high).toBeCloseTo(35.71, 2);
  });
});

describe('two samples', () => {
  it('Mann–Whitney: the example of scipy.stats.mannwhitneyu', () => {
    const test = answerOf(mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12]));
    expect(test).toMatchObject({ u: 17, exact: true });
    expect(test.p).toBeCloseTo(0.1111, 4);
  });

  it('Mann–Whitney: smallest p of 3, 4 and 5 runs a side', () => {
    expect(smallestTwoSidedP(3, 3)).toBeCloseTo(0.1, 10);
    expect(smallestTwoSidedP(4, 4)).toBeCloseTo(0.029, 3);
    expect(smallestTwoSidedP(5, 5)).toBeCloseTo(0.008, 3);
    expect(answerOf(mannWhitney([1, 2, 3], [4, 5, 6])).p).toBeCloseTo(0.1, 10);
  });

  it("Hodges–Lehmann: R's wilcox.test on Hollander & Wolfe (1973), p. 69, permeability of the chorioamnion", () => {
    const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    const shift = answerOf(hodgesLehmann(early, atTerm));
    expect(shift.shift).toBeCloseTo(0.305, 10);
    expect(shift.low).toBeCloseTo(-0.15, 10);
    expect(shift.high).toBeCloseTo(0.76, 10);
    const test = answerOf(mannWhitney(atTerm, early));
    expect(test.u).toBe(35);
    expect(test.p).toBeCloseTo(2 * 0.1272, 4);
  });
});

describe('shares, fairness, queues, latency', () => {
  it('Wilson: Newcombe, Statistics in Medicine 17 (1998), table I, method 3', () => {
    const published = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [count, n, low, high] of published) {
      const interval = answerOf(wilsonInterval(count, n));
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it("Jain's index: Jain, Chiu & Hawe, DEC-TR-301 (1984)", () => {
    expect(answerOf(fairness([1, 3, 5])).jain).toBeCloseTo(0.77, 2);
    expect(answerOf(fairness([1, 4, 5])).jain).toBeCloseTo(0.79, 2);
    expect(answerOf(fairness([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])).jain).toBeCloseTo(3 / 10, 10);
  });

  it("Little's law: grafana/k6-benchmarks, 6,000 virtual users", () => {
    const check = answerOf(littleCheck({ users: 6000, throughput: 528.466, responseSeconds: 11.21 }));
    expect(check.impliedUsers).toBeCloseTo(5924, 0);
    expect(check).toMatchObject({ consistent: true });
  });

  it('samples for a finite interval: p^n ≤ .025', () => {
    expect([0.95, 0.99, 0.999].map((p) => samplesNeeded(p))).toEqual([72, 368, 3688]);
  });
});
