/**
 * The suite's measurement against arithmetic: W workers with a service time S complete W/S jobs a second, whatever the
 * users. One pair here; the others, and the search, are in `tests/slow` (npm run proof:capacity).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DetailsOf } from '../scenarios/details.ts';
import { type CapacityRun, CapacityTarget } from './support/capacity.ts';
import { hasK6, k6Note } from './support/k6.ts';

describe.skipIf(!hasK6)(`a plain k6 run against 2 workers at 100 ms a job${k6Note}`, () => {
  let target: CapacityTarget;
  let run: CapacityRun;
  let details: DetailsOf<'stress'>;

  beforeAll(async () => {
    target = await CapacityTarget.start(2);
    run = await target.stress({
      ...CapacityTarget.sleeping(100),
      USERS_STEP: '5',
      MAX_USERS: '10',
      STEP_SECONDS: '8',
      STRESS_MIN_USERS: '10',
    });
    details = run.result.details as unknown as DetailsOf<'stress'>;
  }, 120_000);
  afterAll(() => target?.stop());

  it('measures a peak within 10 % of 20 jobs/s', () => {
    expect(details.peakJobsPerSecond).toBeGreaterThan(18);
    expect(details.peakJobsPerSecond).toBeLessThan(22);
  });

  it('counts what the target itself counted in the same seconds, to 3 %', () => {
    const step = details.steps.find(({ users }) => users === 10);
    const counted = run.countedAt(10);
    expect(Math.abs((step?.jobsPerSecond ?? 0) / counted - 1)).toBeLessThan(0.03);
  });

  it('names the worker pool, and what one more worker would bring', () => {
    expect(details.firstSaturated).toBe('the worker pool');
    expect(run.result.answer).toMatch(/a 3rd worker adds about (9|10)(\.\d)?\sjobs\/s/);
  });

  it('fits Little’s law', () => {
    expect(Math.abs(details.littleGapPercent ?? 100)).toBeLessThan(5);
  });

  it('prints steps and limit without the runner', () => {
    expect(run.output).toMatch(/10 users: \d+\.\d jobs\/s, 0\.0 % failed, p95 \d+ ms/);
    expect(run.output).toContain('Held 10 users at once; the limit lies higher.');
  });

  it('needs no runner for a verdict', () => {
    const users = run.result.criteria.find(({ id }) => id === 'stress-max-users');
    expect(users).toMatchObject({ observed: 10, verdict: 'pass' });
    expect(run.result.validity.checks.filter(({ verdict }) => verdict === 'discarded')).toEqual([]);
  });
});
