/**
 * Samples below which a percentile has no finite upper 95 % limit (order statistics: the largest of n values lies above
 * the p-quantile with probability 1 − pⁿ, and both tails of the interval must fit).
 */
const SAMPLES_NEEDED = { p50: 6, p90: 36, p95: 72, p99: 368 } as const;
export type PercentileName = keyof typeof SAMPLES_NEEDED;

/** Whether a percentile may be stated as established from so many samples. */
export function isEstablished(percentile: PercentileName, samples: number): boolean {
  return samples >= SAMPLES_NEEDED[percentile];
}

/** The text of a percentile, starred where its samples are too few. No samples stay "no samples". */
export function starred(text: string, percentile: PercentileName, samples: number): string {
  return samples > 0 && !isEstablished(percentile, samples) ? `${text} *` : text;
}
