import { describe, expect, it } from 'vitest';
import type { MetricSummary } from '../../lib/summary-types.ts';
import { counter, rate, trend } from '../../reports/testing/summary-fixture.ts';
import { parseSettings } from '../../scenarios/settings.ts';
import { mergeMetrics, mergeUsage } from './stress-search-summary.ts';
import { trialSeconds } from './stress-search-trial.ts';

function settings(environment: Record<string, string>) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.settings;
}

describe('mergeMetrics', () => {
  const trial = (name: string, metrics: Record<string, MetricSummary>) => ({ name, metrics });
  const merged = mergeMetrics([
    trial('trial_1', {
      'journey_errors{phase:step_1}': rate(1, 10),
      journey_errors: rate(1, 12),
      'http_reqs{scenario:step_1}': counter(12),
      http_reqs: counter(20),
      job_duration: trend(100, 10),
    }),
    trial('trial_2', {
      'journey_errors{phase:step_1}': rate(5, 10),
      journey_errors: rate(5, 10),
      http_reqs: counter(30),
      job_duration: trend(200, 30),
      generator_drift: trend(3, 0),
    }),
  ]);

  it('keeps each trial’s step apart, under the trial’s name', () => {
    expect(merged['journey_errors{phase:trial_1}']?.values).toMatchObject({ passes: 1, fails: 9 });
    expect(merged['journey_errors{phase:trial_2}']?.values).toMatchObject({ passes: 5, fails: 5 });
    expect(merged['http_reqs{scenario:trial_1}']?.values.count).toBe(12);
    expect(merged['journey_errors{phase:step_1}']).toBeUndefined();
  });

  it('adds up what can be added, and averages no percentile', () => {
    expect(merged.http_reqs?.values.count).toBe(50);
    expect(merged.journey_errors?.values).toEqual({ passes: 6, fails: 16, rate: 6 / 22 });
    expect(merged.job_duration?.values).toEqual({ count: 40, avg: expect.closeTo(96.25), min: 20, max: 320 });
    expect(merged.generator_drift?.values.count).toBe(0);
  });
});

describe('trialSeconds', () => {
  it('is short on the way to the limit and full where an end is confirmed', () => {
    const short = settings({ PROFILE: 'short' });
    expect(trialSeconds(short, 'double', false)).toBe(5);
    expect(trialSeconds(short, 'bisect', true)).toBe(20);
    expect(trialSeconds(short, 'confirm-good', false)).toBe(20);
    expect(trialSeconds(settings({ PROFILE: 'smoke' }), 'bisect', false)).toBe(2);
  });
});

describe('mergeUsage', () => {
  it('takes the 95th percentile over all samples, not over the trials', () => {
    const usage = (shares: readonly number[]) => ({
      cores: 2,
      cpuShareP95: 0,
      cpuShareMax: Math.max(...shares),
      systemCpuShareP95: null,
      memoryMbMax: 100,
      neighbour: null,
      samples: shares.length,
      series: shares.map((cpuShare, t) => ({ t, cpuShare, systemCpuShare: null, memoryMb: 90 })),
    });
    const merged = mergeUsage([usage(Array<number>(19).fill(0.1)), usage([0.9])]);
    expect(merged).toMatchObject({ cpuShareP95: 0.1, cpuShareMax: 0.9, samples: 20 });
  });
});
