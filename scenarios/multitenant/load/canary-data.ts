/** Makes the canaries of every tenant, and takes away what this run or an earlier one made. */

import type { Tenant } from '../../../lib/settings/parsers.ts';
import { type Call, isRecord, parseJson, type Reply, sendTogether } from '../../../lib/windmill/http.ts';
import type { OwnData } from '../../shared/canaries/routes.ts';
import type { TenantSettings } from '../settings.ts';
import type { Canaries } from './canary.ts';
import { sharedPath } from './own-reads.ts';
import { tenantsAtWork } from './plan.ts';
import { sha256 } from './watch.ts';

/** Folder in which the user may write, as the suite's own scripts stand in it; only this suite uses the beginning. */
const PREFIX = 'f/perf/multitenant_';
const DESCRIPTION = 'canary of a multitenant run of the performance suite';
const KINDS = ['variables', 'resources'] as const;

/** Path of a tenant's own variable and resource; the place in the list tells the tenants of a run apart. */
export function ownPathOf(runId: string, tenant: number): string {
  return `${PREFIX}${sha256(`path:${runId}`).slice(0, 12)}_${tenant}`;
}

/** What a tenant owns, with the job that is asked for. */
export function ownDataOf(
  settings: TenantSettings,
  canaries: Canaries,
  runId: string,
  tenant: number,
  jobId: string,
): OwnData {
  const path = ownPathOf(runId, tenant);
  return {
    workspace: tenantsAtWork(settings)[tenant]?.workspace ?? '',
    jobId,
    marker: canaries.marker(tenant),
    variable: path,
    resource: path,
    script: settings.scriptPath,
  };
}

type TenantCall = Omit<Call, 'token' | 'path' | 'route'> & {
  /** Below the workspace. */
  readonly path: string;
  readonly route: string;
};

/** One call for each tenant, all at once; replies in the order of the tenants. */
export function askEach(
  settings: TenantSettings,
  tenants: readonly Tenant[],
  callOf: (tenant: Tenant, index: number) => TenantCall,
): readonly Reply[] {
  return sendTogether(
    settings.baseUrl ?? '',
    tenants.map((tenant, index) => {
      const call = callOf(tenant, index);
      return {
        timeoutMs: 20_000,
        expect: 'any' as const,
        tags: { role: 'setup' },
        ...call,
        path: `/w/${tenant.workspace}${call.path}`,
        route: `/w/{workspace}${call.route}`,
        token: tenant.token,
      };
    }),
  );
}

/**
 * Two variables and two resources for each tenant: one of each at a path of its own, one at the same path in every
 * workspace. Returns what stood in the way, the first refusal of each tenant.
 */
export function makeCanaries(settings: TenantSettings, canaries: Canaries, runId: string): readonly string[] {
  const tenants = tenantsAtWork(settings);
  const refused = new Map<string, string>();
  const create = (
    kind: 'variable' | 'resource',
    paths: readonly string[],
    bodyOf: (index: number) => object,
  ) => {
    const route = `/${kind}s/create`;
    const replies = askEach(settings, tenants, (_, index) => ({
      method: 'POST',
      path: route,
      route,
      body: { path: paths[index], description: DESCRIPTION, ...bodyOf(index) },
    }));
    for (const [index, { workspace }] of tenants.entries()) {
      const status = replies[index]?.status ?? 0;
      if (status === 200 || status === 201 || refused.has(workspace)) continue;
      const what = `creating the ${kind} ${paths[index] ?? ''} in workspace "${workspace}"`;
      refused.set(workspace, `${what} is answered ${status}`);
    }
  };
  for (const shared of [false, true]) {
    const paths = tenants.map((_, index) => {
      const own = ownPathOf(runId, index);
      return shared ? sharedPath(own) : own;
    });
    create('variable', paths, (index) => ({
      value: canaries.canary(index, shared ? 'variable' : 'secret'),
      is_secret: !shared,
    }));
    create('resource', paths, (index) => ({
      resource_type: 'object',
      value: { canary: canaries.canary(index, 'resource') },
    }));
  }
  return [...refused.values()];
}

function pathsIn(reply: Reply): readonly string[] {
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  if (!parsed.ok || !Array.isArray(parsed.value)) return [];
  return (parsed.value as readonly unknown[]).flatMap((entry) =>
    isRecord(entry) && typeof entry.path === 'string' && entry.path.startsWith(PREFIX) ? [entry.path] : [],
  );
}

/** Removes every canary of the suite from the workspaces. Returns the paths that are still there. */
export function removeCanaries(settings: TenantSettings): readonly string[] {
  const left: string[] = [];
  const baseUrl = settings.baseUrl ?? '';
  const tenants = tenantsAtWork(settings);
  for (const kind of KINDS) {
    const lists = askEach(settings, tenants, () => ({
      method: 'GET',
      path: `/${kind}/list?path_start=${PREFIX}&per_page=1000`,
      route: `/${kind}/list`,
    }));
    const doomed = tenants.flatMap((tenant, index) => {
      const reply = lists[index];
      return reply === undefined ? [] : pathsIn(reply).map((path) => ({ tenant, path }));
    });
    const replies = sendTogether(
      baseUrl,
      doomed.map(({ tenant, path }) => ({
        method: 'DELETE',
        path: `/w/${tenant.workspace}/${kind}/delete/${path}`,
        route: `/w/{workspace}/${kind}/delete/{path}`,
        token: tenant.token,
        timeoutMs: 20_000,
        expect: 'any',
        tags: { role: 'setup' },
      })),
    );
    for (const [index, { tenant, path }] of doomed.entries()) {
      const status = replies[index]?.status ?? 0;
      if (status !== 200 && status !== 404) left.push(`${tenant.workspace}/${kind}/${path}`);
    }
  }
  return left;
}
