/** Which of several generators this k6 is, when its load begins, and who sets up. Inside k6. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { runnerVariables } from '../runner-variables.ts';
import type { MetricSummary, Metrics } from '../summary-types.ts';
import { GRID_STATISTICS, gridOf } from './grid.ts';
import { type Segment, segmentOf } from './segment.ts';

/** The share of the load that k6 carries; null where there is one generator. Not in the init context. */
export function thisSegment(): Segment | null {
  const { executionSegment } = exec.test.options as { readonly executionSegment?: string | null };
  return segmentOf(executionSegment);
}

/** The statistics of the summary's Trends: with the grid, where they are to be merged with those of others. */
export function trendStatistics(own: readonly string[]): string[] {
  return runnerVariables().generators > 1 ? [...new Set([...own, ...GRID_STATISTICS])] : [...own];
}

/** The metrics with the grid of each Trend as a list of its own, so that the summary stays readable. */
export function withGrids(metrics: Metrics, statistics: readonly string[]): Metrics {
  const shown = new Set(statistics);
  return Object.fromEntries(
    Object.entries(metrics).map(([name, metric]): [string, MetricSummary] => {
      const grid = metric.type === 'trend' ? gridOf(metric.values) : null;
      if (grid === null) return [name, metric];
      const values = Object.entries(metric.values).filter(([statistic]) => shown.has(statistic));
      return [
        name,
        { ...metric, values: Object.fromEntries(values), grid: (metric.values.count ?? 0) > 0 ? grid : [] },
      ];
    }),
  );
}

/** Seconds from now until the load is to begin; 0 where no moment was set, or it is over. */
export function secondsUntilStart(): number {
  const { startsAt } = runnerVariables();
  return startsAt === null ? 0 : Math.max(0, (startsAt - Date.now()) / 1000);
}

/** Waits for the moment at which all generators begin. Returns when the load does begin, Unix ms. */
export function waitForStart(): number {
  const seconds = secondsUntilStart();
  if (seconds > 0) sleep(seconds);
  return Date.now();
}
