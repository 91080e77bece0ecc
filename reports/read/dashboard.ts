/**
 * The record of k6's web dashboard (`--out web-dashboard=record=FILE`): NDJSON events, among them `metric` (names as
 * they first appear, with their types) and one `snapshot` a period. A snapshot holds one array a metric, in the
 * alphabetical order of all metrics announced so far; an empty array says that the metric had no samples.
 */
import type { MetricSummary } from '../../lib/summary-types.ts';

type MetricType = MetricSummary['type'];

/** One metric in one period: aggregate name (`rate`, `p(95)` …) → value. */
export type Aggregates = Readonly<Record<string, number>>;

export interface Snapshot {
  /** Unix milliseconds at the end of the period. */
  readonly time: number;
  readonly metrics: ReadonlyMap<string, Aggregates>;
}

export interface Dashboard {
  /** Length of a period in milliseconds. */
  readonly periodMs: number;
  readonly snapshots: readonly Snapshot[];
  /** Lines that could not be read: a run that was killed truncates its last one. */
  readonly skippedLines: number;
}

const DEFAULT_AGGREGATES: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ['count', 'rate'],
  gauge: ['value'],
  rate: ['rate'],
  trend: ['avg', 'max', 'med', 'min', 'p(90)', 'p(95)', 'p(99)'],
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isMetricType(value: unknown): value is MetricType {
  return typeof value === 'string' && Object.hasOwn(DEFAULT_AGGREGATES, value);
}

/** Reads the record line by line, so that a long run needs no second copy in memory. */
export class DashboardReader {
  #periodMs = 1000;
  #aggregates: Record<MetricType, readonly string[]> = { ...DEFAULT_AGGREGATES };
  readonly #types = new Map<string, MetricType>();
  #order: readonly string[] = [];
  #snapshots: Snapshot[] = [];
  #skipped = 0;

  line(text: string): void {
    // Half of the record: sums since the start, which nothing here reads.
    if (text.startsWith('{"event":"cumulative"') || text.trim() === '') return;
    let event: unknown;
    try {
      event = JSON.parse(text);
    } catch {
      this.#skipped += 1;
      return;
    }
    if (!isRecord(event)) {
      this.#skipped += 1;
      return;
    }
    if (event.event === 'param') this.#readParameters(event.data);
    else if (event.event === 'metric') this.#announce(event.data);
    else if (event.event === 'snapshot') this.#readSnapshot(event.data);
  }

  /** The snapshots read since the last call, for who follows a run that goes on: none is kept. */
  take(): readonly Snapshot[] {
    const taken = this.#snapshots;
    this.#snapshots = [];
    return taken;
  }

  finish(): Dashboard {
    return { periodMs: this.#periodMs, snapshots: this.#snapshots, skippedLines: this.#skipped };
  }

  #readParameters(data: unknown): void {
    if (!isRecord(data)) return;
    if (typeof data.period === 'number' && data.period > 0) this.#periodMs = data.period;
    if (!isRecord(data.aggregates)) return;
    for (const [type, names] of Object.entries(data.aggregates)) {
      if (isMetricType(type) && Array.isArray(names)) this.#aggregates[type] = names.map(String);
    }
  }

  #announce(data: unknown): void {
    if (!isRecord(data)) return;
    for (const [name, metric] of Object.entries(data)) {
      if (isRecord(metric) && isMetricType(metric.type)) this.#types.set(name, metric.type);
    }
    this.#order = [...this.#types.keys()].sort();
  }

  #readSnapshot(data: unknown): void {
    if (!Array.isArray(data) || data.length !== this.#order.length) {
      this.#skipped += 1;
      return;
    }
    const metrics = new Map<string, Aggregates>();
    for (const [index, name] of this.#order.entries()) {
      const values: unknown = data[index];
      const type = this.#types.get(name);
      if (type === undefined || !Array.isArray(values) || values.length === 0) continue;
      const named: Record<string, number> = {};
      for (const [position, aggregate] of this.#aggregates[type].entries()) {
        const value: unknown = values[position];
        if (typeof value === 'number' && Number.isFinite(value)) named[aggregate] = value;
      }
      metrics.set(name, named);
    }
    const time = metrics.get('time')?.value;
    if (time === undefined) {
      this.#skipped += 1;
      return;
    }
    this.#snapshots.push({ time, metrics });
  }
}
