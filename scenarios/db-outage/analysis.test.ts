import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary, RunEvent, RunSummary } from '../../lib/summary-types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import {
  counter,
  identityFixture,
  loadMetrics,
  rate,
  runFilesFixture,
  STARTED_AT,
  settingsFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';
import { detailsOf } from '../details.ts';
import { outagePlan } from '../shared/faults/load/plan.ts';

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

/** Clients that waited for an answer in the outage, and how long; null: in vain. */
const waited = (times: readonly (number | null)[]): RunEvent[] =>
  times.map((ms) => ({ event: 'patient-answer', t: START + 14_000, ms, status: ms === null ? 0 : 400 }));
/** As Windmill, whose pool is waited for. */
const ANSWERS = Array.from({ length: 40 }, (_, index) => 1000 + index);

interface Outage {
  readonly delay?: number;
  readonly events?: readonly RunEvent[];
  readonly lost?: number;
  readonly repeated?: number;
  readonly again?: number;
  readonly failedBefore?: number;
  readonly failedInOutage?: number;
  readonly more?: Readonly<Record<string, MetricSummary>>;
  readonly scenarioData?: unknown;
  readonly answers?: readonly (number | null)[];
  readonly target?: RunSummary['target'];
}

function outage(over: Outage = {}) {
  const {
    lost = 0,
    repeated = 0,
    again = 0,
    failedBefore = 0,
    failedInOutage = 100,
    answers = ANSWERS,
  } = over;
  const came = answers.filter((ms) => ms !== null);
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
    [METRIC.jobsRunAgain]: counter(again),
    [METRIC.foreignAnswers]: rate(0, 800),
    [subMetric(METRIC.foreignAnswers, { during: 'fault' })]: rate(0, 30),
    [METRIC.outageAnswer]: trend(1038, came.length),
    [METRIC.outageLate]: rate(answers.length - came.length, answers.length),
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
      ...(over.target === undefined ? {} : { target: over.target }),
    },
    files: { events: [...(over.events ?? ledger(over.delay ?? 0.4)), ...waited(answers)] },
  });
  return analyse(files, 'en');
}

const criterion = (result: ReturnType<typeof outage>, id: string) =>
  result.criteria.find((one) => one.id === id);

