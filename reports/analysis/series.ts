/** The run per second, from the record of k6's dashboard. */
import { K6_METRIC, METRIC } from '../../lib/metric-names.ts';
import type { RunSummary } from '../../lib/summary-types.ts';
import { HELPER_VUS } from '../../lib/validity.ts';
import type { Dashboard, Snapshot } from '../read/dashboard.ts';
import type { Series } from '../result-schema.ts';
import { loadSecondsOf } from './phases.ts';

/** Points that a chart can show and a result should carry; longer runs are thinned. */
export const MAX_POINTS = 1800;

const COLUMNS = {
  requestsPerSecond: { metric: K6_METRIC.requests, aggregate: 'rate', idle: 0, thin: 'mean' },
  jobsPerSecond: { metric: METRIC.jobsCompleted, aggregate: 'rate', idle: 0, thin: 'mean' },
  errorRate: { metric: METRIC.journeyErrors, aggregate: 'rate', idle: null, thin: 'mean' },
  p50: { metric: METRIC.jobDuration, aggregate: 'med', idle: null, thin: 'max' },
  p95: { metric: METRIC.jobDuration, aggregate: 'p(95)', idle: null, thin: 'max' },
  p99: { metric: METRIC.jobDuration, aggregate: 'p(99)', idle: null, thin: 'max' },
  users: { metric: K6_METRIC.vus, aggregate: 'value', idle: null, thin: 'mean' },
  queueLength: { metric: METRIC.queueLength, aggregate: 'avg', idle: null, thin: 'max' },
  cpuPercent: { metric: METRIC.targetCpu, aggregate: 'avg', idle: null, thin: 'mean' },
  memoryMb: { metric: METRIC.targetMemory, aggregate: 'avg', idle: null, thin: 'max' },
} as const;
type Column = keyof typeof COLUMNS;
const COLUMN_NAMES = Object.keys(COLUMNS) as readonly Column[];

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function figureOf(snapshot: Snapshot, column: Column, helpers: number): number | null {
  const { metric, aggregate, idle } = COLUMNS[column];
  const value = snapshot.metrics.get(metric)?.[aggregate];
  if (value === undefined) return idle;
  return rounded(column === 'users' ? Math.max(0, value - helpers) : value);
}

/**
 * The series of a run, `t` in seconds after the start of the load, with a mark at each planned phase that was reached.
 * Null without a record, or without a second of load in it. A column that never had a figure is left out.
 */
export function seriesOf(dashboard: Dashboard | null, summary: RunSummary): Series | null {
  if (dashboard === null) return null;
  const start = Date.parse(summary.startedAt);
  const end = Date.parse(summary.endedAt) + dashboard.periodMs;
  const snapshots = dashboard.snapshots.filter(({ time }) => time > start && time <= end);
  if (snapshots.length === 0) return null;
  const loadSeconds = loadSecondsOf(summary);
  const helpers = HELPER_VUS + (summary.plan.helpers ?? 0);
  const series: Series = {
    t: snapshots.map(({ time }) => rounded((time - start) / 1000)),
    marks: summary.plan.phases
      .filter((phase) => phase.startSeconds <= loadSeconds)
      .map((phase) => ({ t: phase.startSeconds, label: phase.name, kind: 'phase' as const })),
  };
  const seen = (metric: string) => snapshots.some((snapshot) => snapshot.metrics.has(metric));
  for (const column of COLUMN_NAMES) {
    const { metric } = COLUMNS[column];
    if (!seen(metric)) continue;
    // k6's count has the requests of the monitor in it; it stands in only where no jobs are counted.
    if (column === 'requestsPerSecond' && seen(METRIC.jobsCompleted)) continue;
    series[column] = snapshots.map((snapshot) => figureOf(snapshot, column, helpers));
  }
  return series;
}

function thinned(values: readonly (number | null)[], size: number, how: 'mean' | 'max'): (number | null)[] {
  const bins: (number | null)[] = [];
  for (let from = 0; from < values.length; from += size) {
    const present = values.slice(from, from + size).filter((value) => value !== null);
    if (present.length === 0) bins.push(null);
    else if (how === 'max') bins.push(Math.max(...present));
    else bins.push(rounded(present.reduce((sum, value) => sum + value, 0) / present.length));
  }
  return bins;
}

/**
 * At most `maxPoints` points: rates and gauges as means of their bins; latencies, queue and memory as the worst of it,
 * since percentiles cannot be averaged and a peak must not vanish.
 */
export function thinSeries(series: Series, maxPoints = MAX_POINTS): Series {
  const size = Math.ceil(series.t.length / maxPoints);
  if (size <= 1) return series;
  const first = series.t[0] ?? 0;
  const last = series.t.at(-1) ?? first;
  const thin: Series = {
    t: series.t.filter((_, index) => index % size === 0),
    binSeconds: rounded(((last - first) / Math.max(1, series.t.length - 1)) * size),
    marks: series.marks,
  };
  for (const column of COLUMN_NAMES) {
    const values = series[column];
    if (values !== undefined) thin[column] = thinned(values, size, COLUMNS[column].thin);
  }
  return thin;
}
