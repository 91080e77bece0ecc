/**
 * What a multitenant run does, second by second: all tenants at work while each is asked for the others' data, quiet
 * and noisy windows in turn, and 1…N tenants at the same total load. Pure.
 */
import type { Profile } from '../catalog.ts';
import { type Plan, sequence } from '../load/plan.ts';
import type { Tenant } from '../settings/parsers.ts';
import { tenantsOf } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';

/** Parts of the run: phases of its plan and values of the tag `phase`. */
export const PART = { isolation: 'isolation', neighbour: 'neighbour', scaling: 'scaling' } as const;
export type Part = (typeof PART)[keyof typeof PART];

export type Side = 'quiet' | 'noisy';

/** A stretch of time of which a part counts: at first, what went before is still in the queue. */
export interface Slot {
  readonly name: string;
  /** Seconds after the start of the load. */
  readonly startSeconds: number;
  readonly seconds: number;
  readonly guardSeconds: number;
  /** The part that counts; it begins when the guard is over. */
  readonly measuredSeconds: number;
}

export interface NoiseWindow extends Slot {
  readonly side: Side;
}

/** One visit to a number of tenants. */
export interface LevelVisit extends Slot {
  readonly tenants: number;
}

interface Timing {
  readonly isolation: number;
  readonly pairs: number;
  readonly window: number;
  readonly windowGuard: number;
  readonly level: number;
  readonly levelGuard: number;
}

/**
 * Pairs of windows stay few and grow longer instead: a metric may have about fifty sub-metrics. Six is the fewest that a
 * bootstrap can draw from. What counts of a window is a multiple of the steady pace, so that who keeps the pace has as
 * many journeys in each.
 */
const TIMING = {
  smoke: { isolation: 3, pairs: 6, window: 1.1, windowGuard: 0.5, level: 0.85, levelGuard: 0.3 },
  short: { isolation: 30, pairs: 8, window: 6, windowGuard: 1.5, level: 6, levelGuard: 1 },
  full: { isolation: 180, pairs: 8, window: 30, windowGuard: 5, level: 60, levelGuard: 5 },
} as const satisfies Record<Profile, Timing>;

/**
 * A flood fills the queue faster than the queue empties again: a noisy window needs this share of the guard of a quiet
 * one, and the flood ends so much earlier. What it left has all the more time to go.
 */
const RISE_SHARE = 0.4;

/** Different numbers of tenants on the way from 1 to N. */
const MOST_COUNTS = 6;
const USERS_PER_TENANT = 2;
const STEADY_USERS = 12;
const SCALING_USERS = 10;
/** From the start of one journey of a user to the start of the next, where the last one is over by then. */
const STEADY_PACE_SECONDS = 0.3;
/** Rounds of the isolation part that start in a second, all users together; a round is a dozen requests or more. */
const ROUNDS_PER_SECOND = 20;

/** The tenants of the run. */
export function tenantsAtWork(settings: Settings): readonly Tenant[] {
  return tenantsOf(settings).slice(0, settings.tenantCount);
}

/** Place in the list of the tenant that floods; all others are its neighbours. */
export function floodingTenant(tenants: number): number {
  return tenants - 1;
}

/** Numbers of tenants from 1 to N: each of them where there are few, evenly spread on a log scale where many. */
export function tenantCounts(tenants: number): readonly number[] {
  if (tenants <= MOST_COUNTS) return Array.from({ length: tenants }, (_, index) => index + 1);
  const step = Math.log(tenants) / (MOST_COUNTS - 1);
  const counts = Array.from({ length: MOST_COUNTS }, (_, index) => Math.round(Math.exp(index * step)));
  return [...new Set(counts)];
}

export interface TenantPlan {
  readonly plan: Plan;
  readonly windows: readonly NoiseWindow[];
  readonly visits: readonly LevelVisit[];
  readonly isolationUsers: number;
  readonly steadyUsers: number;
  readonly floodUsers: number;
  readonly scalingUsers: number;
  /** Seconds between two rounds of an isolation user. */
  readonly isolationPace: number;
  /** Seconds between two journeys of a steady user, and of a user of the scaling part. */
  readonly steadyPace: number;
  readonly scalingPace: number;
}

/** Longer than the guard of a window: the flood and all journeys beside it have to end. */
function settleSeconds({ windowGuard }: Timing): number {
  return windowGuard * 2;
}

function totalSeconds(timing: Timing, visits: number): number {
  const noise = timing.pairs * 2 * timing.window + settleSeconds(timing);
  return timing.isolation + noise + visits * timing.level;
}

function stretched(timing: Timing, factor: number): Timing {
  return {
    isolation: timing.isolation * factor,
    pairs: timing.pairs,
    window: timing.window * factor,
    windowGuard: timing.windowGuard * factor,
    level: timing.level * factor,
    levelGuard: timing.levelGuard * factor,
  };
}

