/** Shapes of load: phases, one after the other, and how users behave in them. Pure. */
import type { Profile } from '../profiles.ts';
import type { Range } from '../settings/parsers.ts';
import type { Settings } from '../settings/table.ts';
import type { Phase } from '../summary-types.ts';

/** Phase that a run is judged on; ramps carry other names. */
export const MEASURED_PHASE = 'measured';

export interface Plan {
  readonly seconds: number;
  readonly phases: readonly Phase[];
  /** Virtual users at work all the time beside the load, the monitor and the watchdog; no figure counts them. */
  readonly helpers?: number;
}

/** Users of AutWinmill pause that long between two actions, in every profile: the same users are the same load. */
export const USUAL_THINK_TIME: Range = { min: 1, max: 3 };

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
