import { scoreInterval } from '../../lib/statistics/share.ts';
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
  const { low, high } = scoreInterval(count, n, twoSidedZ(confidence));
  return success({ share: count / n, low, high, n });
}
