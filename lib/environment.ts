/** The settings of this k6 process, parsed once a VU from its environment. */

import { runnerVariables } from './runner-variables.ts';
import { isTenantsFile } from './settings/main-tenant-env.ts';
import type { SettingTable } from './settings/setting.ts';
import { type ParsedSettings, parseSettings, type SettingsWith } from './settings/settings.ts';
import { SETTINGS } from './settings/table.ts';

/** WM_TENANTS may name a file. k6 resolves paths against the bundle, users mean the folder they stand in. */
function withTenantsFile(environment: Record<string, string>): Record<string, string> {
  const name = SETTINGS.tenants.env;
  const value = (environment[name] ?? '').trim();
  if (!isTenantsFile(value)) return environment;
  const absolute = /^([/\\]|[a-z]:)/i.test(value);
  const path = absolute || !environment.PWD ? value : `${environment.PWD}/${value}`;
  try {
    return { ...environment, [name]: open(path) };
  } catch {
    return environment;
  }
}

/** Settings or all their mistakes. Init context only, since it may open a file. */
export function readSettings<const Own extends SettingTable>(own: Own): ParsedSettings<SettingsWith<Own>> {
  const outcome = parseSettings(withTenantsFile(__ENV), own);
  const { targetKind } = runnerVariables();
  if (outcome.ok && outcome.settings.baseUrl === null) {
    const hint =
      targetKind === 'embedded' ? '' : ' (the runner starts an embedded target; a plain k6 run does not)';
    return { ok: false, problems: [`${SETTINGS.baseUrl.env} is not set: name the Windmill to load${hint}`] };
  }
  return outcome;
}
