/** api-latency: the third party becomes slow, answers errors, hangs; what does not call it should not feel it. */

import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { FAULT_CRITERIA } from '../shared/faults/criteria.ts';
import { BYSTANDERS, DURING_FAULT } from '../shared/faults/limits.ts';
import { apiPlan } from '../shared/faults/load/plan.ts';
import { FAULT_FAMILY_SETTINGS, type FaultFamilySettings } from '../shared/faults/settings.ts';
import { apiNeeds } from './load/needs.ts';

/** Noise of a p95 over the seconds of a stage; twice the usual time is felt. */
const BYSTANDER_RATIO = 2;
const QUEUE_WAIT_LIMIT_MS = 1000;
const LATE_CALLERS = 0.05;

const API_CRITERIA = {
  'jobs-lost': FAULT_CRITERIA['jobs-lost'],
  'jobs-repeated': FAULT_CRITERIA['jobs-repeated'],
  'bystander-ratio': {
    unit: 'ratio',
    comparison: '<=',
    limit: () => BYSTANDER_RATIO,
    words: {
      en: {
        title: 'p95 of jobs that do not call the third party, fault over before',
        next: 'Keep workers free for them: a time-out on every outside call, and a worker group of their own for jobs that wait.',
      },
      es: {
        title: 'p95 de los trabajos que no llaman al tercero, durante el fallo respecto a antes',
        next: 'Reserve workers para ellos: un límite de tiempo en cada llamada externa y un grupo propio para los trabajos que esperan.',
      },
    },
  },
  'bystander-queue-wait': {
    unit: 'ms',
    comparison: '<=',
    limit: () => QUEUE_WAIT_LIMIT_MS,
    source: {
      metric: subMetric(METRIC.jobQueueWait, { ...BYSTANDERS, ...DURING_FAULT }),
      statistic: 'p(95)',
    },
    words: {
      en: {
        title: 'Queue wait of jobs that do not call the third party, p95 during the fault',
        next: 'All workers are taken by jobs that wait: shorten their time-out or give them workers of their own.',
      },
      es: {
        title: 'Espera en cola de los trabajos que no llaman al tercero, p95 durante el fallo',
        next: 'Todos los workers están ocupados por trabajos que esperan: acorte su límite de tiempo o deles workers propios.',
      },
    },
  },
  /** Jobs that call the third party and had not ended, degraded or not, within their time-out and some slack. */
  'callers-late': {
    unit: 'share',
    comparison: '<=',
    limit: () => LATE_CALLERS,
    source: { metric: subMetric(METRIC.callersLate, DURING_FAULT), statistic: 'rate' },
    words: {
      en: {
        title: 'Calling jobs that outlived their time-out',
        next: 'Look for outside calls without a time-out, and for retries inside the job.',
      },
      es: {
        title: 'Trabajos que llaman al tercero y superaron su límite de tiempo',
        next: 'Busque llamadas externas sin límite de tiempo y reintentos dentro del trabajo.',
      },
    },
  },
  'recovery-time': FAULT_CRITERIA['recovery-time'],
} as const satisfies CriteriaOf<FaultFamilySettings>;

export const apiLatencyScenario = defineScenario({
  name: 'api-latency',
  load: 'steady load around a fault',
  establishes: 'a slow third party: does it stay contained, time-outs, worker starvation',
  question: {
    en: 'Whether a slow third party stays contained',
    es: 'Si un tercero lento queda contenido',
  },
  oneGenerator:
    'its fault is made and taken away at moments of one generator, whose ledger follows every job to its end',
  injects: 'third-party',
  settings: FAULT_FAMILY_SETTINGS,
  plan: apiPlan,
  criteria: API_CRITERIA,
  needs: apiNeeds,
});
