import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { judgementOf } from '../lib/criteria/evidence.ts';
import { thinkTimeOf } from '../lib/load/plan.ts';
import { percentileInterval } from '../lib/statistics/percentile.ts';
import { judgedShareInterval, samplesToJudgeShare } from '../lib/statistics/share.ts';
import type { MetricSummary } from '../lib/summary-types.ts';
import { burstScenario } from './burst/scenario.ts';
import { dbOutageScenario } from './db-outage/scenario.ts';
import { parseSettings } from './settings.ts';
import { loadPlan } from './testing/load-plan.ts';

const rate: MetricSummary = { type: 'rate', contains: 'default', values: {} };
const errors = (failed: number, n: number) =>
  judgementOf(burstScenario.criteria['error-rate'], 0.01, { observed: failed / n, n, metric: rate });

describe('a share', () => {
  it('without a failure is below 1 % from 299 journeys on, as the exact one-sided limit says', () => {
    expect(errors(0, 35)).toMatchObject({ evidence: 'not-proven', needs: 299 });
    expect(errors(0, 298).evidence).toBe('not-proven');
    expect(errors(0, 299).evidence).toBe('proven');
    expect(judgedShareInterval(0, 35).high).toBeCloseTo(0.082, 4);
  });

  it('of ended jobs is at least 99 % from as many on', () => {
    const ended = (n: number) =>
      judgementOf(burstScenario.criteria['jobs-completed'], 0.99, { observed: 1, n, metric: rate }).evidence;
    expect([ended(298), ended(299)]).toEqual(['not-proven', 'proven']);
  });

  it('that misses is proven to where its interval lies beyond the limit', () => {
    expect(errors(2, 60)).toMatchObject({ evidence: 'not-proven' });
    expect(errors(20, 600).evidence).toBe('proven');
  });

  it('is proven from the number on that is said to be needed, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 2000 }), (failed, n) => {
        fc.pre(failed <= n);
        const needs = samplesToJudgeShare(failed / n, 0.01);
        if (needs === null) return failed / n === 0.01;
        const at = (samples: number) => {
          const { low, high } = judgedShareInterval((failed / n) * samples, samples);
          return high < 0.01 || low > 0.01;
        };
        return at(needs) && (needs <= 1 || !at(needs - 1));
      }),
    );
  });
});

/** What k6 would write of a sample: type-7 quantiles. */
function trendOf(values: readonly number[]): MetricSummary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number) => {
    const position = (sorted.length - 1) * p;
    const left = sorted[Math.floor(position)] ?? 0;
    return left + (position % 1) * ((sorted[Math.ceil(position)] ?? 0) - left);
  };
  const named = Object.fromEntries([90, 93, 95, 97, 98, 99, 99.9].map((p) => [`p(${p})`, at(p / 100)]));
  const { length } = sorted;
  return {
    type: 'trend',
    contains: 'time',
    values: { min: at(0), med: at(0.5), ...named, max: at(1), count: length },
  };
}

const latency = (values: readonly number[]) => {
  const metric = trendOf(values);
  const observed = metric.values['p(95)'] ?? 0;
  return judgementOf(burstScenario.criteria['latency-p95'], 2000, { observed, n: values.length, metric });
};
const steps = (n: number, from: number, to: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / Math.max(1, n - 1));

describe('a p95', () => {
  it('is proven from 72 samples on at the earliest', () => {
    expect(latency(steps(35, 10, 100))).toMatchObject({ evidence: 'not-proven', needs: 72 });
    expect(latency(steps(71, 10, 100)).evidence).toBe('not-proven');
    expect(latency(steps(72, 10, 100)).evidence).toBe('proven');
  });

  it('with a tail beyond the limit needs more of them', () => {
    const seen = latency([...steps(98, 10, 1900), 2500, 2600]);
    expect(seen.evidence).toBe('not-proven');
    expect(seen.needs).toBeGreaterThan(100);
    expect(latency([...steps(9800, 10, 1900), ...steps(200, 2500, 2600)]).evidence).toBe('proven');
  });

  it('beyond the limit is a proven miss where the lower end lies beyond it, too', () => {
    expect(latency([...steps(50, 10, 1900), ...steps(50, 2100, 2500)]).evidence).toBe('proven');
    expect(latency([...steps(37, 10, 1900), ...steps(3, 2100, 2500)]).evidence).toBe('not-proven');
  });

  it('has an interval that holds the true one in at least 95 of 100 samples', () => {
    let state = 7;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    for (const n of [80, 300, 1500]) {
      const runs = 400;
      let held = 0;
      for (let run = 0; run < runs; run += 1) {
        const sample = Array.from({ length: n }, random);
        const { values } = trendOf(sample);
        const known = Object.entries(values).flatMap(([name, value]) => {
          const percent = /^p\((.*)\)$/.exec(name)?.[1];
          return percent === undefined ? [] : [{ level: Number(percent) / 100, value }];
        });
        const all = [...known, { level: 0, value: values.min ?? 0 }, { level: 1, value: values.max ?? 0 }];
        const [low, high] = percentileInterval(all, n, 0.95);
        if (low !== null && high !== null && low <= 0.95 && high >= 0.95) held += 1;
      }
      expect(held / runs, `n ${n}`).toBeGreaterThan(0.94);
    }
  });
});

test('what is counted in full is exact, however few there were', () => {
  const counted = judgementOf(burstScenario.criteria['wrong-results'], 0, { observed: 0, n: 3 });
  expect(counted).toEqual({ evidence: 'exact', needs: null });
});

test('too few waits for a percentile say how many it takes', () => {
  const definition = dbOutageScenario.criteria['outage-answer-time'];
  const figure = { observed: 3, n: 40, interval: [1, null] as const };
  expect(judgementOf(definition, 5000, figure)).toMatchObject({ evidence: 'not-proven', needs: 72 });
});

test('an interval of the scenario’s own decides', () => {
  const ratio = (high: number | null) =>
    judgementOf(burstScenario.criteria['burst-recovery'], 1.5, {
      observed: 1.1,
      n: 50,
      interval: [0.9, high],
    }).evidence;
  expect([ratio(1.4), ratio(1.6), ratio(null)]).toEqual(['proven', 'not-proven', 'not-proven']);
});

test.each(['baseline', 'normal', 'high', 'burst'] as const)(
  '%s of full length is long enough to prove its limits',
  (scenario) => {
    const parsed = parseSettings({ PROFILE: 'full' });
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const { settings } = parsed;
    const think = thinkTimeOf(settings);
    for (const { measured, users, seconds } of loadPlan(scenario, settings).phases) {
      if (!measured) continue;
      // Half of the latency limit is a slow system already: one that meets a p95 of 2 s.
      const journeys = (users * seconds) / ((think.min + think.max) / 2 + settings.sloP95Ms / 2000);
      expect(journeys).toBeGreaterThan(299 * 1.2);
    }
  },
);
