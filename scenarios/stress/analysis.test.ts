import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../lib/i18n/types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import type { Result } from '../../reports/result-schema.ts';
import { runRecordFixture } from '../../reports/testing/summary-fixture.ts';
import { validatedResult } from '../../reports/validate-result.ts';
import type { StressDetails } from './details.ts';
import { type StressFixture, stressFilesFixture } from './fixture.ts';

/** With plain blanks, as a reader sees them. */
function plain(result: Result): Result {
  return JSON.parse(JSON.stringify(result).replaceAll('\u00A0', ' ')) as Result;
}

function stress(fixture: StressFixture = {}) {
  const result = plain(validatedResult(analyse(stressFilesFixture(fixture), 'en')));
  const details = result.details as StressDetails;
  const users = result.criteria.find(({ id }) => id === 'stress-max-users');
  return { result, details, users };
}

/** Breaks above a number of users, where k6 ends the run. */
const cap = (limit: number): StressFixture => ({
  at: (users) => (users > limit ? { failed: 0.3 } : {}),
  abortedAt: Math.ceil((limit + 1) / 10) * 10,
});

describe('a stress run that finds the limit', () => {
  it('gives the interval, the reason, what saturates and what a worker would bring', () => {
    const { result, details, users } = stress(cap(25));
    expect(details.maxUsers).toEqual({ good: 20, bad: 30 });
    expect(details.breakingReason).toMatch(/failures \(30 %, limit 20 %\)/);
    expect(details.firstSaturated).toBe('the worker pool');
    expect(details.peakJobsPerSecond).toBeCloseTo(40, 0);
    expect(users).toMatchObject({ observed: 20, verdict: 'fail' });
    expect(result.validity.verdict).toBe('valid');
    expect(result.answer).toMatch(
      /^About 40 jobs\/s \(.*\), reached at 10 users; more users only wait; 20–30 users at once \(bracket of one run\); beyond that it breaks by failures .*; the worker pool saturates first \(100 % busy\); a 5th worker adds about 10 jobs\/s/,
    );
  });

  it('converts to users who think by Little’s law', () => {
    expect(stress(cap(25)).details.usersAtThinkTime).toEqual({ good: 100, bad: 110, thinkSeconds: 2 });
  });

  it('breaks by latency where too many journeys take too long', () => {
    const { details } = stress({ at: (users) => (users > 40 ? { slow: 1 } : {}), abortedAt: 50 });
    expect(details.maxUsers).toEqual({ good: 40, bad: 50 });
    expect(details.breakingReason).toMatch(/^latency \(p95/);
  });

  it('passes where the users that are asked for are held', () => {
    const { users } = stress({ ...cap(25), environment: { STRESS_MIN_USERS: '20' } });
    expect(users).toMatchObject({ observed: 20, verdict: 'pass' });
    expect(users).not.toHaveProperty('interval');
  });
});

describe('a stress run that does not find the limit', () => {
  it('says that it lies higher', () => {
    const { result, details, users } = stress();
    expect(details.maxUsers).toEqual({ good: 60, bad: null });
    expect(users).toMatchObject({ observed: 60, verdict: 'pass' });
    expect(result.answer).toContain(
      'at least 60 users at once: the limit lies above the most that were tried',
    );
    expect(result.notEstablished.join()).toContain('raise MAX_USERS');
  });

  it('is undecided where the users asked for lie between what was shown and what was not', () => {
    const { users } = stress({ abortedAt: 30, files: { run: runRecordFixture({ interrupted: true }) } });
    expect(users).toMatchObject({ observed: 30, limit: 50, verdict: 'inconclusive' });
  });
});

describe('what does not count', () => {
  it('a step in which the generator was late carries no verdict, and no bad one either', () => {
    const { result, details, users } = stress({
      at: (count) => (count >= 40 ? { failed: 0.5, driftP95: 350 } : {}),
    });
    expect(details.maxUsers).toEqual({ good: 30, bad: null });
    expect(details.steps.map(({ verdict }) => verdict)).toEqual([
      ...['good', 'good', 'good'],
      ...['inconclusive', 'inconclusive', 'inconclusive'],
    ]);
    expect(details.steps[3]?.reason).toContain('generator');
    expect(users?.verdict).toBe('inconclusive');
    expect(result.validity.verdict).toBe('valid');
    expect(result.notEstablished.join()).toMatch(/40, 50 and 60 users: there the generator/);
  });

  it('a run whose generator was late in every step is discarded', () => {
    const { result } = stress({ at: () => ({ driftP95: 350 }) });
    expect(result.validity.verdict).toBe('discarded');
    expect(result.verdict).toBe('inconclusive');
  });

  it('a step into which the one before ran on is not called bad', () => {
    const { details } = stress({
      at: (users) => (users === 30 ? { late: 12 } : users === 40 ? { failed: 0.4 } : {}),
    });
    expect(details.steps[3]).toMatchObject({ users: 40, verdict: 'inconclusive' });
    expect(details.steps[3]?.reason).toContain('ran on');
  });

  it('journeys cut off with the run may all have failed', () => {
    const { details, result } = stress({
      at: (users) => (users === 30 ? { unfinished: 30 } : {}),
      abortedAt: 30,
    });
    expect(details.steps[2]).toMatchObject({ users: 30, verdict: 'inconclusive' });
    expect(details.maxUsers.good).toBe(20);
    expect(result.notEstablished.join()).toContain('30 journeys');
  });

  it('a step with too few journeys to tell is neither', () => {
    const { details } = stress({ serviceMs: 2000, at: (users) => (users === 10 ? { failed: 0.2 } : {}) });
    expect(details.steps[0]).toMatchObject({ n: 5, verdict: 'inconclusive' });
  });
});

describe('the model', () => {
  it('is there with six steps, and says why where it is not', () => {
    expect(stress({ workers: 400 }).details.usl).not.toBeNull();
    const few = stress({ environment: { MAX_USERS: '30' } }).details;
    expect(few.usl).toBeNull();
    expect(few.uslReason).toMatch(/3 levels of load, at least 6/);
  });

  it('agrees with Little’s law on the ideal system', () => {
    expect(Math.abs(stress().details.littleGapPercent ?? 100)).toBeLessThan(1);
  });
});

describe('what one more worker would bring', () => {
  it('is nothing where the CPU is full too', () => {
    expect(stress({ ...cap(25), at: () => ({ cpuPercent: 195 }) }).result.answer).toContain('no CPU left');
  });

  it('depends on the CPU where its size is not known', () => {
    const { result } = stress({ ...cap(25), files: { run: null } });
    expect(result.answer).toContain('where the CPU has room for it');
    expect(result.notEstablished.join()).toContain('number of cores');
  });
});

describe('a search', () => {
  const search = {
    trials: [
      { name: 'step_1', users: 10, purpose: 'double', verdict: 'good' },
      { name: 'step_2', users: 20, purpose: 'confirm-good', verdict: 'good' },
      { name: 'step_3', users: 30, purpose: 'confirm-bad', verdict: 'bad' },
    ],
    outcome: 'converged',
    good: 20,
    bad: 21,
    hysteresis: false,
    seconds: 40,
  };

  it('takes the interval of the search and shows what a ramp as fine would have cost', () => {
    const { details } = stress({ ...cap(25), search });
    expect(details).toMatchObject({ mode: 'search', maxUsers: { good: 20, bad: 21 } });
    expect(details.steps.map(({ purpose }) => purpose)).toEqual([
      'doubling',
      'lower end confirmed',
      'upper end confirmed',
    ]);
    expect(details.cost?.rampSeconds).toBeGreaterThan(21 * 3);
    expect(details.cost?.rampRequests).toBeGreaterThan(details.cost?.requests ?? 0);
  });

  it('warns of a system that stays broken', () => {
    const { result } = stress({ ...cap(25), search: { ...search, hysteresis: true } });
    expect(result.notEstablished.join()).toContain('after overload');
  });
});

describe('a damaged run', () => {
  it.each(LANGUAGES)('gives a result that says what is missing (%s)', (language) => {
    const files = stressFilesFixture();
    const summary = { ...files.summary, scenarioData: { mode: 7 } };
    const result = validatedResult(analyse({ ...files, summary }, language));
    expect(result.notEstablished.length).toBeGreaterThan(3);
    const empty = { ...summary, k6: { testRunDurationMs: 0, metrics: {} } };
    expect(validatedResult(analyse({ ...files, summary: empty }, language)).verdict).toBe('inconclusive');
  });
});
