/** What a share that was counted says about the true one. Pure, for k6 and for Node. */

/** 97.5 % quantile of the normal distribution: two-sided intervals of 95 %. */
export const Z95 = 1.959963984540054;
const ALPHA = 0.05;

/** Ends of a share, 0 to 1. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a share of `count` in `n` (Wilson 1927; method 3 of Newcombe, Statistics in Medicine
 * 17, 1998). `n` > 0, 0 ≤ `count` ≤ `n`; `z` is the two-sided quantile of the confidence.
 */
export function scoreInterval(count: number, n: number, z: number): ShareInterval {
  const share = count / n;
  const denominator = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / denominator;
  const halfWidth = (z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))) / denominator;
  return {
    low: count === 0 ? 0 : Math.max(0, centre - halfWidth),
    high: count === n ? 1 : Math.min(1, centre + halfWidth),
  };
}

/**
 * 95 % interval of a share that is held against a limit: Wilson's, and where no case or every case was counted the
 * exact one-sided limit, 1 − .05^(1/n) ("rule of three", Hanley & Lippman-Hand, JAMA 249, 1983).
 */
export function judgedShareInterval(count: number, n: number): ShareInterval {
  const rest = ALPHA ** (1 / n);
  if (count === 0) return { low: 0, high: 1 - rest };
  if (count === n) return { low: rest, high: 1 };
  return scoreInterval(count, n, Z95);
}

/**
 * Samples from which the interval of this share lies on one side of the limit, if the share stays what it is; null
 * where it stands at the limit, which no number of samples decides. `limit` in (0, 1).
 */
export function samplesToJudgeShare(share: number, limit: number): number | null {
  if (share === limit || limit <= 0 || limit >= 1) return null;
  if (share <= 0) return Math.ceil(Math.log(ALPHA) / Math.log(1 - limit));
  if (share >= 1) return Math.ceil(Math.log(ALPHA) / Math.log(limit));
  // Wilson's interval leaves the limit out where |share − limit| > z √(limit (1 − limit) / n).
  return Math.ceil((Z95 ** 2 * limit * (1 - limit)) / (share - limit) ** 2);
}
