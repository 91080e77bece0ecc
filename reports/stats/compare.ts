import { hodgesLehmann } from './hodges-lehmann.ts';
import { mannWhitney } from './mann-whitney.ts';
import { medianOf } from './quantile.ts';

/** Fewer runs a side cannot carry a verdict: 3 v 3 never reach p < .1, 4 v 4 only when they do not overlap at all. */
export const MIN_RUNS_FOR_VERDICT = 5;

export interface MetricSpec {
  readonly id: string;
  readonly better: 'lower' | 'higher';
  /** Share of the first side's median below which a difference is trivial. Default .02. */
  readonly trivialShare?: number;
}

/** One run: its value of each metric, e.g. the run's p95. The unit of comparison is the run, never the request. */
export type RunMetrics = Readonly<Record<string, number | null>>;

export type CompareVerdict = 'improved' | 'regressed' | 'no-difference' | 'not-enough-runs';

export interface MetricComparison {
  readonly metric: string;
  readonly better: 'lower' | 'higher';
  readonly runs: readonly [number, number];
  readonly medians: readonly [number, number];
  /** Hodges–Lehmann shift second − first, with its interval; null ends: too few runs. */
  readonly shift: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Shift over the first side's median; null if that is 0. */
  readonly share: number | null;
  /** Exact two-sided Mann–Whitney p; null without a verdict. */
  readonly p: number | null;
  /** Smallest p that this many runs can reach. */
  readonly smallestP: number;
  readonly direction: 'better' | 'worse' | 'same';
  readonly verdict: CompareVerdict;
}

export interface Comparison {
  /** By size of the relative difference, largest first; metrics whose first median is 0 lead. */
  readonly rows: readonly MetricComparison[];
  /** Metrics left out because their difference is trivial. */
  readonly trivial: readonly string[];
  /** Metrics without a usable value on one of the sides. */
  readonly missing: readonly string[];
}

export interface CompareOptions {
  /** Default .05. */
  readonly alpha?: number;
}

/**
 * Compares two sets of runs metric by metric: exact Mann–Whitney test and Hodges–Lehmann shift on one value a run. With
 * fewer than 5 runs a side differences are given without p and verdict. A difference is called only when it is
 * significant and not trivial; each metric is tested on its own, so one in twenty unchanged ones is called by chance.
 */
export function compareRuns(
  first: readonly RunMetrics[],
  second: readonly RunMetrics[],
  metrics: readonly MetricSpec[],
  options: CompareOptions = {},
): Comparison {
  const rows: MetricComparison[] = [];
  const trivial: string[] = [];
  const missing: string[] = [];
  for (const metric of metrics) {
    const row = compareMetric(
      valuesOf(first, metric.id),
      valuesOf(second, metric.id),
      metric,
      options.alpha ?? 0.05,
    );
    if (!row) missing.push(metric.id);
    else if (isTrivial(row, metric)) trivial.push(metric.id);
    else rows.push(row);
  }
  rows.sort((a, b) => size(b) - size(a));
  return { rows, trivial, missing };
}

function valuesOf(runs: readonly RunMetrics[], metric: string): number[] {
  return runs.flatMap((run) => {
    const value = run[metric];
    return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
  });
}

function compareMetric(
  first: readonly number[],
  second: readonly number[],
  metric: MetricSpec,
  alpha: number,
): MetricComparison | null {
  const test = mannWhitney(first, second);
  const estimate = hodgesLehmann(first, second, 1 - alpha);
  if (!test.ok || !estimate.ok) return null;
  const { shift, low, high } = estimate.value;
  const medians = [medianOf(first), medianOf(second)] as const;
  const enough = Math.min(first.length, second.length) >= MIN_RUNS_FOR_VERDICT;
  const direction = shift === 0 ? 'same' : shift < 0 === (metric.better === 'lower') ? 'better' : 'worse';
  const significant = enough && test.value.p < alpha && direction !== 'same';
  return {
    metric: metric.id,
    better: metric.better,
    runs: [first.length, second.length],
    medians,
    shift,
    low,
    high,
    share: medians[0] === 0 ? null : shift / Math.abs(medians[0]),
    p: enough ? test.value.p : null,
    smallestP: test.value.smallestP,
    direction,
    verdict: verdictOf(enough, significant, direction),
  };
}

function verdictOf(
  enough: boolean,
  significant: boolean,
  direction: MetricComparison['direction'],
): CompareVerdict {
  if (!enough) return 'not-enough-runs';
  if (!significant) return 'no-difference';
  return direction === 'better' ? 'improved' : 'regressed';
}

function isTrivial(row: MetricComparison, metric: MetricSpec): boolean {
  return row.shift === 0 || (row.share !== null && Math.abs(row.share) < (metric.trivialShare ?? 0.02));
}

function size({ share }: MetricComparison): number {
  return share === null ? Number.POSITIVE_INFINITY : Math.abs(share);
}
