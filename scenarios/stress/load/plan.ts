/** The staircase of a stress run: one k6 scenario a step, each with a warm-up, a measured part and a gap. Pure. */

import type { Plan } from '../../../lib/load/plan.ts';
import type { Profile } from '../../../lib/profiles.ts';
import type { Range } from '../../../lib/settings/parsers.ts';
import type { Phase } from '../../../lib/summary-types.ts';
import type { StressSettings } from '../scenario.ts';

/** Parts of every step, seconds. */
export interface StepTiming {
  /** From the start of the step until its figures count. */
  readonly warmupSeconds: number;
  readonly measuredSeconds: number;
  /** From the end of a step to the start of the next: what is in flight ends, the queue drains. */
  readonly gapSeconds: number;
}

/** Users of the steps, and what they were asked to be. */
export interface Ladder {
  readonly users: readonly number[];
  readonly step: number;
  /** The step that was asked for, where it would have taken more steps than one run can tell apart. */
  readonly coarsenedFrom: number | null;
}

/** A metric may have about fifty sub-metrics before k6 itself slows down; a step takes one. */
export const MAX_STEPS = 40;
export const DEFAULT_USERS_STEP = 10;
const MAX_USERS = { smoke: 60, short: 200, full: 400 } as const satisfies Record<Profile, number>;

const STEP_SECONDS = { smoke: 3, short: 20, full: 60 } as const satisfies Record<Profile, number>;
const WARMUP_SECONDS = { smoke: 0.8, short: 5, full: 10 } as const satisfies Record<Profile, number>;
/** In a full run as long as the longest wait for a job, so that no step ever runs into the next. */
const GAP_SECONDS = { smoke: 0.8, short: 5, full: 16 } as const satisfies Record<Profile, number>;
const WARMUP_SHARE = 0.25;

/** A time-out at or below the latency limit would hide it. */
const TIMEOUT_OVER_LIMIT = 1.5;

/** How long a journey waits for its job, ms: above the latency limit, whatever was asked for. */
export function stressTimeoutMs(settings: StressSettings): number {
  return Math.max(settings.jobTimeoutMs ?? 0, settings.stressLatencyMs * TIMEOUT_OVER_LIMIT);
}

/** Users of a step go on at once, unless told otherwise. */
export function stressThinkTime({ thinkTime }: Pick<StressSettings, 'thinkTime'>): Range {
  return thinkTime ?? { min: 0, max: 0 };
}

export function stepTiming(settings: StressSettings): StepTiming {
  const { profile } = settings;
  const seconds = settings.stepSeconds ?? STEP_SECONDS[profile];
  const warmupSeconds = Math.min(WARMUP_SECONDS[profile], seconds * WARMUP_SHARE);
  return {
    warmupSeconds,
    measuredSeconds: seconds - warmupSeconds,
    gapSeconds: Math.min(GAP_SECONDS[profile], Math.max(GAP_SECONDS.smoke, seconds * WARMUP_SHARE)),
  };
}

/** The users at which a ramp or a search stops. */
export function maxUsersOf(settings: StressSettings): number {
  return settings.maxUsers ?? Math.max(MAX_USERS[settings.profile], settings.usersStep ?? 0);
}

/** One step after the other up to `MAX_USERS`, which is the last; larger steps where they would be too many. */
export function ladderOf(settings: StressSettings): Ladder {
  const max = maxUsersOf(settings);
  const asked = Math.min(settings.usersStep ?? DEFAULT_USERS_STEP, max);
  const step = Math.max(asked, Math.ceil(max / MAX_STEPS));
  const users: number[] = [];
  for (let n = step; n < max; n += step) users.push(n);
  users.push(max);
  return { users, step, coarsenedFrom: step > asked ? asked : null };
}

/** Name of a step's k6 scenario and of its measured phase. */
export function stepName(index: number): string {
  return `step_${index + 1}`;
}

/** Steps at the given users; the phases are their measured parts. */
export function stairs(users: readonly number[], timing: StepTiming): Plan {
  const stride = timing.warmupSeconds + timing.measuredSeconds + timing.gapSeconds;
  const phases = users.map(
    (count, index): Phase => ({
      name: stepName(index),
      startSeconds: index * stride + timing.warmupSeconds,
      seconds: timing.measuredSeconds,
      users: count,
      measured: true,
    }),
  );
  return { seconds: users.length * stride, phases };
}

/** @param trialUsers the one step of a search's trial; null for the whole ramp. */
export function stressPlan(settings: StressSettings, trialUsers: number | null): Plan {
  const users = trialUsers === null ? ladderOf(settings).users : [trialUsers];
  return stairs(users, stepTiming(settings));
}

/** The measured part at a moment, seconds after the start of the load; null between them. */
export function measuredStepAt(plan: Plan, seconds: number): string | null {
  const phase = plan.phases.find(
    ({ startSeconds, seconds: length }) => seconds >= startSeconds && seconds < startSeconds + length,
  );
  return phase?.name ?? null;
}
