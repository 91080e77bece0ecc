/** How jobs ended, how requests were answered phase by phase, and when the backlog was gone. */

import { METRIC } from '../../../../lib/metric-names.ts';
import type { MetricReader } from '../../../../reports/analysis/metrics.ts';
import { phaseFigures } from '../../../../reports/analysis/phases.ts';
import type { Observation } from '../../../../reports/analysis/scenario-analysis.ts';
import type { Series } from '../../../../reports/result-schema.ts';
import type { FaultContext } from '../context.ts';
import type { FaultDetails } from '../details.ts';
import type { JobFate } from '../load/ledger.ts';
import { BEFORE } from '../load/plan.ts';
import { LISTED_STATUSES, TIMED_OUT } from '../load/statuses.ts';

type JobAccounts = Readonly<Record<keyof FaultDetails['jobs'], number>>;

interface LostTexts {
  readonly gone: (jobs: number) => string;
  readonly unfinished: (jobs: number) => string;
  readonly untold: (jobs: number) => string;
}

const rounded = (value: number | null) => Math.round(value ?? 0);

/** The accounts of the ledger: every job that was accepted, or was there without a promise. */
export function jobAccounts({ metrics }: FaultContext, workersKilled: number): JobAccounts {
  const ends = (end: JobFate) => rounded(metrics.count(METRIC.jobEnds, { end }));
  const wanting = metrics.rate(METRIC.jobsLost);
  const unfinished = ends('unfinished');
  // A job that is there once and ran again after its worker had died was rescued; a dead worker had no more than one.
  const again = rounded(metrics.count(METRIC.jobsRunAgain));
  const rescued = Math.min(again, workersKilled);
  return {
    accepted: wanting.n,
    completed: ends('completed'),
    failed: ends('failed'),
    lost: Math.max(0, wanting.passes - unfinished),
    unfinished,
    untold: ends('untold'),
    rescued,
    duplicated: metrics.rate(METRIC.jobsRepeated).passes + again - rescued,
  };
}

/** The figure of `jobs-lost`: open where nothing is known to be lost, but the fate of a job was not told. */
export function lostObservation(jobs: JobAccounts, texts: LostTexts): Observation {
  const { accepted, lost, unfinished, untold } = jobs;
  const details = [
    ...(lost > 0 ? [texts.gone(lost)] : []),
    ...(unfinished > 0 ? [texts.unfinished(unfinished)] : []),
    ...(untold > 0 ? [texts.untold(untold)] : []),
  ];
  return {
    value: lost + unfinished,
    n: accepted,
    ...(untold > 0 ? { open: true } : {}),
    ...(details.length > 0 ? { detail: details.join(' ') } : {}),
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

/** A percentile that lies among the journeys which were given up on is not known: it is longer than the patience. */
function censored(
  metrics: MetricReader,
  { name, p50, p95 }: { name: string; p50: number | null; p95: number | null },
) {
  const tags = { phase: name };
  const journeys = metrics.rate(METRIC.journeyErrors, tags).n;
  const ended = metrics.rate(METRIC.jobsEnded, tags);
  const unanswered = rounded(metrics.count(METRIC.submitStatus, { ...tags, status: TIMED_OUT }));
  const share = journeys === 0 ? 0 : (ended.n - ended.passes + unanswered) / journeys;
  return { p50: share >= 0.5 ? null : p50, p95: share >= 0.05 ? null : p95 };
}

export function phasesOf({ metrics, summary, loadSeconds }: FaultContext): FaultDetails['phases'] {
  return phaseFigures(metrics, summary.plan.phases, loadSeconds).map(({ users: _users, ...phase }) => ({
    ...phase,
    ...censored(metrics, phase),
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
