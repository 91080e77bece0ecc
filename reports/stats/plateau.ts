import { studentTQuantile } from './distributions.ts';
import type { OpenInterval } from './usl.ts';

/** Throughput at a number of users, as measured. */
export interface ThroughputLevel {
  readonly users: number;
  readonly jobsPerSecond: number;
  /** Jobs behind it. */
  readonly jobs: number;
}

/** What a system gives however many users there are. */
export interface Plateau {
  /** Mean over the levels of the plateau. */
  readonly jobsPerSecond: number;
  /**
   * 95 % interval of it within this run: from the scatter of the levels, or from the count of jobs where there are fewer
   * than three (too wide then for a closed system, never too narrow).
   */
  readonly interval: OpenInterval;
  /** The knee: lowest number of users that had it. */
  readonly users: number;
  /** The highest number below the knee that was tried, and had less; null where the first one had it all. */
  readonly usersBelow: number | null;
  /** Levels of the plateau, in order of users. */
  readonly levels: readonly ThroughputLevel[];
  /** More users than at the knee were tried, and brought nothing. Else throughput may go on rising. */
  readonly reached: boolean;
  /** What the highest number of users had, where that is clearly less than the plateau. */
  readonly collapse: { readonly users: number; readonly jobsPerSecond: number } | null;
}

/** A level this close to the highest always belongs to the plateau: two measurements of a few seconds differ by that much. */
const WITH_THE_HIGHEST = 0.9;
/** The knee has this share of the mean of the plateau at least. */
const AT_THE_KNEE = 0.95;
const MIN_LEVELS_FOR_SCATTER = 3;
const TAIL = 0.975;

/**
 * The plateau of throughput over users, and the knee where it begins. Null without a level that did any job.
 *
 * @param levels steps that say something about the target, in any order; of two with the same users the later one counts.
 */
export function plateauOf(levels: readonly ThroughputLevel[]): Plateau | null {
  const known = [...new Map(levels.map((level) => [level.users, level])).values()]
    .filter(({ users, jobsPerSecond }) => Number.isFinite(users) && jobsPerSecond > 0)
    .sort((a, b) => a.users - b.users);
  const highest = Math.max(0, ...known.map(({ jobsPerSecond }) => jobsPerSecond));
  if (highest === 0) return null;
  const candidates = stretchAround(known, highest);
  const level = meanOf(candidates);
  const flat = candidates.slice(
    candidates.findIndex(({ jobsPerSecond }) => jobsPerSecond >= AT_THE_KNEE * level),
  );
  const [knee] = flat;
  const last = known.at(-1);
  if (knee === undefined || last === undefined) return null;
  const jobsPerSecond = meanOf(flat);
  const interval = intervalOf(flat, jobsPerSecond);
  // One that dipped between the two is in no stretch with the highest, and the last one may have as much all the same.
  const fell = !flat.includes(last) && last.jobsPerSecond + errorOf(last) < (interval.low ?? jobsPerSecond);
  return {
    jobsPerSecond,
    interval,
    users: knee.users,
    usersBelow: known.filter(({ users }) => users < knee.users).at(-1)?.users ?? null,
    levels: flat,
    reached: last.users > knee.users,
    collapse: fell ? { users: last.users, jobsPerSecond: last.jobsPerSecond } : null,
  };
}

/**
 * The levels around the highest one, without a gap, that have nearly as much; above it also those that counts of so few
 * jobs cannot tell from it, so that no fall is claimed that chance alone explains.
 */
function stretchAround(known: readonly ThroughputLevel[], highest: number): readonly ThroughputLevel[] {
  const peak = known.findIndex(({ jobsPerSecond }) => jobsPerSecond === highest);
  const top = known[peak] as ThroughputLevel;
  const isNear = ({ jobsPerSecond }: ThroughputLevel) => jobsPerSecond >= WITH_THE_HIGHEST * highest;
  const mayBeNear = (level: ThroughputLevel) =>
    isNear(level) || level.jobsPerSecond + errorOf(level) >= highest - errorOf(top);
  let from = peak;
  let to = peak;
  while (from > 0 && isNear(known[from - 1] as ThroughputLevel)) from -= 1;
  while (to + 1 < known.length && mayBeNear(known[to + 1] as ThroughputLevel)) to += 1;
  return known.slice(from, to + 1);
}

/** Half a 95 % interval of a rate that is a count of jobs. */
function errorOf({ jobsPerSecond, jobs }: ThroughputLevel): number {
  return jobs > 0 ? (1.96 * jobsPerSecond) / Math.sqrt(jobs) : jobsPerSecond;
}

function meanOf(levels: readonly ThroughputLevel[]): number {
  return levels.reduce((sum, { jobsPerSecond }) => sum + jobsPerSecond, 0) / levels.length;
}

function intervalOf(levels: readonly ThroughputLevel[], mean: number): OpenInterval {
  const n = levels.length;
  if (n < MIN_LEVELS_FOR_SCATTER) {
    const jobs = levels.reduce((sum, level) => sum + level.jobs, 0);
    const half = jobs > 0 ? (1.96 * mean) / Math.sqrt(jobs) : mean;
    return { low: Math.max(0, mean - half), high: mean + half };
  }
  const squares = levels.reduce((sum, { jobsPerSecond }) => sum + (jobsPerSecond - mean) ** 2, 0);
  const half = studentTQuantile(TAIL, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { low: Math.max(0, mean - half), high: mean + half };
}
