import { twoSidedZ } from './distributions.ts';
import { failure, type Outcome, success } from './outcome.ts';

export interface ShareEstimate {
  /** Observed share, 0 to 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/**
 * Wilson's score interval for a share of `count` in `n` (Wilson 1927; method 3 of Newcombe, Statistics in Medicine
 * 17, 1998): sound for shares near 0 and 1 and for small n, where p ± z√(p(1 − p)/n) is not.
 */
export function wilsonInterval(count: number, n: number, confidence = 0.95): Outcome<ShareEstimate> {
  if (!Number.isFinite(count) || !Number.isFinite(n)) return failure('not-finite', { count: 1 });
  if (n <= 0) return failure('empty');
  if (count < 0 || count > n) return failure('out-of-range', { value: count, low: 0, high: n });
  const z = twoSidedZ(confidence);
  const share = count / n;
  const denominator = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / denominator;
  const halfWidth = (z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))) / denominator;
  return success({
    share,
    low: count === 0 ? 0 : Math.max(0, centre - halfWidth),
    high: count === n ? 1 : Math.min(1, centre + halfWidth),
    n,
  });
}
