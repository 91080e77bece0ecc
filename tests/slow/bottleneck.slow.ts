/**
 * Targets whose bottleneck is known: stress has to name it every time, and what one more worker would bring has to be
 * what it brings. `PROOF_REPEATS` (5) runs of each of four kinds are twenty answers.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { DetailsOf, Result } from '../../reports/result-schema.ts';
import { CapacityTarget } from '../support/capacity.ts';
import { hasK6, k6Note } from '../support/k6.ts';
import { stressThroughRunner } from '../support/search.ts';

const REPEATS = Number(process.env.PROOF_REPEATS ?? 5);
const stressOf = (result: Result) => result.details as DetailsOf<'stress'>;
let target: CapacityTarget | undefined;

afterEach(async () => {
  await target?.stop();
  target = undefined;
});

/** Two steps well above what the target can do at once. */
const STEPS = { USERS_STEP: '12', MAX_USERS: '24', STEP_SECONDS: '6', STRESS_MIN_USERS: '12' };
const computing = (ms: number) => ({
  WM_SCRIPT_PATH: 'f/perf/cpu',
  WM_SCRIPT_ARGS: JSON.stringify({ ms }),
});

async function stress(settings: Readonly<Record<string, string>>) {
  if (target === undefined) throw new Error('no target');
  const { result, output } = await stressThroughRunner(target, { ...STEPS, ...settings });
  const details = stressOf(result);
  console.log(result.answer, JSON.stringify(details.utilization));
  return { details, answer: result.answer, output };
}

describe.skipIf(!hasK6)(`what saturates is named${k6Note}`, () => {
  it.each([
    ['workers', 4, CapacityTarget.sleeping(100), []],
    ['workers', 2, CapacityTarget.sleeping(50), []],
    ['cpu', 4, computing(40), []],
    ['cpu', 4, computing(20), [], 'a process a job'],
    ['db-connections', 4, CapacityTarget.sleeping(10), ['small-pool']],
    ['third-party', 4, { WM_SCRIPT_PATH: 'f/perf/call_api' }, ['third-party-limit']],
  ] as const)(
    `${REPEATS} times of ${REPEATS}: %s (%i workers)`,
    async (resource, workers, settings, defects, jobProcess?: string) => {
      target = await CapacityTarget.start(workers, defects, [], jobProcess !== undefined);
      const named: (string | null | undefined)[] = [];
      for (let run = 0; run < REPEATS; run += 1) {
        const { details, answer } = await stress(settings);
        named.push(details.saturatedResource);
        if (resource !== 'workers') expect(answer).not.toMatch(/worker adds/);
      }
      expect(named).toEqual(named.map(() => resource));
    },
  );
});

describe.skipIf(!hasK6)(`what one more worker brings${k6Note}`, () => {
  const TOLERANCE = 0.2;

  it.each([
    [2, 'sleep', CapacityTarget.sleeping(100)],
    [3, 'sleep', CapacityTarget.sleeping(50)],
    // On two cores the second worker finds what the first one, the server and k6 leave of them.
    [1, 'compute', computing(20)],
  ])('is what was predicted with %i whose jobs %s', async (workers, _jobs, settings) => {
    target = await CapacityTarget.start(workers);
    const before = (await stress(settings)).details;
    await target.stop();
    target = await CapacityTarget.start(workers + 1);
    const after = (await stress(settings)).details;
    const measured = (after.capacity?.jobsPerSecond ?? 0) - (before.capacity?.jobsPerSecond ?? 0);
    const predicted = before.nextWorkerJobsPerSecond ?? 0;
    console.log(
      `worker ${workers + 1}: predicted ${predicted.toFixed(2)}/s, brought ${measured.toFixed(2)}/s`,
    );
    expect(Math.abs(predicted / measured - 1)).toBeLessThan(TOLERANCE);
  });
});
