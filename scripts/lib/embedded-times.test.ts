import { expect, test } from 'vitest';
import { parseSettings } from '../../scenarios/settings.ts';
import { jobsAreProcesses, rescueEnvironment, timesOfRun } from './embedded-times.ts';
import { parseRunnerSettings } from './runner-settings.ts';

function parsed(environment: Record<string, string>) {
  const settings = parseSettings(environment);
  const runner = parseRunnerSettings(environment);
  if (!settings.ok || runner.problems.length > 0) throw new Error('settings');
  return [settings.settings, runner.settings] as const;
}

const run = (environment: Record<string, string>, scenario: 'db-outage' | 'soak' = 'db-outage') =>
  timesOfRun(scenario, ...parsed(environment));

test('a smoke run of an outage shortens the wait for the database, and nothing else does', () => {
  expect(run({ PROFILE: 'smoke' })['pool-wait-ms']).toBe(1000);
  expect(run({ PROFILE: 'smoke', EMBEDDED_POOL_WAIT_MS: '30000' })['pool-wait-ms']).toBe(30_000);
  expect(run({ PROFILE: 'short' })['pool-wait-ms']).toBeNull();
  expect(run({ PROFILE: 'smoke' }, 'soak')['pool-wait-ms']).toBeNull();
});

test('the longest rescue follows from the times of the target, unless the user knows better', () => {
  expect(rescueEnvironment(run({}), {})).toEqual({ RESCUE_SECONDS: '100' });
  const quick = run({ EMBEDDED_ZOMBIE_TIMEOUT_MS: '1000', EMBEDDED_ZOMBIE_CHECK_MS: '500' });
  expect(rescueEnvironment(quick, {})).toEqual({ RESCUE_SECONDS: '12' });
  expect(rescueEnvironment(quick, { RESCUE_SECONDS: '50' })).toEqual({});
});

test('who wants a worker killed has jobs that are processes below it', () => {
  const are = (environment: Record<string, string>) => jobsAreProcesses(...parsed(environment));
  expect(are({})).toBe(false);
  expect(are({ EMBEDDED_JOB_PROCESS: '1' })).toBe(true);
  expect(are({ CRASH_KILLS: 'worker' })).toBe(true);
});
