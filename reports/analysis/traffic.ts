/** Requests, jobs and latencies of a run. */
import { K6_METRIC, METRIC } from '../../lib/metric-names.ts';
import type { Phase } from '../../lib/summary-types.ts';
import type { Latency, Result } from '../result-schema.ts';
import type { MetricReader, Tags } from './metrics.ts';
import { perSecond, phaseSeconds, phaseTags } from './phases.ts';

type Traffic = Result['traffic'];

interface Scope {
  readonly name: 'measured' | 'run';
  readonly phase?: string;
  readonly seconds: number;
  readonly tags: (metric: string) => Tags | undefined;
}

/**
 * The part of the run that figures are taken from: its measured phase. Percentiles of several phases cannot be merged,
 * so a plan with more than one measured phase gives figures of the whole run; its scenario knows better ones.
 */
function scopeOf(metrics: MetricReader, phases: readonly Phase[], loadSeconds: number): Scope {
  const planned = phases.reduce((end, phase) => Math.max(end, phase.startSeconds + phase.seconds), 0);
  const run: Scope = {
    name: 'run',
    seconds: planned > 0 ? Math.min(loadSeconds, planned) : loadSeconds,
    tags: () => undefined,
  };
  const [measured, ...others] = phases.filter((phase) => phase.measured);
  if (measured === undefined || others.length > 0) return run;
  const tags = phaseTags(metrics, METRIC.journeyErrors, measured.name);
  if (tags === null) return run;
  return {
    name: 'measured',
    phase: measured.name,
    seconds: phaseSeconds(measured, loadSeconds),
    tags: () => tags,
  };
}

/**
 * Latency of requests. A refused connection counts as 0 ms in k6, so that answers as expected are read where the whole
 * run is looked at and k6 tells them apart.
 */
function requestLatency(metrics: MetricReader, tags: Tags | undefined): Latency {
  if (tags !== undefined) return metrics.trend(K6_METRIC.requestDuration, tags);
  const expected = metrics.trend(K6_METRIC.requestDuration, { expected_response: 'true' });
  return expected.n > 0 ? expected : metrics.trend(K6_METRIC.requestDuration);
}

/** Accepted jobs whose end was not seen in time. */
function unfinishedJobs(metrics: MetricReader, tags: Tags | undefined, known: Traffic['jobs']): number {
  const ended = metrics.rate(METRIC.jobsEnded, tags);
  if (ended.n > 0) return ended.n - ended.passes;
  return Math.max(0, known.submitted - known.completed - known.failed);
}

/** The common traffic; `lost` counts jobs not seen to end, `duplicated` stays 0 where ids are not reconciled. */
export function trafficOf(metrics: MetricReader, phases: readonly Phase[], loadSeconds: number): Traffic {
  const scope = scopeOf(metrics, phases, loadSeconds);
  const count = (metric: string) => Math.round(metrics.count(metric, scope.tags(metric)) ?? 0);
  const requests = metrics.count(K6_METRIC.requests, scope.tags(K6_METRIC.requests));
  const journeys = metrics.rate(METRIC.journeyErrors, scope.tags(METRIC.journeyErrors));
  const failed = metrics.rate(K6_METRIC.requestFailed, scope.tags(K6_METRIC.requestFailed));
  const queueWait = metrics.trend(METRIC.jobQueueWait, scope.tags(METRIC.jobQueueWait));
  const quantiles = metrics
    .quantiles(METRIC.jobDuration, scope.tags(METRIC.jobDuration))
    .map(({ level, value }) => ({ level, ms: value }))
    .sort((a, b) => a.level - b.level);
  const jobs: Traffic['jobs'] = {
    submitted: count(METRIC.jobsSubmitted),
    completed: count(METRIC.jobsCompleted),
    failed: count(METRIC.jobsFailed),
    lost: 0,
    duplicated: 0,
    latencyMs: metrics.trend(METRIC.jobDuration, scope.tags(METRIC.jobDuration)),
    ...(quantiles.length > 0 ? { quantiles } : {}),
    ...(queueWait.n > 0 ? { queueWaitMs: queueWait } : {}),
  };
  return {
    scope: scope.name,
    ...(scope.phase === undefined ? {} : { phase: scope.phase }),
    seconds: scope.seconds,
    requests: Math.round(requests ?? 0),
    requestsPerSecond: perSecond(requests, scope.seconds),
    errorRate: journeys.n > 0 ? journeys.rate : failed.rate,
    latencyMs: requestLatency(metrics, scope.tags(K6_METRIC.requestDuration)),
    jobs: { ...jobs, lost: unfinishedJobs(metrics, scope.tags(METRIC.jobsEnded), jobs) },
  };
}
