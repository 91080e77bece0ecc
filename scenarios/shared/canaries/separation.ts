/** Whether the tenants of a run are apart at all: each with a token that is good in its own workspace and nowhere else. */
import type { Tenant } from '../../../lib/settings/parsers.ts';
import { SETTINGS, type Settings } from '../../../lib/settings/table.ts';
import { isRecord, parseJson, type Reply, sendTogether } from '../../../lib/windmill/http.ts';

function bodyOf(reply: Reply | undefined): unknown {
  const parsed = reply?.status === 200 ? parseJson(reply) : { ok: false as const };
  return parsed.ok ? parsed.value : null;
}

/** The setting that named a tenant's token. */
function sourceOf(settings: Settings, { workspace, token }: Tenant): string {
  const named = (list: readonly Tenant[]) =>
    list.some((one) => one.workspace === workspace && one.token === token);
  if (named(settings.tenants)) return SETTINGS.tenants.env;
  if (named([{ workspace: settings.workspace, token: settings.token }])) return SETTINGS.token.env;
  return settings.tenantA === workspace ? SETTINGS.tokenA.env : SETTINGS.tokenB.env;
}

/**
 * A superadmin, or a user of both workspaces, may read what a run takes for a leak: one sentence for each such token.
 * A system that does not tell is given the benefit of the doubt.
 */
export function separationProblems(settings: Settings, tenants: readonly Tenant[]): readonly string[] {
  const ask = (path: string) =>
    sendTogether(
      settings.baseUrl ?? '',
      tenants.map(({ token }) => ({
        method: 'GET',
        path,
        route: path,
        token,
        timeoutMs: 20_000,
        expect: 'any',
        tags: { role: 'setup' },
      })),
    );
  const [accounts, memberships] = [ask('/users/whoami'), ask('/workspaces/list')];
  return tenants.flatMap((tenant, index) => {
    const { workspace } = tenant;
    const whose = `the token of workspace "${workspace}" in ${sourceOf(settings, tenant)}`;
    const account = bodyOf(accounts[index]);
    if (isRecord(account) && account.super_admin === true) {
      return [`${whose} belongs to a superadmin, who may read every workspace: use a plain user's`];
    }
    const member = bodyOf(memberships[index]);
    const ids = Array.isArray(member)
      ? (member as readonly unknown[]).map((entry) => (isRecord(entry) ? entry.id : null))
      : [];
    const other = tenants.find((one) => one.workspace !== workspace && ids.includes(one.workspace));
    return other === undefined
      ? []
      : [`${whose} is good in "${other.workspace}" as well: use a user, or a token, of one workspace only`];
  });
}
