import { METRIC, subMetric } from '../metric-names.ts';
import type { CriterionDefinition } from './types.ts';

/** Phase that the load family is judged on; ramps carry other names. */
export const MEASURED_PHASE = 'measured';
const measured = { phase: MEASURED_PHASE };

/** Quiet before and after the peak of a burst may differ by this factor and still count as recovered. */
const BURST_RECOVERY_RATIO = 1.5;

export const LOAD_CRITERIA = {
  'latency-p95': {
    unit: 'ms',
    comparison: '<',
    limit: (settings) => settings.sloP95Ms,
    source: { metric: subMetric(METRIC.jobDuration, measured), statistic: 'p(95)' },
  },
  'error-rate': {
    unit: 'share',
    comparison: '<',
    limit: (settings) => settings.sloErrorRate,
    source: { metric: subMetric(METRIC.journeyErrors, measured), statistic: 'rate' },
  },
  /** Of the jobs that were accepted, those whose end was seen in time: an enqueue alone is no success. */
  'jobs-completed': {
    unit: 'share',
    comparison: '>=',
    limit: (settings) => 1 - settings.sloErrorRate,
    source: { metric: subMetric(METRIC.jobsEnded, measured), statistic: 'rate' },
  },
  'wrong-results': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: subMetric(METRIC.wrongResults, measured), statistic: 'passes' },
  },
  'burst-recovery': {
    unit: 'ratio',
    comparison: '<=',
    limit: () => BURST_RECOVERY_RATIO,
  },
} as const satisfies Record<string, CriterionDefinition>;
