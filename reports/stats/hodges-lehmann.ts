import { twoSidedZ } from './distributions.ts';
import { uDistribution } from './mann-whitney.ts';
import { type Outcome, seriesFault, success } from './outcome.ts';
import { ascending, sortedQuantile } from './quantile.ts';

export interface Shift {
  /** How much the second sample lies above the first. */
  readonly shift: number;
  /** Limits of the interval; null where the samples are too small for one. */
  readonly low: number | null;
  readonly high: number | null;
  /** Asked for; the interval covers at least this. */
  readonly confidence: number;
}

/**
 * Hodges–Lehmann shift (1963): the median of all differences second − first, with the exact interval of the differences
 * at ranks k and nm + 1 − k, where k is the largest with P(U < k) ≤ (1 − confidence)/2 (Hollander & Wolfe, Nonparametric
 * Statistical Methods, 4.3). For samples too large to enumerate, k comes from the normal approximation.
 */
export function hodgesLehmann(
  first: readonly number[],
  second: readonly number[],
  confidence = 0.95,
): Outcome<Shift> {
  const fault = seriesFault(first) ?? seriesFault(second);
  if (fault) return fault;
  const differences = ascending(second.flatMap((right) => first.map((left) => right - left)));
  const rank = intervalRank(first.length, second.length, (1 - confidence) / 2);
  return success({
    shift: sortedQuantile(differences, 0.5),
    low: rank > 0 ? (differences[rank - 1] ?? null) : null,
    high: rank > 0 ? (differences[differences.length - rank] ?? null) : null,
    confidence,
  });
}

/** The largest k with P(U < k) ≤ tail; 0 if there is none. */
function intervalRank(n: number, m: number, tail: number): number {
  const distribution = uDistribution(n, m);
  if (!distribution.ok) {
    const halfWidth = twoSidedZ(1 - 2 * tail) * Math.sqrt((n * m * (n + m + 1)) / 12);
    return Math.max(0, Math.floor((n * m) / 2 - halfWidth));
  }
  let below = 0;
  let rank = 0;
  for (const share of distribution.value) {
    below += share;
    if (below > tail) return rank;
    rank++;
  }
  return 0;
}
