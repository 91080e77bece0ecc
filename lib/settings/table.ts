/**
 * Every setting of the suite: its environment name, what it means, how it is parsed and what holds without it.
 * Parsing, help, the README's table and the fingerprint of a run read this table and nothing else.
 */
import { PROFILES } from '../catalog.ts';
import { FAULT_KINDS, type FaultKind } from '../faults/kinds.ts';
import { baseUrl } from './hosts.ts';
import { MAIN_TENANT_ENV } from './main-tenant-env.ts';
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

/** How `stress` looks for the limit. */
export const STRESS_MODES = ['ramp', 'search'] as const;
export type StressMode = (typeof STRESS_MODES)[number];

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
  token: setting(
    MAIN_TENANT_ENV.token,
    "token of the workspace's user (not a superadmin's)",
    parse.text,
    '',
    {
      secret: true,
    },
  ),
  workspace: setting(MAIN_TENANT_ENV.workspace, 'workspace that the load runs in', parse.workspaceId, ''),
  scriptPath: setting('WM_SCRIPT_PATH', 'script that a user runs', parse.windmillPath, 'f/perf/echo'),
  scriptArgs: setting('WM_SCRIPT_ARGS', 'JSON merged into its arguments', parse.jsonObject, {}),
  webhookPath: setting(
    'WM_WEBHOOK_PATH',
    'script that receives inbound events',
    parse.windmillPath,
    'f/perf/inbound_webhook',
  ),
  webhookSecret: setting(
    'WEBHOOK_SECRET',
    'secret that inbound events are signed with; unset: one made for the run',
    parse.text,
    '',
    { secret: true },
  ),
  countPath: setting(
    'WM_COUNT_PATH',
    'script that counts the side effects of an event',
    parse.windmillPath,
    'f/perf/count_effects',
  ),
  apiPath: setting(
    'WM_API_SCRIPT_PATH',
    'script that calls the third party',
    parse.windmillPath,
    'f/perf/call_api',
  ),
  tenants: setting<readonly parse.Tenant[]>(
    MAIN_TENANT_ENV.tenants,
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
  stressMode: setting(
    'STRESS_MODE',
    'how stress looks for the limit: one ramp, or a search over short runs',
    parse.oneOf(STRESS_MODES),
    'ramp',
  ),
  stressMinUsers: setting(
    'STRESS_MIN_USERS',
    'concurrent users that stress must confirm to pass',
    parse.integer(1, 100_000),
    50,
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
  soakBudgetMb: setting(
    'SOAK_BUDGET_MB_PER_HOUR',
    'growth of memory that soak accepts, MB/h; unset: by length of the run',
    parse.number(0, 1_000_000, 'MB/h'),
    optional<number>(),
  ),
  soakBudgetMs: setting(
    'SOAK_BUDGET_MS_PER_HOUR',
    'growth of the p95 that soak accepts, ms/h; unset: by length of the run',
    parse.number(0, 10_000_000, 'ms/h'),
    optional<number>(),
  ),
  soakBudgetConnections: setting(
    'SOAK_BUDGET_CONNECTIONS_PER_HOUR',
    'growth of open database connections that soak accepts; unset: by length of the run',
    parse.number(0, 1_000_000, 'connections/h'),
    optional<number>(),
  ),
  soakBudgetThroughput: setting(
    'SOAK_BUDGET_THROUGHPUT_PERCENT_PER_HOUR',
    'loss of throughput that soak accepts, in per cent of it per hour; unset: by length of the run',
    parse.number(0, 1_000_000, '%/h'),
    optional<number>(),
  ),
  soakBudgetErrors: setting(
    'SOAK_BUDGET_ERRORS_PERCENT_PER_HOUR',
    'growth of the share of failed journeys that soak accepts, in points per hour; unset: by length of the run',
    parse.number(0, 1_000_000, '%/h'),
    optional<number>(),
  ),
  tenantCount: setting('TENANTS', 'tenants at work at the same time', parse.integer(2, 200), 5),
  neighbourRatio: setting(
    'NEIGHBOUR_RATIO',
    'p95 of a tenant beside a flooding one over its p95 without, at most',
    parse.number(1, 1000),
    3,
  ),
  neighbourMinShare: setting(
    'NEIGHBOUR_MIN_SHARE',
    'share of its pace that each tenant must keep beside a flooding one',
    parse.number(0, 1),
    0.5,
  ),
  neighbourJain: setting(
    'NEIGHBOUR_JAIN',
    'Jain’s fairness index over those shares, at least',
    parse.number(0, 1),
    0.8,
  ),
  tenantScaling: setting(
    'TENANT_SCALING',
    'exponent of the p95 over the number of tenants at the same load, at most; 0.5: four times the tenants double it',
    parse.number(0, 10),
    0.5,
  ),
  neighbourUsers: setting(
    'NEIGHBOUR_USERS',
    'users of the flooding tenant: more than there are workers',
    parse.integer(1, 10_000),
    20,
  ),
  neighbourPath: setting(
    'WM_NEIGHBOUR_SCRIPT_PATH',
    'script that the flooding tenant runs',
    parse.windmillPath,
    'f/perf/sleep',
  ),
  neighbourJobMs: setting(
    'NEIGHBOUR_JOB_MS',
    'length of its jobs, their argument ms',
    parse.number(1, 60_000, 'ms'),
    100,
  ),
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
  faultKind: setting(
    'FAULT_KIND',
    'what happens to the database in db-outage; unset: refuse, on Kubernetes hang',
    parse.oneOf(FAULT_KINDS),
    optional<FaultKind>(),
  ),
  faultSeconds: setting(
    'FAULT_SECONDS',
    'length of a fault, instead of the profile’s',
    parse.duration(1, 3600),
    optional<number>(),
  ),
  recoverySeconds: setting(
    'RECOVERY_SECONDS',
    'time in which the system must be back after a fault; unset: 30, in a smoke run 5',
    parse.duration(1, 3600),
    optional<number>(),
  ),
  apiTimeoutMs: setting(
    'API_TIMEOUT_MS',
    'time-out that jobs give the third party; unset: 500, in a smoke run 250',
    parse.number(50, 60_000, 'ms'),
    optional<number>(),
  ),
  databaseProxy: setting(
    'FAULT_DB_PROXY',
    "Toxiproxy's proxy in front of the database",
    parse.proxyName,
    'database',
  ),
  apiProxy: setting(
    'FAULT_API_PROXY',
    "Toxiproxy's proxy in front of the third party",
    parse.proxyName,
    'third_party',
  ),
  thirdPartyUrl: setting(
    'THIRD_PARTY_URL',
    'third-party stub of the suite, for the stage in which it answers 500',
    baseUrl,
    optional<string>(),
    { local: true },
  ),
  faultNamespace: setting(
    'FAULT_K8S_NAMESPACE',
    'Kubernetes namespace of the pods that faults are injected into',
    parse.text,
    'default',
  ),
  databaseLabels: setting(
    'FAULT_K8S_DB_LABELS',
    'labels of the database pods, key=value, comma-separated',
    parse.labels,
    { app: 'postgres' },
  ),
  apiLabels: setting('FAULT_K8S_API_LABELS', 'labels of the pods of the third party', parse.labels, {
    app: 'third-party',
  }),
  databasePort: setting(
    'FAULT_K8S_DB_PORT',
    'port of the database in its pods',
    parse.integer(1, 65_535),
    5432,
  ),
  apiPort: setting(
    'FAULT_K8S_API_PORT',
    'port of the third party in its pods',
    parse.integer(1, 65_535),
    8080,
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
