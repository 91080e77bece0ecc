/**
 * Every defect the suite must catch. The target plants it (`--defect NAME`), the self-test runs the scenario against it
 * and demands the verdict that its entry states.
 */
import { API_LATENCY_DEFECTS } from './api-latency.ts';
import { DB_OUTAGE_DEFECTS } from './db-outage.ts';
import type { Defect } from './defect.ts';
import { DUPLICATE_WEBHOOKS_DEFECTS } from './duplicate-webhooks.ts';
import { LOAD_DEFECTS } from './load.ts';
import { MULTITENANT_DEFECTS } from './multitenant.ts';
import { SECURITY_DEFECTS } from './security.ts';
import { SOAK_DEFECTS } from './soak.ts';
import { STRESS_DEFECTS } from './stress.ts';

export type { CaughtBy, Defect } from './defect.ts';

export const DEFECTS = {
  ...LOAD_DEFECTS,
  ...STRESS_DEFECTS,
  ...SOAK_DEFECTS,
  ...MULTITENANT_DEFECTS,
  ...DB_OUTAGE_DEFECTS,
  ...API_LATENCY_DEFECTS,
  ...DUPLICATE_WEBHOOKS_DEFECTS,
  ...SECURITY_DEFECTS,
} as const;

export type DefectName = keyof typeof DEFECTS;

/** All of them, in the order in which the self-test runs them. */
export const DEFECT_ENTRIES = Object.entries<Defect>(DEFECTS) as readonly (readonly [DefectName, Defect])[];

export function isDefectName(name: string): name is DefectName {
  return Object.hasOwn(DEFECTS, name);
}

export function defectOf(name: DefectName): Defect {
  return DEFECTS[name];
}

/** Every parameter with its default, whatever the defect. */
export const PARAM_DEFAULTS: ReadonlyMap<string, number> = new Map(
  DEFECT_ENTRIES.flatMap(([, { params = {} }]): [string, number][] => Object.entries(params)),
);
