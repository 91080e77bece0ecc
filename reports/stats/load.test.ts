import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import {
  nextTrial,
  recordTrial,
  type SearchDone,
  type SearchState,
  startSearch,
  type TrialVerdict,
} from './search.ts';
import { judgeStep, type LoadStep } from './staircase.ts';
import { fitUsl } from './usl.ts';
import { uslThroughput } from './usl-model.ts';

const LIMITS = { failureShare: 0.2, p95Ms: 10_000 };

function step(users: number, rest: Partial<LoadStep> = {}): LoadStep {
  return { users, seconds: 10, completed: 1000, failed: 0, p95: 100, ...rest };
}

describe('staircase', () => {
  it('names what broke', () => {
    const reasons = (rest: Partial<LoadStep>) => judgeStep(step(30, rest), LIMITS).reasons;
    expect(reasons({})).toEqual([]);
    expect(reasons({ failed: 400 })).toEqual(['failures']);
    expect(reasons({ p95: 12_000 })).toEqual(['latency']);
    expect(reasons({ failed: 400, p95: 12_000 })).toEqual(['failures', 'latency']);
  });

  it('does not call a step good or bad on too little', () => {
    expect(judgeStep(step(10, { completed: 0, p95: null }), LIMITS).verdict).toBe('unclear');
    expect(judgeStep(step(10, { completed: 3, failed: 1 }), LIMITS).verdict).toBe('unclear');
    expect(judgeStep(step(10, { p95: 9000, p95Low: 8000, p95High: 11_000 }), LIMITS).verdict).toBe('unclear');
    expect(judgeStep(step(10, { p95: null }), LIMITS).verdict).toBe('unclear');
  });

  it('calls a step of failures only bad although it has no latency', () => {
    expect(judgeStep(step(10, { completed: 0, failed: 50, p95: null }), LIMITS)).toMatchObject({
      verdict: 'bad',
      reasons: ['failures'],
      jobsPerSecond: 0,
    });
  });

  it("does not take the generator's limit for the target's", () => {
    const discarded = step(20, { failed: 900, discarded: 'generator CPU 95 %' });
    expect(judgeStep(discarded, LIMITS).verdict).toBe('discarded');
  });
});

function runSearch(
  start: SearchState,
  answer: (users: number) => TrialVerdict,
): { done: SearchDone; state: SearchState } {
  let state = start;
  for (let i = 0; i < 1000; i++) {
    const next = nextTrial(state);
    if (next.done) return { done: next, state };
    expect(next.users).toBeGreaterThanOrEqual(1);
    expect(next.users).toBeLessThanOrEqual(state.limit);
    state = recordTrial(state, answer(next.users));
  }
  throw new Error('the search does not end');
}

describe('adaptive search', () => {
  it('takes 12 trials and 4 confirmations from 10 users to a capacity of 700', () => {
    const { done, state } = runSearch(startSearch({ start: 10 }), (users) => (users <= 700 ? 'good' : 'bad'));
    expect(done).toMatchObject({ outcome: 'converged', trials: 12, confirmations: 4, hysteresis: false });
    expect(done.good).toBeLessThanOrEqual(700);
    expect(done.bad).toBeGreaterThan(700);
    expect((done.bad ?? 0) / (done.good ?? 1)).toBeLessThanOrEqual(1.05);
    expect(state.trials.slice(-2).map(({ purpose }) => purpose)).toEqual(['confirm-good', 'confirm-good']);
  });

  it('encloses every capacity', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 100 }), (capacity, start) => {
        const { done } = runSearch(startSearch({ start }), (users) => (users <= capacity ? 'good' : 'bad'));
        const { good, bad } = done;
        if (good === null || bad === null) return false;
        return good <= capacity && bad > capacity && (bad / good <= 1.05 || bad - good === 1);
      }),
      { seed: 1 },
    );
  });

  it('says when the limit was reached, or not even one user works', () => {
    expect(runSearch(startSearch({ limit: 50 }), () => 'good').done).toMatchObject({
      outcome: 'limit-reached',
      good: 50,
      bad: null,
    });
    expect(runSearch(startSearch(), () => 'bad').done).toMatchObject({
      outcome: 'broken-at-one',
      good: null,
      bad: 1,
    });
  });

  it('stops at trials that say nothing instead of calling the target broken', () => {
    const { done } = runSearch(startSearch(), (users) => (users > 100 ? 'invalid' : 'good'));
    expect(done).toMatchObject({ outcome: 'invalid-trial', good: 80, bad: null });
  });

  it('finds the capacity of a noisy system, and ends', () => {
    const random = createRandom(7);
    let close = 0;
    for (let i = 0; i < 200; i++) {
      const capacity = 50 + random.below(500);
      // A trial measures the capacity with an error of 3 %.
      const { done } = runSearch(startSearch(), (users) =>
        users <= capacity * (1 + 0.03 * random.normal()) ? 'good' : 'bad',
      );
      const { good, bad } = done;
      if (good !== null && bad !== null && good <= capacity * 1.06 && bad >= capacity * 0.94) close++;
    }
    expect(close / 200).toBeGreaterThan(0.95);
  });

  it('reports hysteresis: a load that worked on the way up and not after overload', () => {
    let overloads = 0;
    const { done } = runSearch(startSearch(), (users) => {
      if (users > 100) overloads++;
      return users <= (overloads >= 4 ? 60 : 100) ? 'good' : 'bad';
    });
    expect(done.hysteresis).toBe(true);
    expect(done.good).toBeLessThanOrEqual(60);
  });
});

