import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../../lib/metric-names.ts';
import { outagePlan } from '../../../lib/resilience/plan.ts';
import type { MetricSummary, RunEvent } from '../../../lib/summary-types.ts';
import {
  counter,
  loadMetrics,
  rate,
  runFilesFixture,
  STARTED_AT,
  settingsFixture,
  trend,
} from '../../testing/summary-fixture.ts';
import { analyse } from '../analyse.ts';

const plan = outagePlan(settingsFixture({ PROFILE: 'smoke' }));
const START = Date.parse(STARTED_AT);
const MADE = 12.03;
const CLEARED = 16.05;
const JOBS_PER_SECOND = 32;

/** Jobs at an even rate; none ends well from the fault until `delay` seconds after it was taken away. */
function ledger(delay: number, end = plan.seconds): RunEvent[] {
  return Array.from({ length: end * JOBS_PER_SECOND }, (_, index) => {
    const t = index / JOBS_PER_SECOND;
    const bad = t >= MADE && t < CLEARED + delay;
    const phase = t < 12 ? 'before' : t < 16 ? 'outage' : 'after';
    const ms = 60 + (index % 7) * 5;
    return { event: 'job', t: START + t * 1000, phase, ms, end: bad ? 'client-error' : 'completed' };
  });
}

interface Outage {
  readonly delay?: number;
  readonly events?: readonly RunEvent[];
  readonly lost?: number;
  readonly repeated?: number;
  readonly failedBefore?: number;
  readonly failedInOutage?: number;
  readonly more?: Readonly<Record<string, MetricSummary>>;
  readonly scenarioData?: unknown;
}

function outage(over: Outage = {}) {
  const { lost = 0, repeated = 0, failedBefore = 0, failedInOutage = 100 } = over;
  const metrics = {
    ...loadMetrics(plan),
    [subMetric(METRIC.journeyErrors, { phase: 'before' })]: rate(failedBefore, 384),
    [subMetric(METRIC.journeyErrors, { phase: 'outage' })]: rate(failedInOutage, 100),
    [subMetric(METRIC.faultMark, { mark: 'outage-made' })]: {
      ...trend(0, 1),
      values: { min: MADE, count: 1 },
    },
    [subMetric(METRIC.faultMark, { mark: 'outage-cleared' })]: {
      ...trend(0, 1),
      values: { min: CLEARED, count: 1 },
    },
    [subMetric(METRIC.submitAnswer, { during: 'fault' })]: trend(30, 100),
    [subMetric(METRIC.submitStatus, { phase: 'outage', status: '400' })]: counter(90),
    [subMetric(METRIC.submitStatus, { phase: 'outage' })]: counter(100),
    [METRIC.jobsLost]: rate(lost, 640),
    [METRIC.jobsRepeated]: rate(repeated, 200),
    [METRIC.foreignAnswers]: rate(0, 800),
    [subMetric(METRIC.jobEnds, { end: 'completed' })]: counter(640 - lost),
    ...over.more,
  };
  const files = runFilesFixture({
    scenario: 'db-outage',
    profile: 'smoke',
    plan,
    metrics,
    over: {
      scenarioData: over.scenarioData ?? {
        backend: 'toxiproxy',
        kind: 'refuse',
        repaired: [],
        intruder: true,
      },
    },
    files: { events: over.events ?? ledger(over.delay ?? 0.4) },
  });
  return analyse(files, 'en');
}

const criterion = (result: ReturnType<typeof outage>, id: string) =>
  result.criteria.find((one) => one.id === id);

function details(result: ReturnType<typeof outage>) {
  if (result.details.kind !== 'db-outage') throw new Error(result.details.kind);
  return result.details;
}

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
});

describe('db-outage', () => {
  it('keeps the accounts of the jobs and the answers of each phase', () => {
    const result = outage();
    expect(details(result).jobs).toEqual({
      accepted: 640,
      completed: 640,
      failed: 0,
      lost: 0,
      duplicated: 0,
    });
    expect(details(result).phases.find(({ name }) => name === 'outage')?.statuses).toEqual({
      '400': 90,
      '…': 10,
    });
    expect(result.traffic.jobs).toMatchObject({ submitted: 640, lost: 0, duplicated: 0 });
    expect(result.answer).toMatch(/^Comes back by itself: .*all 640 accepted jobs ended exactly once/);
    expect(details(result).series?.marks.filter(({ kind }) => kind === 'fault')).toHaveLength(2);
  });

  it('fails on a lost and on a repeated job', () => {
    const result = outage({ lost: 2, repeated: 1 });
    expect(criterion(result, 'jobs-lost')).toMatchObject({ verdict: 'fail', observed: 2, n: 640 });
    expect(criterion(result, 'jobs-repeated')).toMatchObject({ verdict: 'fail', observed: 1 });
    expect(result.answer).toMatch(/^Stop here, whatever else holds: .*: 2 of 640; .*: 1 of \d+\.$/);
  });

  it('discards a run that was not healthy before the fault', () => {
    const result = outage({ failedBefore: 40 });
    expect(result.validity.checks.find(({ id }) => id === 'clean-start')).toMatchObject({
      verdict: 'discarded',
    });
    expect(result.verdict).toBe('inconclusive');
  });

  it('says what it repaired, and what it could not see', () => {
    const data = {
      backend: 'toxiproxy',
      kind: 'refuse',
      repaired: ['proxy "database", disabled'],
      intruder: false,
    };
    const { notEstablished } = outage({ scenarioData: data });
    expect(notEstablished.join(' ')).toContain('proxy "database", disabled');
    expect(notEstablished.join(' ')).toContain('only one tenant');
  });

  it('gives no verdict on what has no samples', () => {
    const none = { [METRIC.jobsLost]: rate(0, 0), [METRIC.jobsRepeated]: rate(0, 0) };
    expect(outage({ more: none }).verdict).toBe('inconclusive');
  });
});
