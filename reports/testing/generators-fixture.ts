/** Builders of what several generators leave of one load: journeys dealt out to them, and the same from one. */
import { GRID_PERCENTS } from '../../lib/generators/grid.ts';
import { K6_METRIC, METRIC, subMetric } from '../../lib/metric-names.ts';
import { TREND_STATISTICS } from '../../lib/run/thresholds.ts';
import type { MetricSummary, Metrics } from '../../lib/summary-types.ts';
import { HELPER_VUS } from '../../lib/validity.ts';
import type { RunFiles } from '../run-folder.ts';
import { counter, gauge, rate, runFilesFixture, type SummaryFixture, trend } from './summary-fixture.ts';

/** Type 7, as k6's Trend computes a percentile of sorted values. */
export function type7(sorted: readonly number[], level: number): number {
  const position = level * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
  return low + (high - low) * (position - Math.floor(position));
}

/** A Trend of these values as k6 gives it; with the grid, where it is that of one of several generators. */
export function trendOf(values: readonly number[], withGrid: boolean): MetricSummary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (name: string) =>
    name === 'med' ? 0.5 : Number(/^p\((.+)\)$/.exec(name)?.[1] ?? Number.NaN) / 100;
  const quantiles = TREND_STATISTICS.flatMap((name) =>
    Number.isNaN(at(name)) ? [] : [[name, type7(sorted, at(name))] as const],
  );
  return {
    type: 'trend',
    contains: 'time',
    values: {
      min: sorted[0] ?? 0,
      max: sorted.at(-1) ?? 0,
      avg: sorted.length === 0 ? 0 : sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
      count: sorted.length,
      ...Object.fromEntries(quantiles),
    },
    ...(withGrid
      ? { grid: sorted.length === 0 ? [] : GRID_PERCENTS.map((percent) => type7(sorted, percent / 100)) }
      : {}),
  };
}

export interface Journey {
  readonly ms: number;
  readonly failed?: boolean;
}

function metricsOf(journeys: readonly Journey[], users: number, withGrid: boolean): Metrics {
  const metrics: Record<string, MetricSummary> = {
    [METRIC.generatorDrift]: trend(3, 600),
    [METRIC.monitorErrors]: rate(0, 90),
    [K6_METRIC.iterations]: counter(journeys.length),
    [K6_METRIC.vus]: gauge(users, users),
  };
  const n = journeys.length;
  const failed = journeys.filter((journey) => journey.failed === true).length;
  const durations = journeys.map(({ ms }) => ms);
  for (const phase of [null, 'measured'] as const) {
    const name = (metric: string) => (phase === null ? metric : subMetric(metric, { phase }));
    Object.assign(metrics, {
      [name(METRIC.jobDuration)]: trendOf(durations, withGrid),
      [name(METRIC.journeyErrors)]: rate(failed, n),
      [name(METRIC.jobsSubmitted)]: counter(n),
      [name(METRIC.jobsCompleted)]: counter(n),
      [name(METRIC.jobsEnded)]: rate(n, n),
      [name(METRIC.wrongResults)]: rate(0, n),
      [name(K6_METRIC.requests)]: counter(2 * n),
      [name(K6_METRIC.requestDuration)]: trendOf(durations, withGrid),
      [name(K6_METRIC.requestFailed)]: rate(failed, 2 * n),
    });
  }
  return metrics;
}

const USERS = 10;

/** The run of one generator that made all of these journeys. */
export function oneGenerator(journeys: readonly Journey[], fixture: SummaryFixture = {}): RunFiles {
  return runFilesFixture({
    metrics: metricsOf(journeys, USERS + HELPER_VUS, false),
    ...fixture,
    files: { dashboard: null },
  });
}

/** Runs of several generators that shared them: each with the journeys of its own. */
export function severalGenerators(
  shares: readonly (readonly Journey[])[],
  fixture: SummaryFixture = {},
): [RunFiles, ...RunFiles[]] {
  const parts = shares.map((journeys, index) =>
    runFilesFixture({
      // The first has the monitor besides.
      metrics: metricsOf(journeys, USERS / shares.length + (index === 0 ? HELPER_VUS : HELPER_VUS - 1), true),
      ...fixture,
      over: {
        runId: `20260131T093000Z-normal-${index + 1}`,
        segment: { index: index + 1, of: shares.length },
        ...fixture.over,
      },
      files: { dashboard: null, folder: `generator-${index + 1}` },
    }),
  );
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('no generator');
  return [first, ...others];
}