describe('capacity model', () => {
  const users = [1, 2, 4, 8, 16, 24, 32, 48];
  /** Noise as counts have it, growing with the root. */
  const counted = (expected: number, error: number) => expected + Math.sqrt(expected) * error;
  const curve = (sigma: number, kappa: number, noise = 0, seed = 1) => {
    const random = createRandom(seed);
    return users.map((n) => ({
      users: n,
      throughput: Math.max(
        0,
        counted(uslThroughput({ lambda: 10, sigma, kappa }, n), noise * random.normal()),
      ),
    }));
  };

  it('gets the coefficients back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (sigma, kappa) => {
          const fit = fitUsl(curve(sigma, kappa), { seed: 1, resamples: 2 });
          return (
            fit.ok &&
            users.every((n) => {
              const expected = uslThroughput({ lambda: 10, sigma, kappa }, n);
              return Math.abs(uslThroughput(fit.value, n) / expected - 1) < 1e-3;
            })
          );
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('covers the true peak with its interval nine times in ten', () => {
    let covered = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const fit = fitUsl(curve(0.05, 0.002, 0.25, seed), { seed, resamples: 150 });
      const peak = Math.sqrt(0.95 / 0.002);
      if (!fit.ok) continue;
      const { low, high } = fit.value.interval.peakUsers;
      if ((low ?? 0) <= peak && peak <= (high ?? Number.POSITIVE_INFINITY)) covered++;
    }
    expect(covered / 50).toBeGreaterThanOrEqual(0.9);
  });

  it('labels a peak beyond the tested load, or hardly passed, as extrapolated', () => {
    const beyond = fitUsl(curve(0.02, 0.0001), { seed: 1 });
    expect(beyond).toMatchObject({
      ok: true,
      value: { shape: 'peak', extrapolated: true, levelsPastPeak: 0 },
    });
    const hardly = fitUsl(curve(0.02, 0.0007), { seed: 1 });
    expect(hardly).toMatchObject({ ok: true, value: { extrapolated: true, levelsPastPeak: 1 } });
  });

  it('gives no peak to noise around a plateau or a straight line', () => {
    const plateau = fitUsl(curve(0.1, 0), { seed: 1 });
    expect(plateau).toMatchObject({ ok: true, value: { shape: 'plateau', peakUsers: null } });
    const linear = fitUsl(curve(0, 0), { seed: 1 });
    expect(linear).toMatchObject({
      ok: true,
      value: { shape: 'linear', peakUsers: null, peakThroughput: null },
    });
  });

  it('says why it has no answer', () => {
    expect(fitUsl(curve(0.1, 0).slice(0, 5), { seed: 1 })).toMatchObject({
      ok: false,
      code: 'too-few-levels',
      reason: '5 levels of load, at least 6 are needed',
    });
    const dead = users.map((n) => ({ users: n, throughput: 0 }));
    expect(fitUsl(dead, { seed: 1 })).toMatchObject({ ok: false, code: 'no-throughput' });
  });
});
