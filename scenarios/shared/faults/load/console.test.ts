import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../../../lib/metric-names.ts';
import type { Metrics } from '../../../../lib/summary-types.ts';
import { parseSettings } from '../../../settings.ts';
import { faultConsole, secondsUntilBack } from './console.ts';
import { outagePlan } from './plan.ts';

const outcome = parseSettings({ PROFILE: 'smoke' });
if (!outcome.ok) throw new Error(outcome.problems.join());
const { settings } = outcome;
const plan = outagePlan(settings);

/** 30 good journeys a second, none from the fault until `delay` seconds after it. */
function metrics(delay: number): Metrics {
  const all: Record<string, Metrics[string]> = {};
  for (let second = 0; second < plan.seconds; second += 1) {
    const passes = second >= 12 && second < 16 + delay ? 0 : 30;
    all[subMetric(METRIC.secondGood, { second: String(second) })] = {
      type: 'rate',
      contains: 'default',
      values: { rate: passes / 30, passes, fails: 30 - passes },
    };
  }
  return all;
}

describe('what a plain run prints', () => {
  it.each([0, 2, 5])('tells a recovery after %i s from bare counts', (delay) => {
    expect(secondsUntilBack(plan, metrics(delay))).toBe(delay);
  });

  it('counts who gave up instead of giving them a latency', () => {
    const phase = { phase: 'outage' };
    const value = (values: Record<string, number>, type: 'rate' | 'counter' | 'trend') =>
      ({ type, contains: 'default', values }) as const;
    const lines = faultConsole(settings, plan, {
      ...metrics(0),
      [subMetric(METRIC.journeyErrors, phase)]: value({ passes: 59, fails: 1 }, 'rate'),
      [subMetric(METRIC.submitStatus, { ...phase, status: 'timeout' })]: value({ count: 59 }, 'counter'),
      [subMetric(METRIC.jobDuration, phase)]: value({ count: 1, 'p(95)': 80 }, 'trend'),
    });
    expect(lines[0]).toBe('outage: 60 journeys, 98.3 % failed, p95 - ms; 59 had no answer within 6 s');
  });

  it('says when it was not back, and nothing without counts', () => {
    expect(faultConsole(settings, plan, metrics(99)).join()).toContain('Not back within 9 s');
    expect(secondsUntilBack(plan, {})).toBeNull();
  });
});
