/**
 * Every setting of the suite: its environment name, what it means, how it is parsed and what holds without it.
 * Parsing, help, the README's table and the fingerprint of a run read this table and nothing else.
 */
import { PROFILES } from '../catalog.ts';
import { baseUrl } from './hosts.ts';
import * as parse from './parsers.ts';

export interface Setting<T> {
  readonly env: string;
  readonly help: string;
  readonly parse: parse.Parser<T>;
  readonly fallback: T;
  /** Never shown, never written: neither the value nor a part of it. */
  readonly secret?: true;
  /** Says something about this machine or this output only; two runs that differ in it are still comparable. */
  readonly local?: true;
}

function setting<T>(
  env: string,
  help: string,
  parser: parse.Parser<T>,
  fallback: T,
  more: { secret?: true; local?: true } = {},
): Setting<T> {
  return { env, help, parse: parser, fallback, ...more };
}

const optional = <T>(value: T | null = null): T | null => value;

export const SETTINGS = {
  baseUrl: setting(
    'WM_BASE_URL',
    'root URL of Windmill; unset: the embedded target',
    baseUrl,
    optional<string>(),
    {
      local: true,
    },
  ),
  token: setting('WM_TOKEN', "token of the workspace's user (not a superadmin's)", parse.text, '', {
    secret: true,
  }),
  workspace: setting('WM_WORKSPACE', 'workspace that the load runs in', parse.workspaceId, ''),
  scriptPath: setting('WM_SCRIPT_PATH', 'script that a user runs', parse.windmillPath, 'f/perf/echo'),
  scriptArgs: setting('WM_SCRIPT_ARGS', 'JSON merged into its arguments', parse.jsonObject, {}),
  webhookPath: setting(
    'WM_WEBHOOK_PATH',
    'script that receives inbound events',
    parse.windmillPath,
    'f/perf/inbound_webhook',
  ),
  tenants: setting<readonly parse.Tenant[]>(
    'WM_TENANTS',
    'workspace and token of each tenant: JSON, or a file with it',
    parse.tenants,
    [],
    { secret: true },
  ),
  tenantA: setting(
    'WM_TENANT_A',
    'workspace of tenant A, where WM_TENANTS is not set',
    parse.workspaceId,
    '',
  ),
  tokenA: setting('WM_TOKEN_A', 'its token', parse.text, '', { secret: true }),
  tenantB: setting('WM_TENANT_B', 'workspace of tenant B', parse.workspaceId, ''),
  tokenB: setting('WM_TOKEN_B', 'its token', parse.text, '', { secret: true }),

  profile: setting('PROFILE', 'how far a run goes', parse.oneOf(PROFILES), 'short'),
  sloP95Ms: setting(
    'SLO_P95_MS',
    'limit of the p95 from submit to completed',
    parse.number(1, 600_000, 'ms'),
    2000,
  ),
  sloErrorRate: setting('SLO_ERROR_RATE', 'limit of the share of failed journeys', parse.number(0, 1), 0.01),
  stressErrorRate: setting(
    'STRESS_ERROR_RATE',
    'share of failures at which a step counts as broken',
    parse.number(0, 1),
    0.2,
  ),
  stressLatencyMs: setting(
    'STRESS_LATENCY_MS',
    'p95 at which a step counts as broken',
    parse.number(1, 600_000, 'ms'),
    10_000,
  ),

  users: setting(
    'USERS',
    'concurrent users, instead of the scenario’s',
    parse.integer(1, 100_000),
    optional<number>(),
  ),
  durationSeconds: setting(
    'DURATION',
    'length of the measured part, instead of the profile’s',
    parse.duration(1, 7 * 86_400),
    optional<number>(),
  ),
  usersStep: setting('USERS_STEP', 'users added a step', parse.integer(1, 100_000), optional<number>()),
  stepSeconds: setting('STEP_SECONDS', 'length of a step', parse.duration(2, 86_400), optional<number>()),
  maxUsers: setting(
    'MAX_USERS',
    'users at which stress stops',
    parse.integer(1, 100_000),
    optional<number>(),
  ),
  thinkTime: setting(
    'THINK_TIME',
    'pause of a user between two journeys; 0 for none',
    parse.thinkTime,
    optional<parse.Range>(),
  ),
  soakUsers: setting('SOAK_USERS', 'users of the soak', parse.integer(1, 100_000), 20),
  soakDurationSeconds: setting(
    'SOAK_DURATION',
    'length of the soak',
    parse.duration(10, 7 * 86_400),
    optional<number>(),
  ),
  tenantCount: setting('TENANTS', 'tenants at work at the same time', parse.integer(2, 200), 5),
  jobTimeoutMs: setting(
    'JOB_TIMEOUT_MS',
    'how long a journey waits for its job',
    parse.number(100, 3_600_000, 'ms'),
    optional<number>(),
  ),

  faultBackend: setting(
    'FAULT_BACKEND',
    'what injects faults',
    parse.oneOf(['toxiproxy', 'kubernetes']),
    'toxiproxy',
  ),
  toxiproxyUrl: setting('TOXIPROXY_URL', 'API of Toxiproxy', baseUrl, optional<string>(), { local: true }),
  metricsUrl: setting('METRICS_URL', 'Prometheus metrics of the target', baseUrl, optional<string>(), {
    local: true,
  }),
  logFiles: setting('LOG_FILES', 'server logs to search for secrets, comma-separated', parse.list, [], {
    local: true,
  }),

  allowedHosts: setting(
    'PERF_ALLOWED_HOSTS',
    'hosts (host or host:port, comma-separated) that may be loaded besides loopback',
    parse.list,
    [],
    { local: true },
  ),
  resultsDir: setting('RESULTS_DIR', 'folder of the results', parse.text, 'reports/results', { local: true }),
  reportLang: setting('REPORT_LANG', 'language of the reports', parse.oneOf(['en', 'es']), 'en', {
    local: true,
  }),
  seed: setting('SEED', 'seed of everything random', parse.integer(0, 2_147_483_647), 1),
} as const;

export type SettingsTable = typeof SETTINGS;
export type SettingName = keyof SettingsTable;
export type Settings = {
  readonly [K in SettingName]: SettingsTable[K] extends Setting<infer T> ? T : never;
};
