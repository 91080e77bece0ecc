import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { counter, identityFixture, rate, trend } from '../../reports/testing/summary-fixture.ts';
import { ANSWERS, CLEARED, criterion, details, ledger, MADE, outage, START } from './fixture.ts';

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
