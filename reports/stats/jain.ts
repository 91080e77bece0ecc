import { failure, type Outcome, seriesFault, success } from './outcome.ts';
import { largestOf, smallestOf } from './quantile.ts';

export interface Fairness {
  /** Jain's index, 1/n (one takes all) to 1 (all alike). */
  readonly jain: number;
  /** Smallest share; Jain's index hides one victim among many. */
  readonly minShare: number;
  readonly n: number;
}

/**
 * Jain's fairness index J = (Σx)² / (nΣx²) (Jain, Chiu & Hawe, DEC-TR-301, 1984) on shares achieved/entitled, with
 * the smallest share beside it.
 */
export function fairness(shares: readonly number[]): Outcome<Fairness> {
  const fault = seriesFault(shares);
  if (fault) return fault;
  const negative = shares.filter((share) => share < 0).length;
  if (negative > 0) return failure('negative-values', { count: negative });
  const largest = largestOf(shares);
  if (largest === 0) return failure('all-zero');
  let sum = 0;
  let squares = 0;
  for (const share of shares) {
    // Scaled, so that squares neither overflow nor vanish.
    sum += share / largest;
    squares += (share / largest) ** 2;
  }
  return success({
    jain: sum ** 2 / (shares.length * squares),
    minShare: smallestOf(shares),
    n: shares.length,
  });
}
