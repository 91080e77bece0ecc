/** Every planted defect, by name. */
import { FAULT_DEFECTS } from './defects/faults.ts';
import { LOAD_DEFECTS } from './defects/load.ts';
import { SECURITY_DEFECTS } from './defects/security.ts';
import { SOAK_DEFECTS } from './defects/soak.ts';
import { STRESS_DEFECTS } from './defects/stress.ts';
import { TENANT_DEFECTS } from './defects/tenants.ts';
import { WEBHOOK_DEFECTS } from './defects/webhooks.ts';

export type { AlsoCaught, CaughtBy } from './defects/entry.ts';

/**
 * Every defect the suite must catch, and the only place that names one. The target plants it (`--defect NAME`),
 * the self-test runs the scenario against it and demands the verdict stated here.
 */
export const DEFECTS = {
  ...LOAD_DEFECTS,
  ...STRESS_DEFECTS,
  ...SOAK_DEFECTS,
  ...TENANT_DEFECTS,
  ...FAULT_DEFECTS,
  ...WEBHOOK_DEFECTS,
  ...SECURITY_DEFECTS,
} as const;

export type DefectName = keyof typeof DEFECTS;

export function isDefectName(name: string): name is DefectName {
  return Object.hasOwn(DEFECTS, name);
}
