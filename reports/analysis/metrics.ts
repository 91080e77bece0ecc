/** Reading figures from k6's summary without its traps: what had no samples is `null`, never a zero. */

import { knownQuantiles } from '../../lib/criteria/evidence.ts';
import { subMetric } from '../../lib/metric-names.ts';
import { type KnownQuantile, samplesNeeded } from '../../lib/statistics/percentile.ts';
import type { MetricSummary, Metrics } from '../../lib/summary-types.ts';
import type { Latency } from '../result-schema.ts';

export type Tags = Readonly<Record<string, string>>;

export interface RateFigure {
  /** Share of `true`, 0 to 1; null without samples. */
  readonly rate: number | null;
  readonly passes: number;
  readonly n: number;
}

export interface MetricReader {
  /** A Trend as a latency; all null with n 0 where it has no samples or does not exist. */
  trend(name: string, tags?: Tags): Latency;
  /** The quantiles of a Trend that the summary holds; none without samples. */
  quantiles(name: string, tags?: Tags): readonly KnownQuantile[];
  /** Arithmetic mean of a Trend. */
  mean(name: string, tags?: Tags): number | null;
  rate(name: string, tags?: Tags): RateFigure;
  /** Total of a Counter; null where the metric does not exist (k6 leaves out counters that were never added to). */
  count(name: string, tags?: Tags): number | null;
  /** Any single value, such as the `max` of the gauge `vus`; null where it is missing. */
  value(name: string, statistic: string, tags?: Tags): number | null;
  /** Number of samples behind a metric of any type; a counter and a gauge do not tell: 0. */
  samples(name: string, tags?: Tags): number;
  /** Whether the summary has the metric or sub-metric at all. */
  has(name: string, tags?: Tags): boolean;
}

const P95_NEEDS = samplesNeeded(0.95);
const P99_NEEDS = samplesNeeded(0.99);

const NO_SAMPLES: Latency = {
  min: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  max: null,
  n: 0,
  established: { p95: false, p99: false },
};

/** Tells the order of tags apart from their meaning: `{a:1,b:2}` and `{b:2,a:1}` are one sub-metric. */
function canonicalKey(key: string): string {
  const match = /^([^{]+)\{(.*)\}$/s.exec(key);
  if (match === null) return key;
  const tags = (match[2] ?? '').split(',').map((tag) => tag.trim());
  return `${match[1]}{${tags.sort().join(',')}}`;
}

function finite(metric: MetricSummary, statistic: string): number | null {
  const value = metric.values[statistic];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function rankErrorOf({ rankErrors }: MetricSummary): Pick<Latency, 'rankError'> {
  if (rankErrors === undefined) return {};
  const of = (statistic: string) => rankErrors[statistic] ?? null;
  return { rankError: { p50: of('med'), p95: of('p(95)'), p99: of('p(99)') } };
}

export function metricReader(metrics: Metrics): MetricReader {
  const byKey = new Map<string, MetricSummary>();
  for (const [key, metric] of Object.entries(metrics)) byKey.set(canonicalKey(key), metric);
  const find = (name: string, tags?: Tags): MetricSummary | undefined =>
    byKey.get(canonicalKey(tags === undefined ? name : subMetric(name, tags)));

  const samples = (name: string, tags?: Tags): number => {
    const metric = find(name, tags);
    if (metric?.type === 'trend') return finite(metric, 'count') ?? 0;
    if (metric?.type === 'rate') return (finite(metric, 'passes') ?? 0) + (finite(metric, 'fails') ?? 0);
    return 0;
  };

  return {
    has: (name, tags) => find(name, tags) !== undefined,
    samples,
    trend(name, tags) {
      const metric = find(name, tags);
      const n = samples(name, tags);
      if (metric?.type !== 'trend' || n === 0) return NO_SAMPLES;
      return {
        min: finite(metric, 'min'),
        p50: finite(metric, 'med') ?? finite(metric, 'p(50)'),
        p90: finite(metric, 'p(90)'),
        p95: finite(metric, 'p(95)'),
        p99: finite(metric, 'p(99)'),
        max: finite(metric, 'max'),
        n,
        established: { p95: n >= P95_NEEDS, p99: n >= P99_NEEDS },
        ...rankErrorOf(metric),
      };
    },
    quantiles(name, tags) {
      const metric = find(name, tags);
      return metric?.type === 'trend' && samples(name, tags) > 0 ? knownQuantiles(metric) : [];
    },
    mean(name, tags) {
      const metric = find(name, tags);
      return metric === undefined || samples(name, tags) === 0 ? null : finite(metric, 'avg');
    },
    rate(name, tags) {
      const metric = find(name, tags);
      const n = samples(name, tags);
      if (metric?.type !== 'rate' || n === 0) return { rate: null, passes: 0, n: 0 };
      const passes = finite(metric, 'passes') ?? 0;
      return { rate: passes / n, passes, n };
    },
    count(name, tags) {
      const metric = find(name, tags);
      return metric === undefined ? null : finite(metric, 'count');
    },
    value(name, statistic, tags) {
      const metric = find(name, tags);
      if (metric === undefined) return null;
      if (metric.type === 'trend' && samples(name, tags) === 0) return null;
      return finite(metric, statistic);
    },
  };
}
