/** How fast each metric of a soak may get worse. Pure. */

import type { Profile } from '../../../lib/profiles.ts';
import type { SoakSettings } from '../settings.ts';
import { soakTiming } from './plan.ts';

/** Metrics that a soak watches for a trend. */
export const SOAK_METRICS = ['memory', 'latency', 'throughput', 'connections', 'errors'] as const;
export type SoakMetric = (typeof SOAK_METRICS)[number];

/**
 * What may be lost over a run of less than an hour, or in an hour of a longer one: noise does not shrink with the time, so
 * that the slope which can be told from it grows the shorter the run is. In seconds a process has not even settled, so
 * that a smoke run accepts more. A budget that is set holds as it is.
 * Memory in MB, latency in ms of the p95, throughput in per cent of it, errors in points of a per cent.
 */
const ACCEPTED: Readonly<Record<Profile, Readonly<Record<SoakMetric, number>>>> = {
  smoke: { memory: 80, latency: 200, throughput: 60, connections: 5, errors: 2 },
  short: { memory: 40, latency: 200, throughput: 20, connections: 5, errors: 2 },
  full: { memory: 20, latency: 100, throughput: 10, connections: 5, errors: 1 },
};

const SET_BY: Readonly<Record<SoakMetric, (settings: SoakSettings) => number | null>> = {
  memory: (settings) => settings.soakBudgetMb,
  latency: (settings) => settings.soakBudgetMs,
  throughput: (settings) => settings.soakBudgetThroughput,
  connections: (settings) => settings.soakBudgetConnections,
  errors: (settings) => settings.soakBudgetErrors,
};

/** The unit of each metric's slope; those of `throughput` and `errors` are in per cent. */
export const SOAK_UNITS = {
  memory: 'MB/h',
  latency: 'ms/h',
  throughput: '%/h',
  connections: '1/h',
  errors: '%/h',
} as const satisfies Record<SoakMetric, string>;

/** A slope per hour from what is accepted in an hour or, in a shorter run, over the whole of it; rounded. */
export function acceptedPerHour(amount: number, settings: SoakSettings): number {
  const { seconds, warmupSeconds } = soakTiming(settings);
  const perHour = amount / Math.min(1, (seconds - warmupSeconds) / 3600);
  return Number(perHour.toPrecision(3));
}

/** The accepted slope in the worse direction, per hour. */
export function soakBudget(metric: SoakMetric, settings: SoakSettings): number {
  return SET_BY[metric](settings) ?? acceptedPerHour(ACCEPTED[settings.profile][metric], settings);
}