/** Users as asked for, or enough for each tenant to have one; then they take more time between two journeys. */
function crowd(asked: number | null, usual: number, tenants: number): { users: number; pace: number } {
  const users = Math.max(asked ?? usual, tenants);
  return { users, pace: (STEADY_PACE_SECONDS * users) / (asked ?? usual) };
}

/** @param tenants how many; given where the settings have lost their tokens, as in a summary. */
export function tenantPlan(settings: Settings, tenants = tenantsAtWork(settings).length): TenantPlan {
  const counts = tenantCounts(tenants);
  // There and back again: a drift of the system hits every number of tenants alike.
  const order = [...counts, ...[...counts].reverse()];
  const usual: Timing = TIMING[settings.profile];
  const { durationSeconds } = settings;
  const timing =
    durationSeconds === null ? usual : stretched(usual, durationSeconds / totalSeconds(usual, order.length));

  const isolationUsers = tenants * USERS_PER_TENANT;
  const steady = crowd(settings.users, STEADY_USERS, Math.max(1, tenants - 1));
  const scaling = crowd(settings.users, SCALING_USERS, tenants);
  const floodUsers = settings.neighbourUsers;
  const plan = sequence([
    { name: PART.isolation, seconds: timing.isolation, users: isolationUsers, measured: true },
    {
      name: PART.neighbour,
      seconds: timing.pairs * 2 * timing.window,
      users: steady.users + floodUsers,
      measured: true,
    },
    // What the flood has left in the queue is none of the next part's.
    { name: 'settle', seconds: settleSeconds(timing), users: 0 },
    { name: PART.scaling, seconds: order.length * timing.level, users: scaling.users, measured: true },
  ]);
  const startOf = (part: Part) => plan.phases.find(({ name }) => name === part)?.startSeconds ?? 0;
  const windows = Array.from({ length: timing.pairs * 2 }, (_, index): NoiseWindow => {
    const side = index % 2 === 0 ? 'quiet' : 'noisy';
    return {
      name: `${side}_${Math.floor(index / 2) + 1}`,
      side,
      startSeconds: startOf(PART.neighbour) + index * timing.window,
      seconds: timing.window,
      guardSeconds: side === 'quiet' ? timing.windowGuard : timing.windowGuard * RISE_SHARE,
      measuredSeconds: timing.window - timing.windowGuard,
    };
  });
  const visits = order.map(
    (count, index): LevelVisit => ({
      name: `visit_${index + 1}`,
      tenants: count,
      startSeconds: startOf(PART.scaling) + index * timing.level,
      seconds: timing.level,
      guardSeconds: timing.levelGuard,
      measuredSeconds: timing.level - timing.levelGuard,
    }),
  );
  return {
    plan,
    windows,
    visits,
    isolationUsers,
    steadyUsers: steady.users,
    floodUsers,
    scalingUsers: scaling.users,
    isolationPace: Math.max(0.5, isolationUsers / ROUNDS_PER_SECOND),
    steadyPace: steady.pace,
    scalingPace: scaling.pace,
  };
}

/** When the flood of a noisy window ends, seconds after the start of the load: with what counts of it. */
export function floodEnd({ startSeconds, guardSeconds, measuredSeconds }: Slot): number {
  return startSeconds + guardSeconds + measuredSeconds;
}

/** The slot at a moment, and whether its figures count by then. Null between and outside of them. */
export function slotAt<S extends Slot>(
  slots: readonly S[],
  seconds: number,
): { readonly slot: S; readonly counts: boolean } | null {
  const slot = slots.find(
    ({ startSeconds, seconds: length }) => seconds >= startSeconds && seconds < startSeconds + length,
  );
  if (slot === undefined) return null;
  const since = seconds - slot.startSeconds - slot.guardSeconds;
  return { slot, counts: since >= 0 && since < slot.measuredSeconds };
}

/** What the settings lack for a run with several tenants. */
export function tenantProblems(settings: Settings): readonly string[] {
  const tenants = tenantsAtWork(settings);
  if (tenants.length < 2) {
    const given = tenants.length === 1 ? 'one tenant' : 'no tenant';
    return [
      `WM_TENANTS names ${given}, multitenant needs at least two: a workspace and a token each, ` +
        'as JSON or a file, or WM_TENANT_A/WM_TOKEN_A and WM_TENANT_B/WM_TOKEN_B',
    ];
  }
  const problems: string[] = [];
  for (const [index, { workspace, token }] of tenants.entries()) {
    const twin = tenants.slice(0, index).find((other) => other.token === token);
    if (twin !== undefined) {
      problems.push(
        `WM_TENANTS gives "${twin.workspace}" and "${workspace}" the same token, each needs one of its own`,
      );
    }
  }
  return problems;
}
