import type { SettingValue } from '../summary-types.ts';
import { isAllowedHost, parseHttpUrl } from './hosts.ts';
import type { Tenant } from './parsers.ts';
import { SETTINGS, type Setting, type SettingName, type Settings } from './table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsOutcome =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

const entries = Object.entries(SETTINGS) as unknown as readonly (readonly [SettingName, Setting<unknown>])[];

const MAX_SHOWN = 80;

function shown(raw: string, secret: boolean): string {
  if (secret) return '(hidden)';
  return JSON.stringify(raw.length > MAX_SHOWN ? `${raw.slice(0, MAX_SHOWN)}…` : raw);
}

/**
 * Parses the environment into settings. An empty value counts as unset. Reports all mistakes at once, each with the
 * name of the setting, what it was and what it may be; the values of secret settings are never repeated.
 */
export function parseSettings(environment: Environment): SettingsOutcome {
  const problems: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, setting] of entries) {
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
  const settings = values as Settings;
  problems.push(...hostProblems(settings), ...dependencyProblems(settings, environment));
  return problems.length === 0 ? { ok: true, settings } : { ok: false, problems };
}

function hostProblems(settings: Partial<Settings>): string[] {
  const problems: string[] = [];
  for (const name of ['baseUrl', 'toxiproxyUrl', 'thirdPartyUrl', 'metricsUrl'] as const) {
    const url = settings[name];
    if (url === undefined || url === null) continue;
    const parts = parseHttpUrl(url);
    if (parts !== null && !isAllowedHost(parts, settings.allowedHosts ?? [])) {
      problems.push(
        `${SETTINGS[name].env} names the host ${parts.host}, which is not loopback: ` +
          `name it in ${SETTINGS.allowedHosts.env} to allow load on it`,
      );
    }
  }
  return problems;
}

function dependencyProblems(settings: Partial<Settings>, environment: Environment): string[] {
  const problems: string[] = [];
  const isSet = (name: SettingName) => (environment[SETTINGS[name].env]?.trim() ?? '') !== '';
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
export function secretsOf(settings: Settings): readonly string[] {
  const all = entries.flatMap(([name, { secret }]): readonly string[] => {
    if (secret !== true) return [];
    const value = settings[name];
    if (name === 'tenants') return settings.tenants.map(({ token }) => token);
    return typeof value === 'string' ? [value] : [];
  });
  return [...new Set(all.filter((secret) => secret !== ''))];
}

/** Settings as they may be written down: no secret, flat values. `comparable` leaves out what is local to a machine. */
export function publicSettings(
  settings: Settings,
  options: { readonly comparable?: boolean } = {},
): Record<string, SettingValue> {
  const shownSettings: Record<string, SettingValue> = {};
  for (const [name, setting] of entries) {
    if (setting.secret === true) continue;
    if (options.comparable === true && setting.local === true) continue;
    const value: unknown = settings[name];
    shownSettings[setting.env] =
      value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value);
  }
  return shownSettings;
}
