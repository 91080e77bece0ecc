import { METRIC, subMetric } from '../metric-names.ts';
import type { Settings } from '../settings/table.ts';
import type { CriterionDefinition } from './types.ts';

/** Tag of samples that were taken while a fault was in force, whatever its stage. */
export const DURING_FAULT = { during: 'fault' } as const;
/** Tag of the half of the load that does not call the third party, and of the half that does. */
export const BYSTANDERS = { group: 'bystander' } as const;
export const CALLERS = { group: 'caller' } as const;

const RECOVERY_SECONDS = { smoke: 5, short: 30, full: 30 } as const;

/** Time in which the system must be back; a smoke run breaks it for seconds only, and gives it less. */
export function recoveryLimitOf(settings: Settings): number {
  return settings.recoverySeconds ?? RECOVERY_SECONDS[settings.profile];
}

/** Noise of a p95 over the seconds of a stage; twice the usual time is felt. */
const BYSTANDER_RATIO = 2;
const QUEUE_WAIT_LIMIT_MS = 1000;
const LATE_CALLERS = 0.05;

/** Criteria of the three scenarios around a fault. */
export const RESILIENCE_CRITERIA = {
  /** Accepted jobs that are gone, or had not ended when the longest time of their rescue was over. */
  'jobs-lost': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.jobsLost, statistic: 'passes' },
  },
  /** Jobs that were there twice, or that ran twice. */
  'jobs-repeated': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.jobsRepeated, statistic: 'passes' },
  },
  /** Timed once: one fault is one observation, of which no interval can be given. */
  'recovery-time': { unit: 's', comparison: '<=', limit: recoveryLimitOf, proof: 'exact' },
  /** p95 over all who waited, those included that no answer came to: no Trend of k6's can hold them. */
  'outage-answer-time': {
    unit: 'ms',
    comparison: '<=',
    limit: ({ outageAnswerMs }) => outageAnswerMs,
    percentile: 0.95,
  },
  'foreign-answers': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: subMetric(METRIC.foreignAnswers, DURING_FAULT), statistic: 'passes' },
  },
  'bystander-ratio': { unit: 'ratio', comparison: '<=', limit: () => BYSTANDER_RATIO },
  'bystander-queue-wait': {
    unit: 'ms',
    comparison: '<=',
    limit: () => QUEUE_WAIT_LIMIT_MS,
    source: {
      metric: subMetric(METRIC.jobQueueWait, { ...BYSTANDERS, ...DURING_FAULT }),
      statistic: 'p(95)',
    },
  },
  /** Jobs that call the third party and had not ended, degraded or not, within their time-out and some slack. */
  'callers-late': {
    unit: 'share',
    comparison: '<=',
    limit: () => LATE_CALLERS,
    source: { metric: subMetric(METRIC.callersLate, DURING_FAULT), statistic: 'rate' },
  },
  'effects-repeated': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.webhookRepeated, statistic: 'passes' },
  },
  'effects-missing': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.webhookMissing, statistic: 'passes' },
  },
} as const satisfies Record<string, CriterionDefinition>;

/** A user of the steady load gives up on an answer after so long, or a fault that answers nobody would stop the load. */
export const GIVE_UP_MS = 6000;
/** Who waits for answers in an outage goes on so long beyond the limit. */
export const PATIENCE_MARGIN_MS = 1000;
