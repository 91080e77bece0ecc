/** Shapes of the two scenarios around a fault: steady load before, during and after it. Pure. */

import { API_STAGES, type ApiStage } from '../../../../lib/faults/kinds.ts';
import { phaseAt } from '../../../../lib/load/phase-at.ts';
import { type Plan, sequence } from '../../../../lib/load/plan.ts';
import type { Profile } from '../../../../lib/profiles.ts';
import { PATIENCE_MARGIN_MS, recoveryLimitOf } from '../limits.ts';
import type { FaultFamilySettings } from '../settings.ts';

export const BEFORE = 'before';
export const OUTAGE = 'outage';
export const AFTER = 'after';

/** More than the ten whole seconds that a level of comparison needs: the first and the last may be cut. */
const BEFORE_SECONDS = { smoke: 12, short: 30, full: 60 } as const satisfies Record<Profile, number>;
/** Longer than Windmill's 30 s of waiting for its database, after which it answers at all. */
const OUTAGE_SECONDS = { smoke: 4, short: 45, full: 90 } as const satisfies Record<Profile, number>;
const STAGE_SECONDS = { smoke: 4, short: 20, full: 60 } as const satisfies Record<Profile, number>;
/** Seconds that a stretch must hold to count as recovered. */
const CONFIRM_SECONDS = { smoke: 4, short: 10, full: 10 } as const satisfies Record<Profile, number>;
/** Longest wait, after the load, for a backlog to be worked off. */
const DRAIN_SECONDS = { smoke: 10, short: 60, full: 120 } as const satisfies Record<Profile, number>;

export function confirmSecondsOf(profile: Profile): number {
  return CONFIRM_SECONDS[profile];
}

/**
 * Seconds after the start of the load until which an accepted job may take to end: a worker that died with the fault has
 * its jobs run again so long after it, and a backlog is worked off so long after the load.
 */
export function deadlineSecondsOf(settings: FaultFamilySettings, plan: Plan): number {
  const rescued = faultWindowOf(plan).endSeconds + settings.rescueSeconds;
  return Math.max(plan.seconds + DRAIN_SECONDS[settings.profile], rescued);
}

/** Time beyond the deadline for the last questions about the jobs, s. */
const LAST_QUESTIONS_SECONDS = 30;

/** Grace that k6 gives users to reconcile what they sent, s. */
export function graceSecondsOf(settings: FaultFamilySettings, plan: Plan): number {
  const patience = (settings.outageAnswerMs + PATIENCE_MARGIN_MS) / 1000;
  return Math.ceil(deadlineSecondsOf(settings, plan) - plan.seconds + patience) + LAST_QUESTIONS_SECONDS;
}

/** The fault takes effect so long after its planned start at the latest, as far as answers are concerned, s. */
const ONSET_SECONDS = 0.25;

/** Whether something that came at this moment (s after the start of the load) came while the fault was in force. */
export function isDuringFault(plan: Plan, seconds: number): boolean {
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  return seconds >= startSeconds + ONSET_SECONDS && seconds < endSeconds;
}

/**
 * The phase that a journey counts for: that of its start, but one that was on its way when the fault came was hit by it,
 * and is none of before.
 */
export function journeyPhaseOf(plan: Plan, startedSeconds: number, endedSeconds: number): string | undefined {
  const started = phaseAt(plan.phases, startedSeconds);
  if (started !== BEFORE || endedSeconds < faultWindowOf(plan).startSeconds) return started;
  return plan.phases.find(({ name }) => name !== BEFORE)?.name ?? started;
}

/** Long enough to see the latest recovery that still passes, and that it holds. */
function afterSeconds(settings: FaultFamilySettings): number {
  return settings.durationSeconds ?? Math.ceil(recoveryLimitOf(settings)) + CONFIRM_SECONDS[settings.profile];
}

/** Recovery of api-latency is told from its few callers: where they scatter, a confirmed stretch is longer. */
const CALLERS_SECONDS = { smoke: 3, short: 0, full: 0 } as const satisfies Record<Profile, number>;

export function outagePlan(settings: FaultFamilySettings): Plan {
  const users = outageLoadOf(settings).users;
  return sequence([
    { name: BEFORE, seconds: BEFORE_SECONDS[settings.profile], users, measured: true },
    { name: OUTAGE, seconds: settings.faultSeconds ?? OUTAGE_SECONDS[settings.profile], users },
    { name: AFTER, seconds: afterSeconds(settings), users },
  ]);
}

/**
 * Through the disruptor a late answer holds up whatever comes next, so that late answers come last.
 */
