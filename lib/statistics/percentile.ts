/** What order statistics say about a percentile. Pure, for k6 and for Node. */
import { Z95 } from './share.ts';

/**
 * Samples needed for a finite two-sided interval on the quantile `p`: below it, the chance that every sample lies on
 * the same side of the true quantile, p^n, exceeds (1 − confidence)/2. 72 for p95, 368 for p99, 3,688 for p99.9.
 */
export function samplesNeeded(p: number, confidence = 0.95): number {
  const outer = Math.max(p, 1 - p);
  return outer >= 1 ? Number.POSITIVE_INFINITY : Math.ceil(Math.log((1 - confidence) / 2) / Math.log(outer));
}

/** Ranks, from 1, of the two samples that the true quantile lies between; null where there are too few for that end. */
export interface QuantileRanks {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Ranks np ± z√(np(1 − p)), rounded outwards (Conover, Practical Nonparametric Statistics, 3rd ed., 3.2). `p` in (0, 1);
 * `tail` is the share of either side, .025 for 95 %, and `z` its quantile.
 */
export function quantileRanks(n: number, p: number, z = Z95, tail = 0.025): QuantileRanks {
  const halfWidth = z * Math.sqrt(n * p * (1 - p));
  return {
    low: (1 - p) ** n <= tail ? Math.max(1, Math.floor(n * p - halfWidth)) : null,
    high: p ** n <= tail ? Math.min(n, Math.ceil(n * p + halfWidth) + 1) : null,
  };
}

/** A quantile of a sample: its level, 0 to 1, and its value. */
export interface KnownQuantile {
  readonly level: number;
  readonly value: number;
  /** How far `level` may be off: the quantile was merged from parts. */
  readonly error?: number;
}

/** Level at which a type-7 quantile is no smaller than the sample of this rank. */
const levelOf = (rank: number, n: number): number => (n > 1 ? (rank - 1) / (n - 1) : 1);

/** Floating point: a level that was computed may miss the very same level as it was written down. */
const SLACK = 1e-9;

/**
 * 95 % interval of the percentile `p` where only some quantiles of the sample are known (k6's summary): the nearest
 * known ones beyond the ranks, so that it is no narrower than that from all samples. Null: that end is open.
 */
export function percentileInterval(
  known: readonly KnownQuantile[],
  n: number,
  p: number,
): readonly [number | null, number | null] {
  const ranks = quantileRanks(n, p);
  const { low, high } = ranks;
  const below =
    low === null
      ? []
      : known
          .filter(({ level, error = 0 }) => level + error <= levelOf(low, n) + SLACK)
          .map(({ value }) => value);
  const above =
    high === null
      ? []
      : known
          .filter(({ level, error = 0 }) => level - error >= levelOf(high, n) - SLACK)
          .map(({ value }) => value);
  return [
    below.length === 0 ? null : below.reduce((a, b) => Math.max(a, b)),
    above.length === 0 ? null : above.reduce((a, b) => Math.min(a, b)),
  ];
}

/**
 * Samples from which the upper end of the interval of `p` lies within the limit, if the known quantiles stay what they
 * are; null where none above `p` does.
 */
export function samplesToProveBelow(
  known: readonly KnownQuantile[],
  p: number,
  within: (value: number) => boolean,
): number | null {
  const level = known
    .filter((each) => each.level - (each.error ?? 0) > p && within(each.value))
    .reduce((highest, each) => Math.max(highest, each.level - (each.error ?? 0)), 0);
  if (level === 0) return null;
  let n = samplesNeeded(p);
  const proves = (samples: number) => {
    const { high } = quantileRanks(samples, p);
    return high !== null && levelOf(high, samples) <= level + SLACK;
  };
  // The level of the upper rank falls towards p like 1/√n: doubling ends after a few steps.
  while (!proves(n) && n < 1e7) n = Math.ceil(n * 1.02) + 1;
  return n < 1e7 ? n : null;
}
