/** Before the load: whether the tenants are apart at all, their scripts, and their canaries. */

import exec from 'k6/execution';
import type { Tenant } from '../../../lib/settings/parsers.ts';
import { SETTINGS } from '../../../lib/settings/table.ts';
import { deployedRoute, runRoute } from '../../../lib/windmill/runnable.ts';
import { separationProblems } from '../../shared/canaries/separation.ts';
import type { TenantSettings } from '../settings.ts';
import { TENANT_SETTINGS } from '../settings.ts';
import { Canaries } from './canary.ts';
import { askEach, makeCanaries, removeCanaries } from './canary-data.ts';
import { floodingTenant, tenantsAtWork } from './plan.ts';
import { sha256 } from './watch.ts';

/** What setup hands on, and what the summary keeps. */
export interface TenantData {
  readonly workspaces: readonly string[];
  /** Place of the flooding tenant among them. */
  readonly flooding: number;
}

function scriptProblems(settings: TenantSettings, tenants: readonly Tenant[]): readonly string[] {
  const flooding = floodingTenant(tenants.length);
  const wanted = [
    { path: settings.scriptPath, env: SETTINGS.scriptPath.env, who: tenants },
    { path: settings.neighbourPath, env: TENANT_SETTINGS.neighbourPath.env, who: tenants.slice(flooding) },
  ];
  return wanted.flatMap(({ path, env, who }) => {
    const replies = askEach(settings, who, () => ({
      method: 'GET',
      ...deployedRoute('exists', path),
    }));
    return who.flatMap(({ workspace }, index) => {
      const reply = replies[index];
      if (reply?.status === 401) {
        return [`the token of workspace "${workspace}" in WM_TENANTS (hidden) is not accepted there`];
      }
      return reply?.body.trim() === 'false'
        ? [`${env} "${path}" does not exist in workspace "${workspace}": npm run fixtures:push deploys it`]
        : [];
    });
  });
}

/** Every worker loads a script when it runs it for the first time; that is none of the figures. */
const WARM_UP_ROUNDS = 3;

function warmUp(settings: TenantSettings, tenants: readonly Tenant[]): void {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    for (const path of new Set([settings.scriptPath, settings.neighbourPath])) {
      const who = path === settings.neighbourPath ? tenants.slice(floodingTenant(tenants.length)) : tenants;
      askEach(settings, who, ({ workspace }) => ({
        method: 'POST',
        ...runRoute('/jobs/run_wait_result', path),
        body: { ...settings.scriptArgs, nonce: 'warm-up', workspace, ms: 1 },
      }));
    }
  }
}

function abort(settings: TenantSettings, problems: readonly string[]): never {
  removeCanaries(settings);
  exec.test.abort([...new Set(problems)].join('; '));
  throw new Error('unreachable');
}

/**
 * Checks the tenants and plants their canaries. k6 runs no teardown after a setup that failed: whatever was made before
 * is taken away here.
 */
export function prepareTenants(settings: TenantSettings, runId: string): TenantData {
  const tenants = tenantsAtWork(settings);
  const workspaces = tenants.map(({ workspace }) => workspace);
  const problems = [...separationProblems(settings, tenants), ...scriptProblems(settings, tenants)];
  if (problems.length > 0) abort(settings, problems);
  try {
    const left = removeCanaries(settings);
    const refused =
      left.length > 0
        ? [`canaries of an earlier run cannot be removed: ${left.join(', ')}`]
        : makeCanaries(settings, new Canaries(runId, workspaces, sha256), runId);
    if (refused.length > 0) abort(settings, refused);
    warmUp(settings, tenants);
  } catch (error) {
    removeCanaries(settings);
    throw error;
  }
  return { workspaces, flooding: floodingTenant(tenants.length) };
}

/** Takes the canaries away and says what could not be. */
export function cleanUp(settings: TenantSettings): void {
  const left = removeCanaries(settings);
  if (left.length > 0) console.warn(`these canaries could not be removed: ${left.join(', ')}`);
}
