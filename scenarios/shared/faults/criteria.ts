/** What both scenarios around a fault are judged by. */
import type { CriteriaOf } from '../../../lib/criteria/types.ts';
import type { FaultSettings } from '../../../lib/faults/settings.ts';
import { METRIC } from '../../../lib/metric-names.ts';
import { recoveryLimitOf } from './limits.ts';

export const FAULT_CRITERIA = {
  /** Accepted jobs that are gone, or had not ended when the longest time of their rescue was over. */
  'jobs-lost': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.jobsLost, statistic: 'passes' },
    words: {
      en: {
        title: 'Accepted jobs that never ended',
        next: 'Look at one of the lost ids in the ledger (events.log): was it committed before it was acknowledged, and is it still in the queue?',
      },
      es: {
        title: 'Trabajos aceptados que nunca acabaron',
        next: 'Siga uno de los identificadores perdidos (events.log): ¿se confirmó en la base antes de darse por aceptado? ¿sigue en la cola?',
      },
    },
  },
  /** Jobs that were there twice, or that ran twice. */
  'jobs-repeated': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.jobsRepeated, statistic: 'passes' },
    words: {
      en: {
        title: 'Jobs that were there or ran more than once',
        next: 'Look for a retry that submits under a new id, and for restarts of jobs whose worker was alive.',
      },
      es: {
        title: 'Trabajos duplicados o ejecutados más de una vez',
        next: 'Busque un reintento que envíe con otro identificador y reinicios de trabajos cuyo worker seguía vivo.',
      },
    },
  },
  /** Timed once: one fault is one observation, of which no interval can be given. */
  'recovery-time': {
    unit: 's',
    comparison: '<=',
    limit: recoveryLimitOf,
    proof: 'exact',
    words: {
      en: {
        title: 'Time to recover after the fault',
        next: 'Look at how server and workers open new connections, and for retries that go on after the fault.',
      },
      es: {
        title: 'Tiempo de recuperación tras el fallo',
        next: 'Mire cómo abren conexiones nuevas el servidor y los workers, y si quedan reintentos después del fallo.',
      },
    },
  },
} as const satisfies CriteriaOf<FaultSettings>;
