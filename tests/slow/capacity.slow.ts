/** The whole proof by arithmetic: pairs of workers and service time, planted limits, and the search against the ramp. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Result } from '../../reports/result-schema.ts';
import type { DetailsOf } from '../../scenarios/details.ts';
import { CapacityTarget } from '../support/capacity.ts';
import { hasK6, k6Note } from '../support/k6.ts';
import { searchOn } from '../support/search.ts';

const stressOf = (result: Result) => result.details as unknown as DetailsOf<'stress'>;
let target: CapacityTarget | undefined;

afterEach(async () => {
  await target?.stop();
  target = undefined;
});

describe.skipIf(!hasK6)(`capacity by arithmetic${k6Note}`, () => {
  it.each([
    [2, 100],
    [4, 100],
    [4, 200],
  ])('%i workers at %i ms a job', async (workers, ms) => {
    target = await CapacityTarget.start(workers);
    const expected = workers / (ms / 1000);
    const run = await target.stress({
      ...CapacityTarget.sleeping(ms),
      USERS_STEP: '6',
      MAX_USERS: '24',
      STEP_SECONDS: '10',
    });
    const { peakJobsPerSecond, steps } = stressOf(run.result);
    console.log(`W/S = ${expected}/s, measured ${peakJobsPerSecond?.toFixed(2)}/s`);
    expect(Math.abs((peakJobsPerSecond ?? 0) / expected - 1)).toBeLessThan(0.1);
    for (const { users, jobsPerSecond } of steps) {
      const counted = run.countedAt(users);
      console.log(
        `  ${users} users: ${jobsPerSecond?.toFixed(2)}/s, the target counted ${counted.toFixed(2)}/s`,
      );
      expect(Math.abs((jobsPerSecond ?? 0) / counted - 1)).toBeLessThan(0.03);
    }
  });
});

describe.skipIf(!hasK6)(`a planted limit${k6Note}`, () => {
  it('of requests at once lies in the interval', async () => {
    target = await CapacityTarget.start(4, ['capacity-cap'], ['cap-limit=35']);
    const { result } = await target.stress({ ...CapacityTarget.sleeping(50), STEP_SECONDS: '5' });
    expect(stressOf(result).maxUsers).toEqual({ good: 30, bad: 40 });
    expect(stressOf(result).breakingReason).toContain('failures');
  });

  it('of 12 s latency breaks by latency', async () => {
    target = await CapacityTarget.start(4, ['latency-cliff'], ['cliff-limit=35']);
    const { result } = await target.stress({ ...CapacityTarget.sleeping(50), STEP_SECONDS: '5' });
    expect(stressOf(result).maxUsers).toEqual({ good: 30, bad: 40 });
    expect(stressOf(result).breakingReason).toContain('latency');
  });

  it('without a cliff is found, at the full latency limit of 10 s', async () => {
    // 10 s at 30 users: 4.4 s at 20, 17.8 s at 40.
    target = await CapacityTarget.start(
      4,
      ['slow-degradation'],
      ['degradation-limit=30', 'degradation-ms=10000'],
    );
    const { result } = await target.stress({
      ...CapacityTarget.sleeping(50),
      PROFILE: 'short',
      MAX_USERS: '60',
      STEP_SECONDS: '40',
    });
    const { good, bad } = stressOf(result).maxUsers;
    expect(good).toBe(20);
    expect([30, 40]).toContain(bad);
    expect(stressOf(result).breakingReason).toContain('latency');
  });
});

describe.skipIf(!hasK6)(`the search${k6Note}`, () => {
  it('agrees with the ramp within one step, at a third of its requests and time', async () => {
    const LIMIT = 150;
    // Latency at the limit is a second, below the gap between two steps: no step runs on into the next. Just above it one
    // journey in six fails, which has to count as broken for the limit to be a sharp one.
    const settings = {
      ...CapacityTarget.sleeping(50),
      PROFILE: 'short',
      MAX_USERS: '200',
      STEP_SECONDS: '8',
      STRESS_ERROR_RATE: '0.05',
    };
    target = await CapacityTarget.start(8, ['capacity-cap'], [`cap-limit=${LIMIT}`]);
    const ramp = await target.stress({ ...settings, USERS_STEP: '5' });
    const search = await searchOn(target, { ...settings, USERS_STEP: '10' });
    const [slow, quick] = [stressOf(ramp.result), stressOf(search.result)];
    const cost = {
      seconds: (quick.cost?.seconds ?? 0) / ramp.seconds,
      requests: (quick.cost?.requests ?? 0) / (slow.cost?.requests ?? 1),
    };
    console.log(`ramp ${JSON.stringify(slow.maxUsers)} in ${ramp.seconds.toFixed(0)} s`, slow.cost);
    console.log(`search ${JSON.stringify(quick.maxUsers)}`, quick.cost, cost);
    expect(slow.maxUsers).toEqual({ good: LIMIT, bad: LIMIT + 5 });
    const step = Math.max(5, LIMIT * 0.05);
    expect(Math.abs((quick.maxUsers.good ?? 0) - LIMIT)).toBeLessThanOrEqual(step);
    expect(Math.abs((quick.maxUsers.bad ?? 0) - (LIMIT + 5))).toBeLessThanOrEqual(step);
    expect(quick.maxUsers.bad).toBeGreaterThan(LIMIT);
    expect(cost.seconds).toBeLessThan(1 / 3);
    expect(cost.requests).toBeLessThan(1 / 3);
  });
});
