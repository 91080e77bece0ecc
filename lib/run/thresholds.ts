/** k6's thresholds: the criteria that it can gate on itself, and the sub-metrics that must appear in the summary. */
import type { CriteriaOf } from '../criteria/types.ts';
import type { Settings } from '../settings/table.ts';

/** A threshold that ends the run when it is missed, no earlier than the delay after the start of the run. */
export interface AbortingThreshold {
  readonly threshold: string;
  readonly abortOnFail: true;
  readonly delayAbortEval: string;
}
export type Thresholds = Record<string, (string | AbortingThreshold)[]>;
export type MetricKind = 'counter' | 'rate' | 'trend';

/** Never fails: its only use is that k6 then lists the sub-metric in the summary. */
const ALWAYS: Readonly<Record<MetricKind, string>> = {
  counter: 'count>=0',
  rate: 'rate>=0',
  trend: 'max>=0',
};

const OPERATOR = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=': '==' } as const;

/** Thresholds for the criteria of a scenario whose figure stands in the summary. */
export function gateThresholds(criteria: CriteriaOf, settings: Settings): Thresholds {
  const thresholds: Thresholds = {};
  for (const criterion of Object.values(criteria)) {
    const { source, comparison } = criterion;
    if (source === undefined) continue;
    // k6 knows no threshold on a rate's number of hits; none at all is the same as a rate of 0.
    const statistic = source.statistic === 'passes' ? 'rate' : source.statistic;
    const expression = `${statistic}${OPERATOR[comparison]}${criterion.limit(settings)}`;
    thresholds[source.metric] = [...(thresholds[source.metric] ?? []), expression];
  }
  return thresholds;
}

/** Adds sub-metrics that must be listed in the summary. */
export function expose(
  thresholds: Thresholds,
  metrics: readonly (readonly [string, MetricKind])[],
): Thresholds {
  const all: Thresholds = { ...thresholds };
  for (const [metric, kind] of metrics) all[metric] ??= [ALWAYS[kind]];
  return all;
}

/**
 * `count` is what tells "zero" from "no samples"; those around p95 are the ends of its interval, which needs p93 and p97
 * from 1,000 samples on, and wider ones below.
 */
export const TREND_STATISTICS = [
  'min',
  'avg',
  'med',
  'p(90)',
  'p(93)',
  'p(95)',
  'p(97)',
  'p(98)',
  'p(99)',
  'p(99.9)',
  'max',
  'count',
];
