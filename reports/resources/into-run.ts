/**
 * The figures of a source in the place of those that the target itself does not show, so that every scenario judges them
 * as it judges its own. Pure.
 */
import { METRIC } from '../../lib/metric-names.ts';
import type { MetricSummary, Metrics, RunSummary } from '../../lib/summary-types.ts';
import type { Dashboard } from '../read/dashboard.ts';
import { sortedQuantile } from '../stats/quantile.ts';
import type { ResourceRecord } from './record.ts';
import { totalsOf } from './totals.ts';

interface Point {
  /** Unix ms. */
  readonly t: number;
  readonly value: number;
}

/** What a source shows of what the suite's own monitor has a metric for; without a point, nothing. */
function seenOf(record: ResourceRecord): (readonly [string, readonly Point[]])[] {
  const totals = totalsOf(record);
  const of = (figure: 'cpuPercent' | 'memoryMb') =>
    totals.flatMap(({ t, [figure]: value }) => (value === null ? [] : [{ t, value }]));
  const connections = record.samples.flatMap(({ t, database }) =>
    database === undefined ? [] : [{ t, value: database.connections }],
  );
  const all = [
    [METRIC.targetCpu, of('cpuPercent')],
    [METRIC.targetMemory, of('memoryMb')],
    [METRIC.dbConnections, connections],
  ] as const;
  return all.filter(([, points]) => points.length > 0);
}

const LEVELS: Readonly<Record<string, number>> = {
  'p(10)': 0.1,
  med: 0.5,
  'p(90)': 0.9,
  'p(95)': 0.95,
  'p(99)': 0.99,
};

/** A Trend of these values, as k6's summary has it. */
export function asTrend(values: readonly number[]): MetricSummary {
  const sorted = [...values].sort((a, b) => a - b);
  const quantiles = Object.entries(LEVELS).map(([name, level]) => [
    name,
    sorted.length === 0 ? 0 : sortedQuantile(sorted, level),
  ]);
  return {
    type: 'trend',
    contains: 'default',
    values: {
      count: sorted.length,
      min: sorted[0] ?? 0,
      max: sorted.at(-1) ?? 0,
      avg: sorted.length === 0 ? 0 : sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
      ...Object.fromEntries(quantiles),
    },
  };
}

/** A stretch of the load, in seconds after its start, and the tags under which its figures stand. */
export interface Stretch {
  readonly tags: string;
  readonly startSeconds: number;
  readonly seconds: number;
}

const phasesOf = ({ plan }: RunSummary): Stretch[] =>
  plan.phases.map(({ name, startSeconds, seconds }) => ({ tags: `phase:${name}`, startSeconds, seconds }));

/** Whether the target shows its own processor time, so that nothing need stand in for it. */
export function showsItself(metrics: Metrics): boolean {
  return (metrics[METRIC.targetCpu]?.values.count ?? 0) > 0;
}

function within(points: readonly Point[], fromMs: number, toMs: number): number[] {
  return points.flatMap(({ t, value }) => (t >= fromMs && t < toMs ? [value] : []));
}

/**
 * The metrics with processor and memory of the system as a source saw them, for the whole load and each of its stretches.
 * As they are where the target shows its own.
 * @param more stretches that the scenario tells apart besides the phases of its plan.
 */
export function withSeen(
  summary: RunSummary,
  record: ResourceRecord | null,
  more: readonly Stretch[] = [],
): Metrics {
  const { metrics } = summary.k6;
  if (record === null || showsItself(metrics)) return metrics;
  const start = Date.parse(summary.startedAt);
  const end = Date.parse(summary.endedAt);
  const merged: Record<string, MetricSummary> = { ...metrics };
  for (const [metric, points] of seenOf(record)) {
    const all = within(points, start, end);
    if (all.length === 0) continue;
    merged[metric] = asTrend(all);
    for (const { tags, startSeconds, seconds } of [...phasesOf(summary), ...more]) {
      const from = start + startSeconds * 1000;
      merged[`${metric}{${tags}}`] = asTrend(within(points, from, Math.min(end, from + seconds * 1000)));
    }
  }
  return merged;
}

/** As `withSeen`, for the record per second. */
export function dashboardWithSeen(
  dashboard: Dashboard | null,
  summary: RunSummary,
  record: ResourceRecord | null,
): Dashboard | null {
  if (dashboard === null || record === null || showsItself(summary.k6.metrics)) return dashboard;
  const seen = seenOf(record);
  const near = 2000 * record.sources.reduce((most, one) => Math.max(most, one.resolutionSeconds), 1);
  const positions = new Map<string, number>();
  const snapshots = dashboard.snapshots.map((snapshot) => {
    const metrics = new Map(snapshot.metrics);
    for (const [metric, points] of seen) {
      let at = positions.get(metric) ?? 0;
      while (at + 1 < points.length && (points[at + 1]?.t ?? 0) <= snapshot.time) at += 1;
      positions.set(metric, at);
      const point = points[at];
      if (point !== undefined && Math.abs(snapshot.time - point.t) <= near)
        metrics.set(metric, { avg: point.value });
    }
    return { ...snapshot, metrics };
  });
  return { ...dashboard, snapshots };
}
