import { METRIC } from '../metric-names.ts';
import type { CriterionDefinition } from './types.ts';

/** Different numbers of tenants that growth with them takes; a run with as many tenants visits as many. */
export const MIN_TENANT_COUNTS = 5;

/** Enough tenants for growth with their number, or unknown how many. */
function manyTenants(scenarioData: unknown): boolean {
  const { workspaces } = (scenarioData ?? {}) as { readonly workspaces?: unknown };
  return !Array.isArray(workspaces) || workspaces.length < 2 || workspaces.length >= MIN_TENANT_COUNTS;
}

/** Does one tenant see another, and does it feel another? */
export const MULTITENANT_CRITERIA = {
  /** Answers of any kind, to any tenant, that held data of another. */
  'foreign-data': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.foreignAnswers, statistic: 'passes' },
  },
  /** Reads with another tenant's token or on another workspace that were not denied. */
  'cross-tenant-reads': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.crossReads, statistic: 'passes' },
  },
  /** p95 of the others while one tenant floods, over their p95 in the quiet windows between. */
  'neighbour-ratio': { unit: 'ratio', comparison: '<=', limit: (settings) => settings.neighbourRatio },
  /** Jobs of the tenant that fared worst, noisy windows over quiet ones. */
  'fairness-min-share': {
    unit: 'share',
    comparison: '>=',
    limit: (settings) => settings.neighbourMinShare,
  },
  'fairness-jain': { unit: 'index', comparison: '>=', limit: (settings) => settings.neighbourJain },
  'tenant-scaling': {
    unit: 'exponent',
    comparison: '<=',
    limit: (settings) => settings.tenantScaling,
    asked: manyTenants,
  },
  /** Over the whole run, without the jobs of the flooding tenant, which a system may well refuse. */
  'tenant-errors': {
    unit: 'share',
    comparison: '<',
    limit: (settings) => settings.sloErrorRate,
    source: { metric: METRIC.journeyErrors, statistic: 'rate' },
  },
} as const satisfies Record<string, CriterionDefinition>;
