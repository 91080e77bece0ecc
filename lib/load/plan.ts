/** Shapes of load: what each scenario of the load family does, second by second. Pure. */
import type { Profile } from '../catalog.ts';
import { MEASURED_PHASE } from '../criteria/load.ts';
import type { Range } from '../settings/parsers.ts';
import type { Settings } from '../settings/table.ts';
import type { Phase } from '../summary-types.ts';

export interface Plan {
  readonly seconds: number;
  readonly phases: readonly Phase[];
  /** Virtual users at work all the time beside the load, the monitor and the watchdog; no figure counts them. */
  readonly helpers?: number;
}

/** Phase names of a burst around its measured peak. */
export const BURST_PHASES = {
  before: 'quiet-before',
  settle: 'settle',
  after: 'quiet-after',
} as const;

/** Users of AutWinmill pause that long between two actions, in every profile: the same users are the same load. */
export const USUAL_THINK_TIME: Range = { min: 1, max: 3 };

const LOAD_USERS = { baseline: 1, normal: 10, high: 50, burst: 100 } as const;
export type LoadScenario = keyof typeof LOAD_USERS;

/** Users who stay at work before and after the peak of a burst: the level it has to come back to. */
const QUIET_USERS = 10;

const RAMP_SECONDS = { smoke: 2, short: 15, full: 60 } as const satisfies Record<Profile, number>;
const HOLD_SECONDS = { smoke: 10, short: 180, full: 600 } as const satisfies Record<Profile, number>;
/** One user alone: at its pace, no failure in 299 journeys, which proves less than 1 % of them, takes ten minutes. */
const LONE_USER_HOLD_SECONDS = { ...HOLD_SECONDS, full: 1200 } as const satisfies Record<Profile, number>;
const BURST_SECONDS = {
  smoke: { quiet: 7, peak: 6, settle: 4 },
  short: { quiet: 60, peak: 60, settle: 30 },
  full: { quiet: 180, peak: 300, settle: 60 },
} as const satisfies Record<Profile, { quiet: number; peak: number; settle: number }>;

/** Lays phases one after the other. */
export function sequence(
  phases: readonly (Omit<Phase, 'startSeconds' | 'measured'> & { readonly measured?: boolean })[],
): Plan {
  let seconds = 0;
  const laid = phases.map((phase) => {
    const startSeconds = seconds;
    seconds += phase.seconds;
    return { ...phase, startSeconds, measured: phase.measured ?? phase.name === MEASURED_PHASE };
  });
  return { seconds, phases: laid };
}

/** Ramp, then a constant number of users for the measured time. */
export function rampPlan(scenario: Exclude<LoadScenario, 'burst'>, settings: Settings): Plan {
  const users = settings.users ?? LOAD_USERS[scenario];
  const hold = users === 1 ? LONE_USER_HOLD_SECONDS : HOLD_SECONDS;
  return sequence([
    { name: 'ramp', seconds: RAMP_SECONDS[settings.profile], users },
    { name: MEASURED_PHASE, seconds: settings.durationSeconds ?? hold[settings.profile], users },
  ]);
}

/** Quiet, a jump to the peak, and quiet again. */
export function burstPlan(settings: Settings): Plan {
  const peak = settings.users ?? LOAD_USERS.burst;
  const quiet = Math.min(QUIET_USERS, peak);
  const seconds = BURST_SECONDS[settings.profile];
  return sequence([
    { name: BURST_PHASES.before, seconds: seconds.quiet, users: quiet },
    { name: MEASURED_PHASE, seconds: settings.durationSeconds ?? seconds.peak, users: peak },
    { name: BURST_PHASES.settle, seconds: seconds.settle, users: quiet },
    { name: BURST_PHASES.after, seconds: seconds.quiet, users: quiet },
  ]);
}

export function loadPlan(scenario: LoadScenario, settings: Settings): Plan {
  return scenario === 'burst' ? burstPlan(settings) : rampPlan(scenario, settings);
}

/** Think time of the load family: the setting, else what AutWinmill's users have. */
export function thinkTimeOf(settings: Settings): Range {
  return settings.thinkTime ?? USUAL_THINK_TIME;
}

const JOB_TIMEOUT_MS = { smoke: 8000, short: 30_000, full: 60_000 } as const satisfies Record<
  Profile,
  number
>;

/** How long a journey waits for its job, ms. Above the latency limits, or it would hide them. */
export function jobTimeoutOf(settings: Settings): number {
  return settings.jobTimeoutMs ?? JOB_TIMEOUT_MS[settings.profile];
}
