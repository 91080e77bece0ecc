import { normalTwoSidedP } from './distributions.ts';
import { type Outcome, seriesFault, success } from './outcome.ts';

export interface MannKendall {
  /** Rising minus falling pairs. */
  readonly s: number;
  readonly variance: number;
  /** Continuity-corrected; positive when the series rises. */
  readonly z: number;
  /** Two-sided, normal approximation. */
  readonly p: number;
  readonly n: number;
}

/**
 * Mann–Kendall test for a monotone trend of values in order of time (Mann 1945; Kendall 1975), with the variance
 * corrected for ties: Var(S) = [n(n−1)(2n+5) − Σt(t−1)(2t+5)] / 18, z = (S − sign S)/√Var. A constant series has
 * z = 0 and p = 1. Values must be independent: feed block medians, not raw autocorrelated samples.
 */
export function mannKendall(values: readonly number[]): Outcome<MannKendall> {
  const fault = seriesFault(values, 3);
  if (fault) return fault;
  const n = values.length;
  let s = 0;
  for (let i = 0; i < n; i++) {
    const left = values[i] ?? 0;
    for (let j = i + 1; j < n; j++) s += Math.sign((values[j] ?? 0) - left);
  }
  const variance = kendallVariance(values);
  const z = variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0;
  return success({ s, variance, z, p: normalTwoSidedP(z), n });
}

/** Var(S) without a trend, corrected for ties in the values. */
export function kendallVariance(values: readonly number[]): number {
  const n = values.length;
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  let total = n * (n - 1) * (2 * n + 5);
  for (const t of ties.values()) total -= t * (t - 1) * (2 * t + 5);
  return total / 18;
}
