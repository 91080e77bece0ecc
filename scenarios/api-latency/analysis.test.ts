import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary, RunEvent } from '../../lib/summary-types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import {
  counter,
  loadMetrics,
  rate,
  runFilesFixture,
  STARTED_AT,
  settingsFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';
import { detailsOf } from '../details.ts';
import { apiPlan } from '../shared/faults/load/plan.ts';

const environment = { PROFILE: 'smoke', THIRD_PARTY_URL: 'http://127.0.0.1:9' };
const plan = apiPlan(settingsFixture(environment));
const START = Date.parse(STARTED_AT);
const [MADE, CLEARED] = [12.02, 24.03];

const phaseAt = (t: number) => plan.phases.findLast(({ startSeconds }) => startSeconds <= t)?.name ?? '';

/** 18 bystanders and 6 callers a second; in the fault the bystanders take `factor` times as long, give or take `noise`. */
function ledger(factor: number, noise = 0): RunEvent[] {
  return Array.from({ length: plan.seconds * 24 }, (_, index) => {
    const t = index / 24;
    const bad = t >= MADE && t < CLEARED;
    const caller = index % 4 === 0;
    const usual = (40 + (index % 5) * 10) * (1 + noise * Math.sin(t));
    return {
      event: 'job',
      t: START + t * 1000,
      phase: phaseAt(t),
      group: caller ? 'caller' : 'bystander',
      ms: bad ? usual * (caller ? 5 : factor) : usual,
      end: caller && bad ? 'degraded' : 'completed',
    };
  });
}

const at = (seconds: number): MetricSummary => ({ ...trend(0, 1), values: { min: seconds, count: 1 } });
const fault = { during: 'fault' };

function latency(
  over: {
    factor?: number;
    late?: number;
    events?: readonly RunEvent[];
    more?: Record<string, MetricSummary>;
  } = {},
) {
  const { factor = 1, late = 0 } = over;
  const bystander = { group: 'bystander' };
  const metrics = {
    ...loadMetrics(plan),
    [subMetric(METRIC.faultMark, { mark: 'slow-made' })]: at(MADE),
    [subMetric(METRIC.faultMark, { mark: 'slow-cleared' })]: at(16.01),
    [subMetric(METRIC.faultMark, { mark: 'hang-cleared' })]: at(CLEARED),
    [subMetric(METRIC.callerEnds, { ...fault, end: 'degraded' })]: counter(54 - late),
    [subMetric(METRIC.callerEnds, { ...fault, end: 'unfinished' })]: counter(late),
    [subMetric(METRIC.callersLate, fault)]: rate(late, 54),
    [subMetric(METRIC.busyWorkers, fault)]: trend(0.5, 36),
    [subMetric(METRIC.jobQueueWait, { ...bystander, ...fault })]: trend(60, 160),
    [subMetric(METRIC.jobDuration, { ...bystander, phase: 'before' })]: trend(80, 216),
    [subMetric(METRIC.jobDuration, { ...bystander, ...fault })]: trend(80 * factor, 160),
    [METRIC.jobsLost]: rate(0, 700),
    [METRIC.jobsRepeated]: rate(0, 300),
    ...over.more,
  };
  const files = runFilesFixture({
    scenario: 'api-latency',
    profile: 'smoke',
    environment,
    plan,
    metrics,
    over: { scenarioData: { backend: 'toxiproxy', kind: 'slow, error, hang', repaired: [], intruder: true } },
    files: { events: over.events ?? ledger(factor) },
  });
  return analyse(files, 'en');
}

function details(result: ReturnType<typeof latency>) {
  const found = detailsOf(result, 'api-latency');
  if (found === null) throw new Error(result.details.kind);
  return found;
}

const criterion = (result: ReturnType<typeof latency>, id: string) =>
  result.criteria.find((one) => one.id === id);

describe('api-latency', () => {
  it('passes where only those who call the third party notice', () => {
    const result = latency();
    expect(result.verdict).toBe('pass');
    expect(details(result)).toMatchObject({
      timeToRecoverSeconds: 0,
      callers: { degraded: 54, succeeded: 0, failed: 0, overTimeout: 0 },
      fault: { startedSeconds: MADE, clearedSeconds: CLEARED },
    });
    const ratio = criterion(result, 'bystander-ratio');
    expect(ratio?.observed).toBeCloseTo(1, 1);
    expect(ratio?.interval?.[0]).toBeGreaterThan(0.8);
  });

  it('fails where the others wait as well, with an interval that is clear of the limit', () => {
    const result = latency({ factor: 6 });
    expect(criterion(result, 'bystander-ratio')).toMatchObject({ verdict: 'fail' });
    expect(details(result).bystanders.low).toBeGreaterThan(2);
    expect(result.answer).toContain('Does not hold');
  });

  it('fails where callers outlive their time-out', () => {
    expect(criterion(latency({ late: 6 }), 'callers-late')).toMatchObject({ verdict: 'fail', n: 54 });
  });

  it('takes a queue wait as long as the journeys’ patience for a lower bound', () => {
    const wait = subMetric(METRIC.jobQueueWait, { group: 'bystander', ...fault });
    const seen = criterion(latency({ more: { [wait]: trend(2003, 160) } }), 'bystander-queue-wait');
    expect(seen).toMatchObject({ verdict: 'fail', observed: 2000, beyond: true });
  });

  it('decides nothing at the edge of the limit, whichever side the figure is on', () => {
    for (const factor of [1.95, 2.05]) {
      const ratio = criterion(latency({ factor, events: ledger(factor, 0.6) }), 'bystander-ratio');
      expect(ratio?.verdict).toBe('inconclusive');
      expect(ratio?.interval?.[0]).toBeLessThan(2);
      expect(ratio?.interval?.[1]).toBeGreaterThan(2);
      expect(ratio?.detail).toContain('The limit lies within the interval');
    }
  });

  it('has the ratio without an interval after a plain run, and so no verdict', () => {
    const result = latency({ factor: 1.5, events: [] });
    expect(criterion(result, 'bystander-ratio')).toMatchObject({ observed: 1.5, verdict: 'inconclusive' });
    expect(criterion(result, 'bystander-ratio')?.detail).toContain('no interval');
  });
});
