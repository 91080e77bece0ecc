/** Figures by phase of the plan, as far as the summary tells phases apart. */

import { K6_METRIC, METRIC } from '../../lib/metric-names.ts';
import type { Phase, RunSummary } from '../../lib/summary-types.ts';
import type { PhaseFigures as Figures } from '../result/phase-figures.ts';

import type { MetricReader, Tags } from './metrics.ts';

export type PhaseFigures = Figures & { readonly users: number };

/** The tags under which the summary lists a metric for a phase: `phase`, or a k6 scenario of that name. */
export function phaseTags(metrics: MetricReader, metric: string, phase: string): Tags | null {
  return [{ phase }, { scenario: phase }].find((tags) => metrics.has(metric, tags)) ?? null;
}

/** Seconds that a phase really ran, 0 if it was never reached. */
export function phaseSeconds(phase: Phase, loadSeconds: number): number {
  return Math.max(0, Math.min(phase.seconds, loadSeconds - phase.startSeconds));
}

/** Seconds that the load really ran, by the summary's own clock. */
export function loadSecondsOf(summary: RunSummary): number {
  return Math.max(0, (Date.parse(summary.endedAt) - Date.parse(summary.startedAt)) / 1000);
}

/** Events per second, null where nothing could be counted. */
export function perSecond(count: number | null, seconds: number): number | null {
  return count === null || seconds <= 0 ? null : count / seconds;
}

/** Figures of each phase that was reached. */
export function phaseFigures(
  metrics: MetricReader,
  phases: readonly Phase[],
  loadSeconds: number,
): PhaseFigures[] {
  return phases.flatMap((phase) => {
    const seconds = phaseSeconds(phase, loadSeconds);
    if (seconds === 0) return [];
    const tags = (metric: string): Tags => phaseTags(metrics, metric, phase.name) ?? { phase: phase.name };
    const latency = metrics.trend(METRIC.jobDuration, tags(METRIC.jobDuration));
    const errors = metrics.rate(METRIC.journeyErrors, tags(METRIC.journeyErrors));
    const failed = metrics.rate(K6_METRIC.requestFailed, tags(K6_METRIC.requestFailed));
    return [
      {
        name: phase.name,
        startSeconds: phase.startSeconds,
        seconds,
        users: phase.users,
        jobsPerSecond: perSecond(metrics.count(METRIC.jobsCompleted, tags(METRIC.jobsCompleted)), seconds),
        errorRate: errors.n > 0 ? errors.rate : failed.rate,
        p50: latency.p50,
        p95: latency.p95,
        n: latency.n,
      },
    ];
  });
}
