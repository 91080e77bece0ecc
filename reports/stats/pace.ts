/** How sure the pace is that tenants keep beside a flooding one, from the jobs that each got done. */
import { scoreInterval } from '../../lib/statistics/share.ts';
import { twoSidedZ } from './distributions.ts';
import { fairness } from './jain.ts';

/** Jobs of a tenant that ended well in windows of the same length, without and beside the flood. */
export interface PaceCounts {
  readonly quiet: number;
  readonly noisy: number;
}

export type Ends = readonly [number, number];

export interface PaceIntervals {
  /** Of the smallest pace. */
  readonly minShare: Ends;
  /** Of Jain's index over the paces. */
  readonly jain: Ends;
}

/**
 * Interval of noisy / quiet: given their sum, the noisy count of two Poisson streams is binomial with share r/(1 + r)
 * (Przyborowski & Wilenski 1940). Users who wait for their answers make counts steadier than Poisson's, so that it is
 * rather too wide.
 */
function paceInterval({ quiet, noisy }: PaceCounts, z: number): Ends {
  const { low, high } = scoreInterval(noisy, noisy + quiet, z);
  return [low / (1 - low), high < 1 ? high / (1 - high) : Number.POSITIVE_INFINITY];
}

/** Where none has anything, all are treated alike. */
function jainOf(paces: readonly number[]): number {
  const found = fairness(paces);
  return found.ok ? found.value.jain : 1;
}

/** Above it the corners of the box are too many to be looked at one by one; no run has so many tenants. */
const MAX_TENANTS = 12;

/**
 * Intervals that hold all paces at once with 95 % (Bonferroni), and what follows from them. Null without jobs in every
 * tenant's quiet windows, or with an end that is not finite.
 */
export function paceIntervals(tenants: readonly PaceCounts[]): PaceIntervals | null {
  if (tenants.length === 0 || tenants.length > MAX_TENANTS || tenants.some(({ quiet }) => quiet <= 0))
    return null;
  const z = twoSidedZ(1 - 0.05 / tenants.length);
  const ends = tenants.map((counts) => paceInterval(counts, z));
  if (ends.some(([, high]) => !Number.isFinite(high))) return null;
  // In each pace the index rises to a peak and falls: over the box it is smallest in a corner. It is 1 where one pace
  // lies within all intervals, and otherwise largest where the paces lie closest together.
  let lowest = 1;
  for (let corner = 0; corner < 2 ** ends.length; corner += 1) {
    const paces = ends.map(([low, high], index) => (Math.floor(corner / 2 ** index) % 2 === 0 ? low : high));
    lowest = Math.min(lowest, jainOf(paces));
  }
  const lows = ends.map(([low]) => low);
  const highs = ends.map(([, high]) => high);
  return { minShare: [Math.min(...lows), Math.min(...highs)], jain: [lowest, 1] };
}
