/** What the webhooks of the suite need in the workspaces of the tenants that they are told apart by. Pure. */

import type { Need } from '../../../lib/needs.ts';
import { mainTenant, tenantsOf } from '../../../lib/settings/settings.ts';
import type { DuplicateSettings } from '../settings.ts';
import { DUPLICATE_SETTINGS } from '../settings.ts';

const TENANTS = 2;

export function webhookNeeds(settings: DuplicateSettings): readonly Need[] {
  const main = mainTenant(settings);
  const { env, fallback } = DUPLICATE_SETTINGS.webhookPath;
  // Another receiver than the suite's keeps its data in its own way.
  if (main === null || settings.webhookPath !== fallback) return [];
  const others = tenantsOf(settings).filter(({ workspace }) => workspace !== main.workspace);
  return [main, ...others].slice(0, TENANTS).flatMap((tenant): Need[] => [
    { kind: 'scripts', path: settings.webhookPath, tenant, env },
    { kind: 'resources', path: 'f/perf/db', tenant },
  ]);
}
