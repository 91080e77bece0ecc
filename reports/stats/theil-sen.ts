import { twoSidedZ } from './distributions.ts';
import { kendallVariance } from './mann-kendall.ts';
import { failure, type Outcome, seriesFault, success } from './outcome.ts';
import { ascending, medianOf, sortedQuantile } from './quantile.ts';

export interface TheilSen {
  /** Value per unit of time. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  /** Median of value − slope · time. */
  readonly intercept: number;
  readonly confidence: number;
  readonly n: number;
}

/**
 * Theil–Sen slope, the median of the slopes of all pairs, with Sen's interval (Sen 1968): the slopes at ranks
 * (N − C)/2 and (N + C)/2 + 1 of the N pairs, where C = z√Var(S); fractional ranks are interpolated. Pairs at the
 * same time are left out.
 */
export function theilSen(
  times: readonly number[],
  values: readonly number[],
  confidence = 0.95,
): Outcome<TheilSen> {
  if (times.length !== values.length) {
    return failure('unequal-lengths', { left: times.length, right: values.length });
  }
  const fault = seriesFault(values, 2) ?? seriesFault(times, 2);
  if (fault) return fault;
  const slopes: number[] = [];
  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const span = (times[j] ?? 0) - (times[i] ?? 0);
      if (span !== 0) slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / span);
    }
  }
  if (slopes.length === 0) return failure('no-time-span');
  const sorted = ascending(slopes);
  const slope = sortedQuantile(sorted, 0.5);
  const spread = twoSidedZ(confidence) * Math.sqrt(kendallVariance(values));
  return success({
    slope,
    low: atRank(sorted, (sorted.length - spread) / 2),
    high: atRank(sorted, (sorted.length + spread) / 2 + 1),
    intercept: medianOf(values.map((value, i) => value - slope * (times[i] ?? 0))),
    confidence,
    n: values.length,
  });
}

/** Value at a 1-based, possibly fractional rank, kept inside the list. */
function atRank(sorted: ArrayLike<number>, rank: number): number {
  const position = Math.min(Math.max(rank, 1), sorted.length) - 1;
  return sortedQuantile(sorted, sorted.length > 1 ? position / (sorted.length - 1) : 0);
}
