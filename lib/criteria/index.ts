import type { ScenarioName } from '../catalog.ts';
import { LOAD_CRITERIA } from './load.ts';
import { MULTITENANT_CRITERIA } from './multitenant.ts';
import { RESILIENCE_CRITERIA } from './resilience.ts';
import { SECURITY_CRITERIA } from './security.ts';
import { SOAK_CRITERIA } from './soak.ts';
import { STRESS_CRITERIA } from './stress.ts';
import type { CriterionDefinition } from './types.ts';

/** Every criterion of the suite. Thresholds, verdicts, reports, the self-test and the README read it here. */
export const CRITERIA = {
  ...LOAD_CRITERIA,
  ...STRESS_CRITERIA,
  ...SOAK_CRITERIA,
  ...RESILIENCE_CRITERIA,
  ...SECURITY_CRITERIA,
  ...MULTITENANT_CRITERIA,
} as const satisfies Record<string, CriterionDefinition>;

export type CriterionId = keyof typeof CRITERIA;

const LOAD = ['wrong-results', 'latency-p95', 'error-rate', 'jobs-completed'] as const;

/** The criteria of each scenario, in the order in which a reader decides. */
export const CRITERIA_OF = {
  baseline: LOAD,
  normal: LOAD,
  high: LOAD,
  burst: [...LOAD, 'burst-recovery'],
  stress: ['stress-wrong-results', 'stress-max-users'],
  soak: [...LOAD, 'soak-memory', 'soak-latency', 'soak-throughput', 'soak-connections', 'soak-errors'],
  multitenant: [
    'foreign-data',
    'cross-tenant-reads',
    'neighbour-ratio',
    'fairness-min-share',
    'fairness-jain',
    'tenant-scaling',
    'tenant-errors',
  ],
  'db-outage': ['foreign-answers', 'jobs-lost', 'jobs-repeated', 'recovery-time', 'outage-answer-time'],
  'api-latency': [
    'jobs-lost',
    'jobs-repeated',
    'bystander-ratio',
    'bystander-queue-wait',
    'callers-late',
    'recovery-time',
  ],
  'duplicate-webhooks': ['effects-repeated', 'effects-missing'],
  security: [
    'access-denied',
    'tenant-boundary',
    'rights-enforced',
    'webhook-signature',
    'errors-without-internals',
    'secrets-hidden',
  ],
} as const satisfies Record<ScenarioName, readonly CriterionId[]>;

/** The criteria that a run is asked for, in their order. */
export function askedOf(scenario: ScenarioName, scenarioData: unknown): readonly CriterionId[] {
  const all: readonly CriterionId[] = CRITERIA_OF[scenario];
  return all.filter((id) => definitionOf(id).asked?.(scenarioData) ?? true);
}

export function definitionOf(id: CriterionId): CriterionDefinition {
  return CRITERIA[id];
}

/** Whether a miss of the criterion stands alone in the headline. */
export function isGrave(id: string): boolean {
  const all: Readonly<Record<string, CriterionDefinition>> = CRITERIA;
  return Object.hasOwn(all, id) && all[id]?.grave === true;
}
