/**
 * Times of the embedded target in a run, Windmill's own but for what was set and what seconds have no room for; and what
 * else follows from the settings of a scenario.
 */

import type { ScenarioName } from '../../scenarios/index.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { RESCUE_SETTINGS } from '../../scenarios/shared/rescue-settings.ts';
import { TARGET_TIMES, type TargetTime } from '../../target/times.ts';
import { embeddedTimesOf, type RunnerSettings } from './runner-settings.ts';

type Times = { readonly [T in TargetTime]: number | null };

/**
 * A smoke run takes the database away for four seconds, in which nothing would be answered by a target that waits for it
 * for thirty: it waits for one. The report of such a run says so.
 */
const SMOKE_POOL_WAIT_MS = 1000;

export function timesOfRun(scenario: ScenarioName, settings: AllSettings, runner: RunnerSettings): Times {
  const times = embeddedTimesOf(runner);
  if (scenario !== 'db-outage' || settings.profile !== 'smoke' || times['pool-wait-ms'] !== null)
    return times;
  return { ...times, 'pool-wait-ms': SMOKE_POOL_WAIT_MS };
}

/** Whether each job is a process: a job that is a thread of its worker has no process above it that a crash could kill. */
export function jobsAreProcesses(
  { crashKills }: AllSettings,
  { embeddedJobProcess }: RunnerSettings,
): boolean {
  return embeddedJobProcess || crashKills === 'worker';
}

/** For the target to look, to find a worker that it has heard of again, and to run the job. */
const RESCUE_SLACK_SECONDS = 10;

/** What the bundle is told of them: how long a rescue can take, where the user did not say. */
export function rescueEnvironment(
  times: Times,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const { env } = RESCUE_SETTINGS.rescueSeconds;
  if ((environment[env] ?? '') !== '') return {};
  const ms = (name: TargetTime) => times[name] ?? TARGET_TIMES[name].fallback;
  const seconds = Math.ceil((ms('zombie-timeout-ms') + ms('zombie-check-ms')) / 1000) + RESCUE_SLACK_SECONDS;
  return { [env]: String(seconds) };
}
