/** What the jobs of api-latency need in their workspace. Pure. */

import type { Need } from '../../../lib/needs.ts';
import { mainTenant } from '../../../lib/settings/settings.ts';
import type { FaultFamilySettings } from '../../shared/faults/settings.ts';
import { FAULT_FAMILY_SETTINGS } from '../../shared/faults/settings.ts';

export function apiNeeds(settings: FaultFamilySettings): readonly Need[] {
  const tenant = mainTenant(settings);
  if (tenant === null) return [];
  const { env, fallback } = FAULT_FAMILY_SETTINGS.apiPath;
  const script: Need = { kind: 'scripts', path: settings.apiPath, tenant, env };
  // Another script than the suite's finds its third party in its own way.
  if (settings.apiPath !== fallback) return [script];
  return [script, { kind: 'variables', path: 'f/perf/third_party_url', tenant }];
}
