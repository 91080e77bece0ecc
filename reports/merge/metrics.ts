/** The metrics of several generators as those of one run. Pure. */
import { GRID_PERCENTS } from '../../lib/generators/grid.ts';
import { METRIC } from '../../lib/metric-names.ts';
import type { MetricSummary, Metrics } from '../../lib/summary-types.ts';
import { type KnownSample, Mixture } from './mixture.ts';

type Values = Readonly<Record<string, number>>;

const LEVELS = GRID_PERCENTS.map((percent) => percent / 100);

const sum = (all: readonly Values[], statistic: string): number =>
  all.reduce((total, values) => total + (values[statistic] ?? 0), 0);

/** Users and requests of several generators add up; so does a rate per second of the same seconds. */
function added(all: readonly Values[]): Values {
  const names = new Set(all.flatMap((values) => Object.keys(values)));
  return Object.fromEntries([...names].map((name) => [name, sum(all, name)]));
}

function mergedRate(all: readonly Values[]): Values {
  const passes = sum(all, 'passes');
  const fails = sum(all, 'fails');
  return { rate: passes + fails === 0 ? 0 : passes / (passes + fails), passes, fails };
}

/** Level of a statistic, 0 to 1; null for one that is no quantile. */
function levelOf(statistic: string): number | null {
  if (statistic === 'med') return 0.5;
  const percent = /^p\((\d+(?:\.\d+)?)\)$/.exec(statistic)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

function sampleOf({ values, grid = [] }: MetricSummary): KnownSample {
  return { n: values.count ?? 0, levels: LEVELS, values: grid };
}

function mergedTrend(parts: readonly MetricSummary[]): Pick<MetricSummary, 'values' | 'rankErrors'> {
  const present = parts.filter(({ values }) => (values.count ?? 0) > 0);
  const count = present.reduce((total, { values }) => total + (values.count ?? 0), 0);
  // As k6 writes it: zeros, and the count that tells them from figures.
  if (count === 0) return { values: parts[0]?.values ?? { count: 0 } };
  const of = (statistic: string) => present.map(({ values }) => values[statistic] ?? Number.NaN);
  const values: Record<string, number> = {
    min: Math.min(...of('min')),
    avg: present.reduce((total, one) => total + ((one.values.avg ?? 0) * (one.values.count ?? 0)) / count, 0),
    max: Math.max(...of('max')),
    count,
  };
  const rankErrors: Record<string, number> = {};
  const mixture = new Mixture(present.map(sampleOf));
  for (const statistic of Object.keys(present[0]?.values ?? {})) {
    const level = levelOf(statistic);
    const merged = level === null ? null : mixture.quantile(level);
    if (merged === null) continue;
    values[statistic] = merged.value;
    rankErrors[statistic] = merged.rankError;
  }
  return { values, rankErrors };
}

function mergeMetric(parts: readonly [MetricSummary, ...MetricSummary[]]): MetricSummary {
  const [{ type, contains, values: only }] = parts;
  // One generator alone has it: its figures are exact, and need no grid.
  if (parts.length === 1) return { type, contains, values: only };
  const all = parts.map(({ values }) => values);
  switch (type) {
    case 'counter':
    case 'gauge':
      return { type, contains, values: added(all) };
    case 'rate':
      return { type, contains, values: mergedRate(all) };
    case 'trend':
      return { type, contains, ...mergedTrend(parts) };
    default:
      return type satisfies never;
  }
}

/** Late timers make one generator's figures doubtful, however many others were on time: the worst one's stands for all. */
const isDrift = (name: string): boolean =>
  name === METRIC.generatorDrift || name.startsWith(`${METRIC.generatorDrift}{`);

function latest(parts: readonly [MetricSummary, ...MetricSummary[]]): MetricSummary {
  const p95 = ({ values }: MetricSummary) =>
    (values.count ?? 0) > 0 ? (values['p(95)'] ?? 0) : Number.NEGATIVE_INFINITY;
  const { type, contains, values } = parts.reduce((worst, one) => (p95(one) > p95(worst) ? one : worst));
  return { type, contains, values };
}

/** Trends with samples whose generator did not give the grid, so that they cannot be merged. */
export function withoutGrid(metrics: Metrics): string[] {
  return Object.entries(metrics).flatMap(([name, { type, values, grid = [] }]) =>
    type === 'trend' && !isDrift(name) && (values.count ?? 0) > 0 && grid.length !== LEVELS.length
      ? [name]
      : [],
  );
}

/**
 * Metrics of the whole: counts, rates and gauges (users) added up, Trends as the mixture of their distributions, each
 * percentile with how far it may be off in rank. The verdicts of k6's thresholds are those of a part and are left out,
 * but for those that were missed: that a generator ended the run by one is a fact of the whole.
 */
export function mergeMetrics(parts: readonly Metrics[]): Metrics {
  const names = new Set(parts.flatMap((metrics) => Object.keys(metrics)));
  const merged: Record<string, MetricSummary> = {};
  for (const name of names) {
    const [first, ...others] = parts.flatMap((metrics) => metrics[name] ?? []);
    if (first === undefined) continue;
    const missed = [first, ...others].flatMap(({ thresholds = {} }) =>
      Object.entries(thresholds).filter(([, { ok }]) => !ok),
    );
    merged[name] = {
      ...(isDrift(name) ? latest : mergeMetric)([first, ...others]),
      ...(missed.length === 0 ? {} : { thresholds: Object.fromEntries(missed) }),
    };
  }
  return merged;
}
