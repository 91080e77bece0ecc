/** The soak: a constant number of users for a long time, cut into slices. Pure. */
import { MEASURED_PHASE, type Plan, sequence } from '../../../lib/load/plan.ts';
import type { Profile } from '../../../lib/profiles.ts';
import type { Range } from '../../../lib/settings/parsers.ts';
import type { SoakSettings } from '../settings.ts';

const DURATION_SECONDS = { smoke: 30, short: 480, full: 3600 } as const satisfies Record<Profile, number>;

/** While caches fill and code is compiled, figures say nothing about hours. */
const WARMUP_SHARE = 0.1;
const MIN_WARMUP_SECONDS = 3;
/**
 * Heaps and connections of a system under a few requests a second fill for some minutes, and would look like a leak to a
 * run of that length. A smoke run cannot wait for that, and accepts more instead.
 */
const SETTLED_AFTER_SECONDS = { smoke: 0, short: 180, full: 180 } as const satisfies Record<Profile, number>;
/** What is measured stays the greater part, however short the run. */
const MAX_WARMUP_SHARE = 0.375;

/**
 * The measured time is cut into slices, each with its figures in the summary; the report joins them to 8 to 12 windows.
 * That many, so that a run which is stopped half way still has enough of them; no more, for k6's sake.
 */
const MAX_SLICES = 40;
const MIN_SLICE_SECONDS = 1;

export interface SoakTiming {
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly slices: number;
  readonly sliceSeconds: number;
}

export function soakTiming(settings: SoakSettings): SoakTiming {
  const { profile, soakDurationSeconds, durationSeconds } = settings;
  const seconds = soakDurationSeconds ?? durationSeconds ?? DURATION_SECONDS[profile];
  const warmupSeconds = Math.max(
    seconds * WARMUP_SHARE,
    Math.min(MIN_WARMUP_SECONDS, seconds / 2),
    Math.min(SETTLED_AFTER_SECONDS[profile], seconds * MAX_WARMUP_SHARE),
  );
  const measured = seconds - warmupSeconds;
  const slices = Math.max(1, Math.min(MAX_SLICES, Math.floor(measured / MIN_SLICE_SECONDS)));
  return { seconds, warmupSeconds, slices, sliceSeconds: measured / slices };
}

/** The mean of what users usually pause, evener: the less chance there is in the load, the smaller a slope can be seen. */
const SOAK_THINK_TIME: Range = { min: 1.8, max: 2.2 };

export function soakThinkTime(settings: SoakSettings): Range {
  return settings.thinkTime ?? SOAK_THINK_TIME;
}

export function soakPlan(settings: SoakSettings): Plan {
  const { seconds, warmupSeconds } = soakTiming(settings);
  const users = settings.soakUsers;
  return sequence([
    { name: 'warmup', seconds: warmupSeconds, users },
    { name: MEASURED_PHASE, seconds: seconds - warmupSeconds, users },
  ]);
}
