/** What every scenario is judged by whose users run a script, wait for its result and think. */
import type { CriteriaOf } from '../../../lib/criteria/types.ts';
import { MEASURED_PHASE } from '../../../lib/load/plan.ts';
import { METRIC, subMetric } from '../../../lib/metric-names.ts';

const measured = { phase: MEASURED_PHASE };

export const LOAD_CRITERIA = {
  'wrong-results': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: subMetric(METRIC.wrongResults, measured), statistic: 'passes' },
    words: {
      en: {
        title: 'Results of another job or workspace',
        next: 'Take this as a data leak until shown otherwise: stop, and look at caches keyed without job or workspace.',
      },
      es: {
        title: 'Resultados de otro trabajo o espacio',
        next: 'Trátelo como una fuga de datos mientras no se demuestre lo contrario: pare y busque cachés sin trabajo o espacio en la clave.',
      },
    },
  },
  'latency-p95': {
    unit: 'ms',
    comparison: '<',
    limit: (settings) => settings.sloP95Ms,
    source: { metric: subMetric(METRIC.jobDuration, measured), statistic: 'p(95)' },
    words: {
      en: {
        title: 'Latency p95, submit to completed',
        next: 'Compare queue wait with job time: a long wait means too few workers, a long job time a slow script or third party.',
      },
      es: {
        title: 'Latencia p95, del envío al final',
        next: 'Compare la espera en cola con el tiempo del trabajo: una espera larga indica que faltan workers; un trabajo largo, un script o un tercero lento.',
      },
    },
  },
  'error-rate': {
    unit: 'share',
    comparison: '<',
    limit: (settings) => settings.sloErrorRate,
    source: { metric: subMetric(METRIC.journeyErrors, measured), statistic: 'rate' },
    words: {
      en: {
        title: 'Failed journeys',
        next: 'Look at the statuses by phase and at the log of the server for the first failure.',
      },
      es: {
        title: 'Recorridos fallidos',
        next: 'Mire los estados por fase y el registro del servidor en el primer fallo.',
      },
    },
  },
  /** Of the jobs that were accepted, those whose end was seen in time: an enqueue alone is no success. */
  'jobs-completed': {
    unit: 'share',
    comparison: '>=',
    limit: (settings) => 1 - settings.sloErrorRate,
    source: { metric: subMetric(METRIC.jobsEnded, measured), statistic: 'rate' },
    words: {
      en: {
        title: 'Accepted jobs that ended in time',
        next: 'Check that workers are alive (workers/list) and that the queue drains.',
      },
      es: {
        title: 'Trabajos aceptados que acabaron a tiempo',
        next: 'Compruebe que hay workers vivos (workers/list) y que la cola se vacía.',
      },
    },
  },
} as const satisfies CriteriaOf;
