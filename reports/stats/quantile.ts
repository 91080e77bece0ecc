import { quantileRanks, samplesNeeded } from '../../lib/statistics/percentile.ts';
import { twoSidedZ } from './distributions.ts';
import { failure, type Outcome, seriesFault, success } from './outcome.ts';

/** A copy in ascending order; NaN, which callers exclude first, would end up last. */
export function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** Largest value, −∞ for none. `Math.max(...values)` overflows the stack on long series. */
export function largestOf(values: Iterable<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}

/** Smallest value, ∞ for none. */
export function smallestOf(values: Iterable<number>): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < smallest) smallest = value;
  return smallest;
}

/**
 * Type-7 quantile (Hyndman & Fan 1996; R's and NumPy's default) of values already in ascending order: linear
 * interpolation at rank (n − 1)p. NaN for an empty list; for callers that have checked the series.
 */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p;
  const lower = Math.floor(position);
  const left = sorted[lower];
  if (left === undefined) return Number.NaN;
  const right = sorted[lower + 1] ?? left;
  return left + (position - lower) * (right - left);
}

/** Median of values in any order; NaN for an empty list. For callers that have checked the series. */
export function medianOf(values: readonly number[]): number {
  return sortedQuantile(ascending(values), 0.5);
}

export interface PercentileEstimate {
  readonly p: number;
  readonly value: number;
  /** Limits of the interval; null where the sample is too small for a finite one. */
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  readonly n: number;
  /** Samples from which both limits are finite. */
  readonly needed: number;
  /** False: too few samples to print the figure as established. */
  readonly established: boolean;
}

/**
 * A percentile with its distribution-free interval from order statistics: ranks np ± z√(np(1 − p)), rounded outwards
 * (Conover, Practical Nonparametric Statistics, 3rd ed., 3.2). `p` in (0, 1).
 */
export function percentile(
  values: readonly number[],
  p: number,
  confidence = 0.95,
): Outcome<PercentileEstimate> {
  const fault = seriesFault(values);
  if (fault) return fault;
  if (!(p > 0 && p < 1)) return failure('out-of-range', { value: p, low: 0, high: 1 });
  return success(sortedPercentile(ascending(values), p, confidence));
}

/** As `percentile`, for values already in ascending order, finite and at least one. */
export function sortedPercentile(
  sorted: ArrayLike<number>,
  p: number,
  confidence = 0.95,
): PercentileEstimate {
  const n = sorted.length;
  const ranks = quantileRanks(n, p, twoSidedZ(confidence), (1 - confidence) / 2);
  const needed = samplesNeeded(p, confidence);
  const at = (rank: number | null) => (rank === null ? null : (sorted[rank - 1] ?? null));
  return {
    p,
    value: sortedQuantile(sorted, p),
    low: at(ranks.low),
    high: at(ranks.high),
    confidence,
    n,
    needed,
    established: n >= needed,
  };
}
