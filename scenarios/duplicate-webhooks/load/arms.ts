/** The arms of duplicate-webhooks: in which ways an event arrives more than once. Pure. */
import { MEASURED_PHASE, type Plan, sequence } from '../../../lib/load/plan.ts';
import type { Profile } from '../../../lib/profiles.ts';

/** Also the names of the k6 scenarios, one each. */
export const ARMS = [
  'in-sequence',
  'concurrent-2',
  'concurrent-10',
  'delayed',
  'after-crash',
  'other-body',
  'new-id',
  'two-tenants',
] as const;
export type Arm = (typeof ARMS)[number];

/** Deliveries that are under way at the same time; the k6 option `batchPerHost` has to allow it. */
export const MOST_CONCURRENT = 10;

/** Rounds of each arm: enough that a race which is won half the time is caught for certain. */
const ROUNDS: Readonly<Record<Arm, Readonly<Record<Profile, number>>>> = {
  'in-sequence': { smoke: 5, short: 20, full: 50 },
  'concurrent-2': { smoke: 12, short: 40, full: 100 },
  'concurrent-10': { smoke: 5, short: 20, full: 50 },
  delayed: { smoke: 3, short: 10, full: 20 },
  'after-crash': { smoke: 2, short: 3, full: 5 },
  'other-body': { smoke: 5, short: 20, full: 50 },
  'new-id': { smoke: 5, short: 20, full: 50 },
  'two-tenants': { smoke: 5, short: 20, full: 50 },
};

export function roundsOf(arm: Arm, profile: Profile): number {
  return ROUNDS[arm][profile];
}

/** Pause before the second delivery of the arm `delayed`, seconds. */
export const DELAY_SECONDS = { smoke: 3, short: 60, full: 600 } as const satisfies Record<Profile, number>;

/** Added to the time that the system takes to run a dead worker's job again: the job has to have its turn. */
const TURN_SECONDS = 20;

/** How long an ended job is waited for after a crash. Windmill: 60 s of silence and a look every 30 s, measured 71 s. */
export function crashWaitSeconds(rescueSeconds: number): number {
  return rescueSeconds + TURN_SECONDS;
}

/**
 * What became of a job that was killed between commit and answer. `again`: its worker died, and the job was run again
 * and succeeded. `failed`: only the job's own process died, and the system runs such a job no second time. `open`:
 * neither was seen in time.
 */
export const CRASH_OUTCOMES = ['again', 'failed', 'open'] as const;
export type CrashOutcome = (typeof CRASH_OUTCOMES)[number];

/** The process that a crash kills: the job's own, or the one above it, which on Windmill is the worker. */
export const CRASH_KILLS = ['job', 'worker'] as const;

/**
 * @param success of the job, null while it has not ended
 * @param crashes that the counting script knows of, null where it does not count them
 * @returns null: there was no crash
 */
export function crashOutcome(success: boolean | null, crashes: number | null): CrashOutcome | null {
  if (crashes === 0) return null;
  if (success === null) return crashes === null ? null : 'open';
  if (success) return crashes === null ? null : 'again';
  return 'failed';
}

const PLAN_SECONDS = { smoke: 12, short: 90, full: 660 } as const satisfies Record<Profile, number>;

/** One phase; there is no standing number of users, every arm is a sequence of its own. */
export function webhookPlan(profile: Profile): Plan {
  return sequence([{ name: MEASURED_PHASE, seconds: PLAN_SECONDS[profile], users: 0 }]);
}

/** An arm that takes longer than this is cut off, and its rounds that are missing count as not checked. */
export function maxArmSeconds(profile: Profile, rescueSeconds: number): number {
  return PLAN_SECONDS[profile] + crashWaitSeconds(rescueSeconds) + 120;
}

export function isArm(name: string): name is Arm {
  return (ARMS as readonly string[]).includes(name);
}
