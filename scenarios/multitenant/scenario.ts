/** multitenant: does one tenant see another, and does it feel another? */

import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { METRIC } from '../../lib/metric-names.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { MIN_LEVELS } from '../../lib/statistics/levels.ts';
import { tenantPlan } from './load/plan.ts';
import { TENANT_SETTINGS, type TenantSettings } from './settings.ts';

/** Different numbers of tenants that growth with them takes; a run with as many tenants visits as many. */
export const MIN_TENANT_COUNTS = MIN_LEVELS;

/** Enough tenants for growth with their number, or unknown how many. */
function manyTenants(scenarioData: unknown): boolean {
  const { workspaces } = (scenarioData ?? {}) as { readonly workspaces?: unknown };
  return !Array.isArray(workspaces) || workspaces.length < 2 || workspaces.length >= MIN_TENANT_COUNTS;
}

const MULTITENANT_CRITERIA = {
  /** Answers of any kind, to any tenant, that held data of another. */
  'foreign-data': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.foreignAnswers, statistic: 'passes' },
    words: {
      en: {
        title: 'Answers that held data of another tenant',
        next: 'Take this as a data leak: look at the leaks below, then for queries, caches and shared variables that leave out the workspace.',
      },
      es: {
        title: 'Respuestas con datos de otro cliente',
        next: 'Trátelo como una fuga de datos: mire las fugas de abajo y busque consultas, cachés y variables compartidas que omiten el espacio de trabajo.',
      },
    },
  },
  /** Reads with another tenant's token or on another workspace that were not denied. */
  'cross-tenant-reads': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.crossReads, statistic: 'passes' },
    words: {
      en: {
        title: "Reads of another tenant's data that were not denied",
        next: 'Open the leaks below: each names the route and both tenants. Check that route for the workspace in its query and in its cache.',
      },
      es: {
        title: 'Lecturas de datos de otro cliente que no se denegaron',
        next: 'Abra las fugas de abajo: cada una nombra la ruta y los dos clientes. Revise si esa ruta tiene en cuenta el espacio de trabajo en la consulta y en la caché.',
      },
    },
  },
  /** p95 of the others while one tenant floods, over their p95 in the quiet windows between. */
  'neighbour-ratio': {
    unit: 'ratio',
    comparison: '<=',
    limit: (settings) => settings.neighbourRatio,
    words: {
      en: {
        title: 'p95 beside a flooding tenant over p95 without it',
        next: 'Where workers take the oldest job, whoever sent it, as Windmill’s do, a flood makes all others wait: give clients workers of their own (tags, worker groups), or hold a flood back before its jobs are queued.',
      },
      es: {
        title: 'p95 junto a un cliente que satura, respecto al p95 sin él',
        next: 'Donde los workers toman el trabajo más antiguo, sea de quien sea, como los de Windmill, si un cliente satura los demás esperan: dé a cada cliente workers propios (etiquetas, grupos de workers) o frene al que satura antes de que sus trabajos entren en la cola.',
      },
    },
  },
  /** Jobs of the tenant that fared worst, noisy windows over quiet ones. */
  'fairness-min-share': {
    unit: 'share',
    comparison: '>=',
    limit: (settings) => settings.neighbourMinShare,
    words: {
      en: {
        title: 'Pace that the worst-off tenant kept beside a flooding one',
        next: 'Look at the table of tenants: who lost its pace, and whether the workers or the API kept it waiting.',
      },
      es: {
        title: 'Ritmo que mantuvo el cliente peor parado junto a uno que satura',
        next: 'Mire la tabla de clientes: quién perdió su ritmo y si lo hicieron esperar los workers o la API.',
      },
    },
  },
  'fairness-jain': {
    unit: 'index',
    comparison: '>=',
    limit: (settings) => settings.neighbourJain,
    words: {
      en: {
        title: 'Jain’s index of the pace that tenants kept',
        next: 'Tenants are not treated alike: look for priorities, tags and worker groups that favour one of them.',
      },
      es: {
        title: 'Índice de Jain del ritmo que mantuvieron los clientes',
        next: 'No se trata igual a todos: busque prioridades, etiquetas y grupos de workers que favorezcan a uno.',
      },
    },
  },
  'tenant-scaling': {
    unit: 'exponent',
    comparison: '<=',
    limit: (settings) => settings.tenantScaling,
    asked: manyTenants,
    words: {
      en: {
        title: 'Growth of the p95 with the number of tenants, exponent',
        next: 'Look for work that is done once per tenant on every request: permissions, caches, queries over all workspaces.',
      },
      es: {
        title: 'Crecimiento del p95 con el número de clientes, exponente',
        next: 'Busque trabajo que se hace una vez por cliente en cada petición: permisos, cachés, consultas sobre todos los espacios.',
      },
    },
  },
  /** Over the whole run, without the jobs of the flooding tenant, which a system may well refuse. */
  'tenant-errors': {
    unit: 'share',
    comparison: '<',
    limit: (settings) => settings.sloErrorRate,
    source: { metric: METRIC.journeyErrors, statistic: 'rate' },
    words: {
      en: {
        title: 'Failed journeys, all tenants',
        next: 'Look at the kinds of failures and at the log of the server for the first one.',
      },
      es: {
        title: 'Recorridos fallidos, todos los clientes',
        next: 'Mire los tipos de fallo y el primero de ellos en el registro del servidor.',
      },
    },
  },
} as const satisfies CriteriaOf<TenantSettings>;

export const multitenantScenario = defineScenario({
  name: 'multitenant',
  load: 'N tenants at once; quiet/noisy windows; 1…N tenants at fixed total load',
  establishes: 'no foreign data in any response; no disproportionate degradation; fairness',
  question: {
    en: 'Whether one client sees or feels another',
    es: 'Si un cliente ve o nota a otro',
  },
  oneGenerator: 'its windows begin when one generator sees the queue of the flooding tenant empty',
  settings: TENANT_SETTINGS,
  plan: (settings) => tenantPlan(settings, settings.tenants.length || settings.tenantCount).plan,
  criteria: MULTITENANT_CRITERIA,
});

export type MultitenantCriterion = keyof typeof MULTITENANT_CRITERIA;
