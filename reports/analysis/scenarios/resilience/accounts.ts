/** How jobs ended, how requests were answered phase by phase, and when the backlog was gone. */
import { METRIC } from '../../../../lib/metric-names.ts';
import { BEFORE } from '../../../../lib/resilience/plan.ts';
import { LISTED_STATUSES } from '../../../../lib/resilience/statuses.ts';
import type { DetailsOf, Series } from '../../../result-schema.ts';
import type { MetricReader } from '../../metrics.ts';
import { phaseFigures } from '../../phases.ts';
import type { AnalysisContext } from '../../scenario-analysis.ts';

type FaultDetails = DetailsOf<'db-outage'>;

const rounded = (value: number | null) => Math.round(value ?? 0);

/** The accounts of the ledger: every job that was accepted, or was there without a promise. */
export function jobAccounts(metrics: MetricReader): FaultDetails['jobs'] {
  const ends = (end: string) => rounded(metrics.count(METRIC.jobEnds, { end }));
  const lost = metrics.rate(METRIC.jobsLost);
  return {
    accepted: lost.n,
    completed: ends('completed'),
    failed: ends('failed'),
    lost: lost.passes,
    duplicated: metrics.rate(METRIC.jobsRepeated).passes,
  };
}

function statusesOf(metrics: MetricReader, phase: string): Record<string, number> {
  const statuses: Record<string, number> = {};
  let listed = 0;
  for (const status of LISTED_STATUSES) {
    const count = rounded(metrics.count(METRIC.submitStatus, { phase, status }));
    listed += count;
    if (count > 0) statuses[status] = count;
  }
  const others = rounded(metrics.count(METRIC.submitStatus, { phase })) - listed;
  return others > 0 ? { ...statuses, '…': others } : statuses;
}

export function phasesOf({ metrics, summary, loadSeconds }: AnalysisContext): FaultDetails['phases'] {
  return phaseFigures(metrics, summary.plan.phases, loadSeconds).map(({ users: _users, ...phase }) => ({
    ...phase,
    statuses: statusesOf(metrics, phase.name),
  }));
}

/**
 * Seconds after the fault until the queue was, and stayed, no longer than it had ever been before it. Null without a
 * series, or when that did not happen.
 */
export function backlogDrainSeconds(
  series: Series | null,
  made: number | null,
  cleared: number | null,
): number | null {
  const lengths = series?.queueLength;
  if (series === null || lengths === undefined || made === null || cleared === null) return null;
  const points = series.t.flatMap((t, index) => {
    const length = lengths[index] ?? null;
    return length === null ? [] : [{ t, length }];
  });
  const before = points.filter(({ t }) => t <= made).map(({ length }) => length);
  const after = points.filter(({ t }) => t > cleared);
  if (before.length === 0 || after.length === 0) return null;
  const usual = Math.max(...before);
  const lastLong = after.findLastIndex(({ length }) => length > usual);
  if (lastLong === after.length - 1) return null;
  return lastLong < 0 ? 0 : Math.max(0, (after[lastLong + 1]?.t ?? cleared) - cleared);
}

/** Share of journeys that failed before anything was broken. */
export function errorsBefore(metrics: MetricReader) {
  return metrics.rate(METRIC.journeyErrors, { phase: BEFORE });
}