const STAGES_IN_PODS: readonly ApiStage[] = ['error', 'hang', 'slow'];

/** The stages that can be applied: an answer of 500 needs the suite's stub, or the disruptor. */
export function stagesOf(settings: FaultFamilySettings): readonly ApiStage[] {
  if (settings.faultBackend === 'kubernetes') return STAGES_IN_PODS;
  return API_STAGES.filter((stage) => settings.thirdPartyUrl !== null || stage !== 'error');
}

export function apiPlan(settings: FaultFamilySettings): Plan {
  const { callers, bystanders } = apiLoadOf(settings);
  const users = callers.users + bystanders.users;
  const seconds = settings.faultSeconds ?? STAGE_SECONDS[settings.profile];
  return sequence([
    { name: BEFORE, seconds: BEFORE_SECONDS[settings.profile], users, measured: true },
    ...stagesOf(settings).map((name) => ({ name, seconds, users })),
    { name: AFTER, seconds: afterSeconds(settings) + CALLERS_SECONDS[settings.profile], users },
  ]);
}

/** Users who each begin a journey every `paceSeconds`, whether or not the one before went well. */
export interface SteadyLoad {
  readonly users: number;
  readonly paceSeconds: number;
}

const paced = (settings: FaultFamilySettings, users: number, paceSeconds: number): SteadyLoad => ({
  users,
  paceSeconds: settings.thinkTime === null ? paceSeconds : Math.max(0.05, settings.thinkTime.min),
});

/** 20 jobs/s in every profile. */
export function outageLoadOf(settings: FaultFamilySettings): SteadyLoad {
  return paced(settings, settings.users ?? 20, 1);
}

/**
 * 12 jobs/s in every profile: 2 of them call the third party, in a smoke run 4, since half a minute could not tell with 2
 * whether they are back; with 6, two workers that start a process for each job were so busy that nobody could tell
 * whether the others felt it. Many users with a long pace rather than few with a short one: who waits for a slow job must
 * not stop the load that shows the harm of it. A caller holds its worker for its time-out at most, so that about one
 * worker waits on average.
 */
export function apiLoadOf(settings: FaultFamilySettings): {
  readonly callers: SteadyLoad;
  readonly bystanders: SteadyLoad;
} {
  const half = settings.users === null ? null : Math.max(1, Math.round(settings.users / 2));
  if (half === null && settings.profile === 'smoke') {
    return { callers: paced(settings, 8, 2), bystanders: paced(settings, 24, 3) };
  }
  return { callers: paced(settings, half ?? 20, 10), bystanders: paced(settings, half ?? 40, 4) };
}

const API_TIMEOUT_MS = { smoke: 200, short: 500, full: 500 } as const satisfies Record<Profile, number>;

/** Time-out that calling jobs give the third party, ms. */
export function apiTimeoutOf(settings: FaultFamilySettings): number {
  return settings.apiTimeoutMs ?? API_TIMEOUT_MS[settings.profile];
}

/** Start and end of the whole fault, seconds after the start of the load. */
export function faultWindowOf(plan: Plan): { readonly startSeconds: number; readonly endSeconds: number } {
  const faults = plan.phases.filter(({ name }) => name !== BEFORE && name !== AFTER);
  const startSeconds = faults[0]?.startSeconds ?? 0;
  const last = faults.at(-1);
  return { startSeconds, endSeconds: last === undefined ? startSeconds : last.startSeconds + last.seconds };
}

const BASELINE_SECONDS = 15;
const DETECTION_SECONDS = 10;

/**
 * The seconds whose figures the summary lists one by one, so that recovery can be told without the event stream: the
 * last before the fault, the first of it and all that follow. Each is a sub-metric, of which k6 bears about a hundred.
 */
export function listedSeconds(plan: Plan): readonly number[] {
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  const detect = Math.min(startSeconds + DETECTION_SECONDS, endSeconds);
  const listed: number[] = [];
  for (
    let second = Math.max(0, Math.floor(startSeconds) - BASELINE_SECONDS);
    second < plan.seconds;
    second += 1
  ) {
    if (second < detect || second >= Math.floor(endSeconds)) listed.push(second);
  }
  return listed;
}

const JOURNEY_TIMEOUT_MS = { smoke: 2000, short: 5000, full: 5000 } as const satisfies Record<
  Profile,
  number
>;

/** How long a steady user waits for one job before it goes on, ms: short, or a fault would stop the load. */
export function journeyTimeoutOf(settings: FaultFamilySettings): number {
  return settings.jobTimeoutMs ?? JOURNEY_TIMEOUT_MS[settings.profile];
}
