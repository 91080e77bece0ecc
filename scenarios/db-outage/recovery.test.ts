import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary } from '../../lib/summary-types.ts';
import { rate, trend } from '../../reports/testing/summary-fixture.ts';
import { criterion, details, JOBS_PER_SECOND, ledger, outage, plan, START } from './fixture.ts';

describe('time to recover', () => {
  it.each([0, 1, 2, 3, 4])('is %i s, as planted, within a second', (delay) => {
    const result = outage({ delay });
    expect(Math.abs((details(result).timeToRecoverSeconds ?? 99) - delay)).toBeLessThanOrEqual(1);
    expect(result.verdict).toBe('pass');
    expect(details(result).timeToDetectSeconds).toBeLessThanOrEqual(1);
  });

  it('is the same from the seconds that the summary lists, where there is no ledger', () => {
    const delay = 3;
    const seconds: Record<string, MetricSummary> = {};
    for (let second = 0; second < plan.seconds; second += 1) {
      const bad = second >= 12 && second < 16 + delay;
      const tags = { second: String(second) };
      seconds[subMetric(METRIC.secondGood, tags)] = rate(bad ? 0 : JOBS_PER_SECOND, JOBS_PER_SECOND);
      seconds[subMetric(METRIC.secondDuration, tags)] = trend(90, bad ? 0 : JOBS_PER_SECOND);
    }
    expect(details(outage({ events: [], more: seconds })).timeToRecoverSeconds).toBe(delay);
  });

  it('fails a system that is not back, with a lower bound above the limit', () => {
    const result = outage({ delay: 99 });
    expect(criterion(result, 'recovery-time')).toMatchObject({ verdict: 'fail', observed: 8, limit: 5 });
    expect(criterion(result, 'recovery-time')?.detail).toContain('lower bound');
    expect(details(result).timeToRecoverSeconds).toBeNull();
  });

  it('fails a system that relapses, however good the average of all that follows', () => {
    const late = START + (plan.seconds - 3) * 1000;
    const relapsing = ledger(0).map((event) => ({ ...event, ...(event.t >= late ? { ms: 4500 } : {}) }));
    const result = outage({ events: relapsing });
    expect(criterion(result, 'recovery-time')).toMatchObject({ verdict: 'fail' });
    expect(criterion(result, 'recovery-time')?.detail).toContain('got worse again');
    expect(result.answer).toMatch(/It was back, and got worse again \d/);
    expect(details(result).relapsedAfterSeconds).toBeGreaterThan(4);
  });

  it('claims no more than a second of the run could have shown', () => {
    const result = outage({ delay: 0 });
    const { second = 0, lasting = 0 } = details(result).visibleLoss ?? {};
    // 32 jobs/s, as even as they can be: five standard errors.
    expect(second).toBeCloseTo(5 * Math.sqrt((0.25 / JOBS_PER_SECOND) * (1 + 1 / 12)), 2);
    expect(lasting).toBeLessThan(second);
    expect(result.answer).toMatch(/no loss above 4\d(\.\d)?\s% in a second was seen/);
    expect(result.answer).not.toContain('back within');
  });

  it('also fails one that falls silent', () => {
    const result = outage({ events: ledger(0, 16).filter(({ t }) => t < START + 12_000) });
    expect(criterion(result, 'recovery-time')?.verdict).toBe('fail');
  });

  it('proves nothing where nobody felt the fault', () => {
    const unfelt = ledger(0).map((event) => ({ ...event, end: 'completed' }));
    const result = outage({ events: unfelt, failedInOutage: 0 });
    expect(criterion(result, 'recovery-time')).toMatchObject({ verdict: 'inconclusive' });
    expect(criterion(result, 'recovery-time')?.detail).toContain('not felt');
    const slow = { backend: 'toxiproxy', kind: 'slow', repaired: [], intruder: true };
    expect(outage({ events: unfelt, failedInOutage: 0, scenarioData: slow }).verdict).toBe('pass');
  });

  it('is open without marks of the fault', () => {
    const none = { [subMetric(METRIC.faultMark, { mark: 'outage-made' })]: trend(0, 0) };
    expect(criterion(outage({ more: none }), 'recovery-time')).toMatchObject({
      verdict: 'inconclusive',
      observed: null,
    });
  });

  it.each([
    {
      every: 13,
      told: /^Watched for \d.s .* the pace before it \d+.s are needed .*DURATION=\d+s, or more jobs/,
    },
    { every: 20, told: /^1\.55 jobs\/s over 11.s before the fault are too few .*USERS, THINK_TIME.*PROFILE/ },
  ])('says what it would take where 1 of $every jobs is too little to tell', ({ every, told }) => {
    const thin = ledger(0).filter((_, index) => index % every === 0);
    expect(criterion(outage({ events: thin }), 'recovery-time')).toMatchObject({
      verdict: 'inconclusive',
      detail: expect.stringMatching(told),
    });
  });
});
