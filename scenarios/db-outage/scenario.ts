/** db-outage: the database goes away under a steady load and comes back. */

import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { FAULT_CRITERIA } from '../shared/faults/criteria.ts';
import { DURING_FAULT } from '../shared/faults/limits.ts';
import { outagePlan } from '../shared/faults/load/plan.ts';
import { FAULT_FAMILY_SETTINGS, type FaultFamilySettings } from '../shared/faults/settings.ts';

const OUTAGE_CRITERIA = {
  'foreign-answers': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: subMetric(METRIC.foreignAnswers, DURING_FAULT), statistic: 'passes' },
    words: {
      en: {
        title: 'Answers with another job’s or tenant’s data',
        next: 'Take this as a data leak until shown otherwise: look at what is answered from a cache while the database is away.',
      },
      es: {
        title: 'Respuestas con datos de otro trabajo o cliente',
        next: 'Trátelo como una fuga de datos: mire qué se responde desde una caché mientras falta la base.',
      },
    },
  },
  'jobs-lost': FAULT_CRITERIA['jobs-lost'],
  'jobs-repeated': FAULT_CRITERIA['jobs-repeated'],
  'recovery-time': FAULT_CRITERIA['recovery-time'],
  /** p95 over all who waited, those included that no answer came to: no Trend of k6's can hold them. */
  'outage-answer-time': {
    unit: 'ms',
    comparison: '<=',
    limit: ({ outageAnswerMs }) => outageAnswerMs,
    percentile: 0.95,
    words: {
      en: {
        title: 'Wait for an answer during the fault, p95',
        next: 'Set time-outs for connecting to the database and for statements: a client should fail fast, not hang.',
      },
      es: {
        title: 'Espera de una respuesta durante el fallo, p95',
        next: 'Ponga límites de tiempo a las conexiones y consultas de la base: el cliente debe fallar pronto, no quedarse colgado.',
      },
    },
  },
} as const satisfies CriteriaOf<FaultFamilySettings>;

export const dbOutageScenario = defineScenario({
  name: 'db-outage',
  load: 'steady load around a fault',
  establishes: 'Postgres gone and back: time to detect, time to recover, jobs lost or repeated',
  question: {
    en: 'What happens when Postgres goes and comes back',
    es: 'Qué pasa cuando Postgres cae y vuelve',
  },
  oneGenerator:
    'its fault is made and taken away at moments of one generator, whose ledger follows every job to its end',
  injects: 'database',
  settings: FAULT_FAMILY_SETTINGS,
  plan: outagePlan,
  criteria: OUTAGE_CRITERIA,
});
