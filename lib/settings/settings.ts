import type { SettingValue } from '../summary-types.ts';
import { isAllowedHost, parseHttpUrl } from './hosts.ts';
import type { Tenant } from './parsers.ts';
import type { Setting, SettingsOf, SettingTable } from './setting.ts';
import { SETTINGS, type Settings } from './table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ParsedSettings<S> =
  | { readonly ok: true; readonly settings: S }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Settings of the suite and, beside them, of a table of a scenario's own. */
export type SettingsWith<Own extends SettingTable> = Settings & SettingsOf<Own>;

const MAX_SHOWN = 80;

function shown(raw: string, secret: boolean): string {
  if (secret) return '(hidden)';
  return JSON.stringify(raw.length > MAX_SHOWN ? `${raw.slice(0, MAX_SHOWN)}…` : raw);
}

/** The common settings and those of a table of a scenario's own. */
export function tableWith(own: SettingTable): SettingTable {
  return { ...SETTINGS, ...own };
}

/**
 * Parses the environment into the common settings and those of `own`. An empty value counts as unset. Reports all
 * mistakes at once, each with the name of the setting, what it was and what it may be; the values of secret settings are
 * never repeated.
 */
export function parseSettings<const Own extends SettingTable = Record<never, never>>(
  environment: Environment,
  own?: Own,
): ParsedSettings<SettingsWith<Own>> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  const table = tableWith(own ?? {});
  for (const [name, setting] of Object.entries(table)) {
    const raw = environment[setting.env]?.trim() ?? '';
    if (raw === '') {
      values[name] = setting.fallback;
      continue;
    }
    const parsed = setting.parse(raw);
    if (parsed.ok) {
      values[name] = parsed.value;
    } else {
      problems.push(`${setting.env} is ${shown(raw, setting.secret === true)}, must be ${parsed.expected}`);
    }
  }
  const isSet = ({ env }: Setting<unknown>) => (environment[env]?.trim() ?? '') !== '';
  const { runnable, scriptPath } = values;
  if (runnable !== '' && isSet(SETTINGS.scriptPath) && runnable !== scriptPath) {
    problems.push(
      `${SETTINGS.runnable.env} and ${SETTINGS.scriptPath.env} name two different things: set one of them`,
    );
  }
  // From here on there is one name for what users run.
  if (runnable !== '') values.scriptPath = runnable;
  const settings = values as SettingsWith<Own>;
  problems.push(...hostProblems(table, values), ...dependencyProblems(settings, environment));
  return problems.length === 0 ? { ok: true, settings } : { ok: false, problems };
}

function hostProblems(table: SettingTable, values: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const allowed = (values.allowedHosts ?? []) as Settings['allowedHosts'];
  for (const [name, setting] of Object.entries(table)) {
    const url = values[name];
    if (setting.address !== true || typeof url !== 'string') continue;
    const parts = parseHttpUrl(url);
    if (parts !== null && !isAllowedHost(parts, allowed)) {
      problems.push(
        `${setting.env} names the host ${parts.host}, which is not loopback: ` +
          `name it in ${SETTINGS.allowedHosts.env} to allow load on it`,
      );
    }
  }
  return problems;
}

function dependencyProblems(settings: Partial<Settings>, environment: Environment): string[] {
  const problems: string[] = [];
  const isSet = (name: keyof Settings) => (environment[SETTINGS[name].env]?.trim() ?? '') !== '';
  if (isSet('baseUrl')) {
    const tenants = settings.tenants ?? [];
    const viaTenants = tenants.length > 0 || isSet('tenantA') || isSet('tenants');
    if (!isSet('token') && !viaTenants) {
      problems.push(
        `${SETTINGS.token.env} is not set: ${SETTINGS.baseUrl.env} needs a token of its workspace`,
      );
    }
    if (!isSet('workspace') && !viaTenants) {
      problems.push(
        `${SETTINGS.workspace.env} is not set: ${SETTINGS.baseUrl.env} needs the workspace to load`,
      );
    }
  }
  for (const [workspace, token] of [
    ['tenantA', 'tokenA'],
    ['tenantB', 'tokenB'],
  ] as const) {
    if (isSet(workspace) !== isSet(token)) {
      const [present, missing] = isSet(workspace) ? [workspace, token] : [token, workspace];
      problems.push(`${SETTINGS[missing].env} is not set, but ${SETTINGS[present].env} is: they go together`);
    }
  }
  return problems;
}

/** The tenants of a run: WM_TENANTS, else A and B, else the one workspace of WM_WORKSPACE. */
export function tenantsOf(settings: Settings): readonly Tenant[] {
  if (settings.tenants.length > 0) return settings.tenants;
  const pairs: Tenant[] = [];
  if (settings.tenantA !== '') pairs.push({ workspace: settings.tenantA, token: settings.tokenA });
  if (settings.tenantB !== '') pairs.push({ workspace: settings.tenantB, token: settings.tokenB });
  if (pairs.length > 0) return pairs;
  return settings.workspace === '' ? [] : [{ workspace: settings.workspace, token: settings.token }];
}

/** The workspace that single-tenant scenarios load: WM_WORKSPACE, else the first tenant. Null without any. */
export function mainTenant(settings: Settings): Tenant | null {
  if (settings.workspace !== '') return { workspace: settings.workspace, token: settings.token };
  return tenantsOf(settings)[0] ?? null;
}

/** Every secret of the settings, for masking: those of the table that are marked so, of a list of tenants each token. */
export function secretsOf(settings: Settings, own: SettingTable): readonly string[] {
  const values = settings as Readonly<Record<string, unknown>>;
  const all = Object.entries(tableWith(own)).flatMap(([name, { secret }]): readonly string[] => {
    if (secret !== true) return [];
    const value = values[name];
    if (name === 'tenants') return settings.tenants.map(({ token }) => token);
    return typeof value === 'string' ? [value] : [];
  });
  return [...new Set(all.filter((secret) => secret !== ''))];
}

/** Settings as they may be written down, by their environment names: no secret. `comparable` leaves out what is local to a machine. */
export function publicSettings(
  settings: Settings,
  own: SettingTable,
  options: { readonly comparable?: boolean } = {},
): Record<string, SettingValue> {
  const values = settings as Readonly<Record<string, unknown>>;
  const shownSettings: Record<string, SettingValue> = {};
  for (const [name, setting] of Object.entries(tableWith(own))) {
    if (setting.secret === true) continue;
    if (options.comparable === true && setting.local === true) continue;
    // Parsers make nothing that JSON has not.
    shownSettings[setting.env] = values[name] as SettingValue;
  }
  return shownSettings;
}

/** A setting of the table by its environment name; undefined where the table has none. */
export function settingOf(env: string, own: SettingTable): Setting<unknown> | undefined {
  return Object.values(tableWith(own)).find((setting) => setting.env === env);
}