function details(result: ReturnType<typeof outage>) {
  const found = detailsOf(result, 'db-outage');
  if (found === null) throw new Error(result.details.kind);
  return found;
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

describe('db-outage', () => {
  it('keeps the accounts of the jobs and the answers of each phase', () => {
    const result = outage();
    expect(details(result).jobs).toEqual({
      accepted: 640,
      completed: 640,
      failed: 0,
      lost: 0,
      unfinished: 0,
      untold: 0,
      rescued: 0,
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

  it('tells apart what is gone, what has not ended in time, what failed, and what was not told', () => {
    const end = (name: string, count: number) => ({
      [subMetric(METRIC.jobEnds, { end: name })]: counter(count),
    });
    const late = outage({ lost: 3, more: { ...end('unfinished', 2), ...end('failed', 5) } });
    expect(details(late).jobs).toMatchObject({ lost: 1, unfinished: 2, failed: 5 });
    expect(criterion(late, 'jobs-lost')).toMatchObject({ verdict: 'fail', observed: 3 });
    expect(criterion(late, 'jobs-lost')?.detail).toMatch(
      /1 accepted jobs do not exist.*2 accepted jobs were still/,
    );

    const failed = outage({ more: end('failed', 5) });
    expect(failed.verdict).toBe('pass');
    expect(failed.answer).toContain('ended exactly once, 5 of them as failures');

    const silent = outage({ more: end('untold', 4) });
    expect(criterion(silent, 'jobs-lost')).toMatchObject({ verdict: 'inconclusive', observed: 0 });
    expect(silent.answer).toContain('the fate of 4 was not told');
  });

  it('fails a system that loses jobs, however unclean its start', () => {
    const result = outage({ failedBefore: 40, lost: 2 });
    expect(result.validity.verdict).toBe('unknown');
    expect(result.validity.checks.find(({ id }) => id === 'clean-start')?.detail).toContain(
      'counts all the same',
    );
    expect(result.verdict).toBe('fail');
    // Nor where nothing was broken at all, since the system was sick before.
    const sick = [
      ...ledger(0),
      { event: 'steady-state', t: START, probes: 20, problem: 'the queue is long' },
    ];
    const unmade = { [subMetric(METRIC.faultMark, { mark: 'outage-made' })]: trend(0, 0) };
    expect(outage({ events: sick, more: unmade, lost: 2 }).verdict).toBe('fail');
    const lossless = outage({ events: sick, more: unmade });
    expect(lossless.validity.verdict).toBe('discarded');
    expect(lossless.validity.checks.find(({ id }) => id === 'clean-start')?.detail).toContain(
      'nothing was broken: the queue is long',
    );
  });

  it('takes a worker that the fault killed for no change of the target, and one before it for one', () => {
    const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();
    const workers = (started: number) => [`wk-1@${at(-60)}`, `wk-2@${at(started)}`];
    const target = (started: number) => ({
      kind: 'embedded' as const,
      atStart: identityFixture({ workers: workers(-60) }),
      atEnd: identityFixture({ workers: workers(started) }),
    });
    const killed = outage({ target: target(MADE + 1) });
    expect(killed.verdict).toBe('pass');
    expect(killed.validity.checks.find(({ id }) => id === 'target-unchanged')?.detail).toContain('its doing');
    expect(outage({ target: target(5) }).validity.verdict).toBe('discarded');

    // The one that died had one job, which was run again; a second one is a repetition.
    const rescued = outage({ target: target(MADE + 1), again: 1 });
    expect(rescued.verdict).toBe('pass');
    expect(criterion(rescued, 'jobs-repeated')).toMatchObject({
      observed: 0,
      detail: expect.stringContaining('a rescue'),
    });
    const twice = outage({ target: target(MADE + 1), again: 2 });
    expect(criterion(twice, 'jobs-repeated')).toMatchObject({ verdict: 'fail', observed: 1 });
    expect(criterion(outage({ again: 1 }), 'jobs-repeated')?.verdict).toBe('fail');
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

describe('answers in the outage', () => {
  const time = (answers: readonly (number | null)[]) => criterion(outage({ answers }), 'outage-answer-time');

  it('are timed to p95, with an interval', () => {
    expect(time(ANSWERS)).toMatchObject({ verdict: 'pass', observed: 1037, limit: 35_000, n: 40 });
    expect(time(ANSWERS)?.interval?.[0]).toBeGreaterThan(1030);
    expect(details(outage()).answers).toMatchObject({ waited: 40, answered: 40, unanswered: 0, judged: 30 });
    expect(outage().answer).toMatch(/95 % of clients who waited had an answer within 1,037\sms/);
  });

  it('that never came are no latency: longer than the patience, and nobody knows how much', () => {
    const none = Array.from({ length: 59 }, () => null);
    expect(time(none)).toMatchObject({ verdict: 'fail', observed: 36_000, beyond: true, n: 59 });
    expect(time(none)?.interval).toEqual([null, null]);
    const result = outage({ answers: none });
    expect(result.answer).toContain('59 of 59 clients who waited had no answer within 36');
    expect(result.answer).not.toContain('95 %');
    expect(details(result).answers).toMatchObject({ p50: null, p95: null, unanswered: 59 });
    const few = [...ANSWERS, null];
    expect(time(few)).toMatchObject({ verdict: 'pass', observed: 1038 });
    expect(time(few)?.detail).toMatch(/^1 of 41 clients/);
  });

  it('of Windmill, after 30 s, are told from none', () => {
    expect(time(ANSWERS.map((ms) => ms + 29_000))).toMatchObject({ verdict: 'pass', observed: 30_037 });
    expect(time(ANSWERS.map((ms) => ms + 35_000))).toMatchObject({ verdict: 'fail', observed: 36_037 });
  });

  it('of a few clients prove nothing', () => {
    expect(time(ANSWERS.slice(0, 12))).toMatchObject({ verdict: 'inconclusive' });
    expect(time(ANSWERS.slice(0, 12))?.detail).toContain('at least 20 are needed');
  });

  it('that came before and after the fault say nothing of those in it', () => {
    const during = subMetric(METRIC.foreignAnswers, { during: 'fault' });
    const silent = outage({ more: { [during]: rate(0, 0) } });
    expect(criterion(silent, 'foreign-answers')).toMatchObject({ verdict: 'inconclusive', observed: null });
    expect(criterion(silent, 'foreign-answers')?.detail).toContain('Nothing was answered while the fault');
    const leak = outage({ more: { [METRIC.foreignAnswers]: rate(1, 800), [during]: rate(0, 0) } });
    expect(criterion(leak, 'foreign-answers')).toMatchObject({ verdict: 'fail', observed: 1 });
  });

  it('do not stop recovery from being seen where clients gave up, nor make a failure of their patience', () => {
    const late = START + (CLEARED + 3) * 1000;
    const given = { event: 'job', phase: 'outage', ms: null, waitedMs: 6000, gaveUp: true, end: 'timeout' };
    const events = [...ledger(0), ...Array.from({ length: 20 }, () => ({ ...given, t: late }))];
    expect(details(outage({ events })).timeToRecoverSeconds).toBe(0);
  });
});

describe('figures of a phase', () => {
  it('have no percentile that lies among the journeys which were given up on', () => {
    const status = (count: number) => ({
      [subMetric(METRIC.submitStatus, { phase: 'outage', status: 'timeout' })]: counter(count),
      [subMetric(METRIC.jobDuration, { phase: 'outage' })]: trend(80, 40),
    });
    const phase = (count: number) =>
      details(outage({ more: status(count) })).phases.find(({ name }) => name === 'outage');
    expect(phase(4)).toMatchObject({ p50: 40, p95: 80 });
    expect(phase(5)).toMatchObject({ p50: 40, p95: null });
    expect(phase(60)).toMatchObject({ p50: null, p95: null });
  });
});
