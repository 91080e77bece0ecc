/** soak: the same load for as long as it takes to see what grows. */

import type { CriteriaOf, CriterionDefinition } from '../../lib/criteria/types.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { LOAD_CRITERIA } from '../shared/load-family/criteria.ts';
import { SOAK_UNITS, type SoakMetric, soakBudget } from './load/budgets.ts';
import { soakPlan, soakThinkTime } from './load/plan.ts';
import { SOAK_SETTINGS, type SoakSettings } from './settings.ts';

const trend = (metric: SoakMetric) =>
  ({
    unit: SOAK_UNITS[metric],
    comparison: '<=',
    limit: (settings: SoakSettings) => soakBudget(metric, settings),
    // Stable or leaking only where the interval of the slope allows it.
    proof: 'confirmed',
  }) as const satisfies Omit<CriterionDefinition<SoakSettings>, 'words'>;

/** Slopes over the run, in the worse direction, against what is accepted per hour. */
const SOAK_CRITERIA = {
  'soak-memory': {
    ...trend('memory'),
    words: {
      en: {
        title: 'Growth of the memory floor',
        next: 'Take heap snapshots an hour apart, and look for lists and caches without an upper bound.',
      },
      es: {
        title: 'Crecimiento del suelo de memoria',
        next: 'Tome volcados de memoria con una hora de diferencia y busque listas y cachés sin tope.',
      },
    },
  },
  'soak-latency': {
    ...trend('latency'),
    words: {
      en: {
        title: 'Growth of the p95',
        next: 'Look for tables that grow without an index or a clean-up (completed jobs, logs) and for slow queries.',
      },
      es: {
        title: 'Crecimiento del p95',
        next: 'Busque tablas que crecen sin índice o sin limpieza (trabajos acabados, registros) y consultas lentas.',
      },
    },
  },
  'soak-throughput': {
    ...trend('throughput'),
    words: {
      en: {
        title: 'Loss of throughput',
        next: 'Compare the jobs per worker over time: workers that stop pinging, or jobs that take longer and longer.',
      },
      es: {
        title: 'Pérdida de rendimiento',
        next: 'Compare los trabajos por worker a lo largo del tiempo: workers que dejan de responder o trabajos cada vez más largos.',
      },
    },
  },
  'soak-connections': {
    ...trend('connections'),
    words: {
      en: {
        title: 'Growth of open database connections',
        next: 'Look at pg_stat_activity for idle connections and at who opened them: one that is not returned after an error.',
      },
      es: {
        title: 'Crecimiento de las conexiones abiertas a la base de datos',
        next: 'Mire en pg_stat_activity las conexiones inactivas y quién las abrió: alguna no se devuelve tras un error.',
      },
    },
  },
  'soak-errors': {
    ...trend('errors'),
    words: {
      en: {
        title: 'Growth of the share of failed journeys',
        next: 'Look at the kinds of failures in the last windows and at the log of the server from then on.',
      },
      es: {
        title: 'Crecimiento de la tasa de recorridos fallidos',
        next: 'Mire los tipos de fallo de las últimas ventanas y el registro del servidor desde entonces.',
      },
    },
  },
} as const satisfies CriteriaOf<SoakSettings>;

export const soakScenario = defineScenario({
  name: 'soak',
  load: '20 users constant; 1 h+ full, 5–10 min short',
  establishes: 'leak or degradation, with the smallest slope it could have seen',
  question: {
    en: 'Whether it leaks or slows down as time passes',
    es: 'Si pierde memoria o se ralentiza con el tiempo',
  },
  settings: SOAK_SETTINGS,
  plan: soakPlan,
  thinkTime: soakThinkTime,
  criteria: { ...LOAD_CRITERIA, ...SOAK_CRITERIA },
});

export type SoakCriterion = keyof typeof SOAK_CRITERIA;
