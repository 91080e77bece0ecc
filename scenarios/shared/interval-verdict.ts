/** A figure with an interval carries a verdict where all of the interval lies on one side of the limit. */
import type { Observation } from '../../reports/analysis/scenario-analysis.ts';

interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** @param straddles why there is no verdict where the limit lies inside of the interval. */
export function atMost(limit: number, found: Estimate, n: number, straddles: string): Observation {
  const { estimate, low, high } = found;
  const seen = { value: estimate, n, interval: [low, high] as const };
  return high <= limit || low > limit ? seen : { ...seen, open: 'either', detail: straddles };
}
