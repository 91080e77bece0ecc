import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary } from '../../lib/summary-types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import type { SecondFixture } from '../../reports/testing/summary-fixture.ts';
import {
  dashboardFixture,
  runFilesFixture,
  summaryFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';

const summary = summaryFixture({ scenario: 'burst' });

function burst(
  quiet: { before: MetricSummary; after: MetricSummary },
  at?: (second: number) => SecondFixture,
) {
  const metrics = {
    ...summary.k6.metrics,
    [subMetric(METRIC.jobDuration, { phase: 'quiet-before' })]: quiet.before,
    [subMetric(METRIC.jobDuration, { phase: 'quiet-after' })]: quiet.after,
  };
  const dashboard = at === undefined ? null : dashboardFixture(summary, at);
  return analyse(runFilesFixture({ scenario: 'burst', metrics, files: { dashboard } }), 'en');
}

function criterion(quiet: { before: MetricSummary; after: MetricSummary }) {
  return burst(quiet).criteria.find(({ id }) => id === 'burst-recovery');
}

describe('burst-recovery', () => {
  it('compares the quiet level after the peak with the one before it', () => {
    expect(criterion({ before: trend(200, 300), after: trend(260, 280) })).toMatchObject({
      observed: 1.3,
      n: 280,
      verdict: 'pass',
    });
    expect(criterion({ before: trend(200, 300), after: trend(320, 280) })).toMatchObject({
      observed: 1.6,
      verdict: 'fail',
    });
  });

  it('calls no pass on a handful of samples, but a miss stays one', () => {
    expect(criterion({ before: trend(200, 19), after: trend(200, 300) })).toMatchObject({
      verdict: 'inconclusive',
      detail: expect.stringContaining('19 samples'),
    });
    expect(criterion({ before: trend(200, 19), after: trend(900, 300) })?.verdict).toBe('fail');
  });

  it('has no figure without a quiet phase', () => {
    const result = burst({ before: trend(0, 0), after: trend(200, 300) });
    expect(result.criteria.at(-1)).toMatchObject({ observed: null, n: 0, verdict: 'inconclusive' });
    expect(result.notEstablished.join()).toContain('no quiet phase');
  });
});

describe('time to recover', () => {
  const peak = summary.plan.phases.find((phase) => phase.measured);
  const end = (peak?.startSeconds ?? 0) + (peak?.seconds ?? 0);
  const usersAt = (second: number) =>
    summary.plan.phases.findLast(({ startSeconds }) => startSeconds <= second)?.users ?? 0;
  /** A steady 20 jobs/s at 200 ms; slow in the peak and for `tail` seconds after it. */
  const slowUntil = (tail: number) => (second: number) => {
    const jitter = (second * 7919) % 5;
    const slow = second >= (peak?.startSeconds ?? 0) && second < end + tail;
    return {
      users: usersAt(second),
      jobs: slow ? 12 : 18 + jitter,
      p95: slow ? 3000 + jitter * 50 : 200 + jitter * 5,
    };
  };
  const quiet = { before: trend(220, 300), after: trend(220, 300) };

  it('is read from the record per second', () => {
    const result = burst(quiet, slowUntil(12));
    const details = result.details.kind === 'load' ? result.details : null;
    expect(details?.timeToRecoverSeconds).toBeGreaterThanOrEqual(10);
    expect(details?.timeToRecoverSeconds).toBeLessThanOrEqual(14);
    expect(result.answer).toMatch(/back at the quiet level 1\d\ss after the peak/);
  });

  it('is missing, and said to be, where it never came back or nobody looked', () => {
    const never = burst(quiet, slowUntil(1000));
    expect(never.answer).toContain('not back at the quiet level');
    expect(burst(quiet).notEstablished.join()).toContain('no record per second');
  });
});
