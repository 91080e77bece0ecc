/** Requests by route, with those of the monitor and of the set-up apart. */
import { K6_METRIC } from '../../lib/metric-names.ts';
import type { Metrics } from '../../lib/summary-types.ts';
import type { Result } from '../result-schema.ts';
import type { MetricReader } from './metrics.ts';
import { perSecond } from './phases.ts';

type Route = NonNullable<Result['traffic']['routes']>[number];

const NAMED = new RegExp(`^${K6_METRIC.requestDuration}\\{name:(.*)\\}$`, 's');
const APART = { monitor: { role: 'monitor' }, setup: { group: '::setup' } } as const;

/** Of the whole run; empty where the summary does not tell routes apart. @param seconds of the load. */
export function routesOf(all: Metrics, metrics: MetricReader, seconds: number): readonly Route[] {
  const rowOf = (part: Route['part'], route: string, tags: Readonly<Record<string, string>>): Route[] => {
    const latencyMs = metrics.trend(K6_METRIC.requestDuration, tags);
    if (latencyMs.n === 0) return [];
    const failed = metrics.rate(K6_METRIC.requestFailed, tags);
    const rate = part === 'setup' ? null : perSecond(latencyMs.n, seconds);
    return [{ part, route, n: latencyMs.n, perSecond: rate, failedShare: failed.rate, latencyMs }];
  };
  const names = Object.keys(all).flatMap((key) => NAMED.exec(key)?.[1] ?? []);
  return [
    ...names
      .flatMap((name) => rowOf('load', name.replace('/w/{workspace}', ''), { name }))
      .sort((a, b) => b.n - a.n),
    ...rowOf('monitor', '', APART.monitor),
    ...rowOf('setup', '', APART.setup),
  ];
}
