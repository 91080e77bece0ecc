/** When a stress run is over: the thresholds that end it inside the breaking step. Pure. */

import type { Plan } from '../../../lib/load/plan.ts';
import { METRIC, subMetric } from '../../../lib/metric-names.ts';
import type { AbortingThreshold, Thresholds } from '../../../lib/run/thresholds.ts';
import type { StressSettings } from '../scenario.ts';

/** p95 above the limit is the same as more than this share of journeys above it. */
export const SLOW_SHARE = 0.05;

/**
 * k6 compares a running share, without an interval. So it ends the run only where the limit is missed by a margin; a
 * step that misses it by less is judged by the report, and the next one ends the run.
 */
const FAILURE_MARGIN = 1.25;
const SLOW_MARGIN = 2;
const ABORT_DELAY_SHARE = 0.6;
/** k6 counts the delay from the start of the run; the load begins when setup is over. */
const SETUP_SECONDS = 2;

/** The share of failures at which k6 ends the run, above the limit and below 1. */
export function abortingFailureShare(limit: number): number {
  return Math.min(limit * FAILURE_MARGIN, (1 + limit) / 2);
}

function aborting(threshold: string, seconds: number): AbortingThreshold {
  return { threshold, abortOnFail: true, delayAbortEval: `${Math.ceil(seconds * 1000)}ms` };
}

/** @param waitSeconds from the start of k6 to that of the load, where it is put off. */
export function breakingThresholds(settings: StressSettings, plan: Plan, waitSeconds = 0): Thresholds {
  const thresholds: Thresholds = {};
  for (const phase of plan.phases) {
    const delay = SETUP_SECONDS + waitSeconds + phase.startSeconds + phase.seconds * ABORT_DELAY_SHARE;
    const tags = { phase: phase.name };
    const failures = abortingFailureShare(settings.stressErrorRate);
    thresholds[subMetric(METRIC.journeyErrors, tags)] = [aborting(`rate<=${failures}`, delay)];
    thresholds[subMetric(METRIC.slowJourneys, tags)] = [aborting(`rate<=${SLOW_SHARE * SLOW_MARGIN}`, delay)];
  }
  return thresholds;
}
