/** Durations as counts in buckets a fiftieth apart: as exact as a plan needs, and small enough to keep in a file. */

const GROWTH = 1.02;
/** Quantiles that a workload file gets. */
const QUANTILES = [0, 5, 25, 50, 75, 90, 95, 99, 100] as const;

export interface DurationCounts {
  count: number;
  sumMs: number;
  minMs: number;
  maxMs: number;
  /** Jobs by bucket: `n` holds the durations from 1.02ⁿ to 1.02ⁿ⁺¹ ms; `-1` those below 1 ms. */
  readonly buckets: Record<string, number>;
}

export function noDurations(): DurationCounts {
  return { count: 0, sumMs: 0, minMs: 0, maxMs: 0, buckets: {} };
}

export function addDuration(counts: DurationCounts, ms: number): void {
  const bucket = ms < 1 ? -1 : Math.floor(Math.log(ms) / Math.log(GROWTH));
  counts.buckets[bucket] = (counts.buckets[bucket] ?? 0) + 1;
  counts.minMs = counts.count === 0 ? ms : Math.min(counts.minMs, ms);
  counts.maxMs = Math.max(counts.maxMs, ms);
  counts.count += 1;
  counts.sumMs += ms;
}

/** Quantiles in ms by their names, `p50`; within 1 % of the exact ones. Empty without a job. */
export function quantilesOf({ count, minMs, maxMs, buckets }: DurationCounts): Record<string, number> {
  if (count === 0) return {};
  const sorted = Object.entries(buckets)
    .map(([bucket, jobs]) => [Number(bucket), jobs] as const)
    .sort(([a], [b]) => a - b);
  const at = (percent: number): number => {
    let left = (percent / 100) * count;
    for (const [bucket, jobs] of sorted) {
      left -= jobs;
      if (left <= 0) return bucket < 0 ? 0.5 : GROWTH ** (bucket + 0.5);
    }
    return maxMs;
  };
  return Object.fromEntries(
    QUANTILES.map((percent) => {
      const ms = percent === 0 ? minMs : percent === 100 ? maxMs : at(percent);
      return [`p${percent}`, Math.min(maxMs, Math.max(minMs, ms))];
    }),
  );
}
