/**
 * What a multitenant run does, second by second: all tenants at work while each is asked for the others' data, quiet
 * and noisy windows in turn, and 1…N tenants at the same total load. Pure.
 */

import { type Plan, sequence } from '../../../lib/load/plan.ts';
import type { Profile } from '../../../lib/profiles.ts';
import type { Tenant } from '../../../lib/settings/parsers.ts';
import { tenantsOf } from '../../../lib/settings/settings.ts';
import type { TenantSettings } from '../settings.ts';

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

/**
 * A noisy window has a guard, in which the queue fills. A quiet one has none: each user begins to count when it has seen
 * that the flood's jobs are gone (`QuietWatch`), and counts for as long as in a noisy one.
 */
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
  /** What counts of a window, quiet or noisy. */
  readonly measured: number;
  /** What goes before it in a noisy window: the flood fills the queue. */
  readonly rise: number;
  /** The whole of a quiet window: what counts, and the longest that the flood's jobs may take to go. */
  readonly quiet: number;
  readonly level: number;
  readonly levelGuard: number;
}

/**
 * Pairs of windows stay few and grow longer instead: a metric may have about fifty sub-metrics. Six is the fewest that a
 * bootstrap can draw from. What counts of a window is a multiple of the steady pace, so that who keeps the pace has as
 * many journeys in each. Two workers of a real Windmill need 1.2 to 2 s for the last jobs of the usual flood (20 of .1 s,
 * what starting them costs, and those of the others between them); a quiet window leaves more than that.
 */
const TIMING = {
  smoke: { isolation: 3, pairs: 6, measured: 0.6, rise: 0.2, quiet: 3.4, level: 0.85, levelGuard: 0.3 },
  short: { isolation: 30, pairs: 8, measured: 4.5, rise: 0.6, quiet: 9, level: 6, levelGuard: 1 },
  full: { isolation: 180, pairs: 8, measured: 24, rise: 2, quiet: 36, level: 60, levelGuard: 5 },
} as const satisfies Record<Profile, Timing>;

/** Different numbers of tenants on the way from 1 to N. */
const MOST_COUNTS = 6;
const USERS_PER_TENANT = 2;
/** Of the quiet windows and of the scaling part: the same load, so that one can be checked by the other. */
const STEADY_USERS = 12;
/** From the start of one journey of a user to the start of the next, where the last one is over by then. */
const STEADY_PACE_SECONDS = 0.3;
/** Rounds of the isolation part that start in a second, all users together; a round is a dozen requests or more. */
const ROUNDS_PER_SECOND = 20;

/** The tenants of the run. */
export function tenantsAtWork(settings: TenantSettings): readonly Tenant[] {
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

/** The last window is a quiet one: what is left are journeys of the steady users. */
function settleSeconds({ rise }: Timing): number {
  return rise * 2;
}

const noisySeconds = ({ rise, measured }: Timing): number => rise + measured;

function noiseSeconds(timing: Timing): number {
  return timing.pairs * (noisySeconds(timing) + timing.quiet);
}

function totalSeconds(timing: Timing, visits: number): number {
  return timing.isolation + noiseSeconds(timing) + settleSeconds(timing) + visits * timing.level;
}

function stretched(timing: Timing, factor: number): Timing {
  return {
    isolation: timing.isolation * factor,
    pairs: timing.pairs,
    measured: timing.measured * factor,
    rise: timing.rise * factor,
    quiet: timing.quiet * factor,
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
export function tenantPlan(settings: TenantSettings, tenants = tenantsAtWork(settings).length): TenantPlan {
  const counts = tenantCounts(tenants);
  // There and back again: a drift of the system hits every number of tenants alike.
  const order = [...counts, ...[...counts].reverse()];
  const usual: Timing = TIMING[settings.profile];
  const { durationSeconds } = settings;
  const timing =
    durationSeconds === null ? usual : stretched(usual, durationSeconds / totalSeconds(usual, order.length));

  const isolationUsers = tenants * USERS_PER_TENANT;
  const steady = crowd(settings.users, STEADY_USERS, Math.max(1, tenants - 1));
  const scaling = crowd(settings.users, STEADY_USERS, tenants);
  const floodUsers = settings.neighbourUsers;
  const plan = sequence([
    { name: PART.isolation, seconds: timing.isolation, users: isolationUsers, measured: true },
    {
      name: PART.neighbour,
      seconds: noiseSeconds(timing),
      users: steady.users + floodUsers,
      measured: true,
    },
    // Journeys that are still under way are none of the next part's.
    { name: 'settle', seconds: settleSeconds(timing), users: 0 },
    { name: PART.scaling, seconds: order.length * timing.level, users: scaling.users, measured: true },
  ]);
  const startOf = (part: Part) => plan.phases.find(({ name }) => name === part)?.startSeconds ?? 0;
  const windows = Array.from({ length: timing.pairs }, (_, index): readonly NoiseWindow[] => {
    const start = startOf(PART.neighbour) + index * (noisySeconds(timing) + timing.quiet);
    const window = (
      side: Side,
      startSeconds: number,
      seconds: number,
      guardSeconds: number,
    ): NoiseWindow => ({
      name: `${side}_${index + 1}`,
      side,
      startSeconds,
      seconds,
      guardSeconds,
      measuredSeconds: timing.measured,
    });
    return [
      window('noisy', start, noisySeconds(timing), timing.rise),
      window('quiet', start + noisySeconds(timing), timing.quiet, 0),
    ];
  }).flat();
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

/** How many of the steady users, who are dealt out in turn, are one tenant's; the flooding one has none. */
export function steadyUsersOf(plan: TenantPlan, tenant: number, tenants: number): number {
  const neighbours = floodingTenant(tenants);
  if (tenant >= neighbours) return 0;
  return Math.floor((plan.steadyUsers - tenant - 1) / neighbours) + 1;
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
export function tenantProblems(settings: TenantSettings): readonly string[] {
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
