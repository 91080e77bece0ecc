/** The Windmill under test: where it is, who works on it, and the scripts that are run. */
import { baseUrl } from './hosts.ts';
import { MAIN_TENANT_ENV } from './main-tenant-env.ts';
import * as parse from './parsers.ts';
import { optional, setting } from './setting.ts';

export const WINDMILL_SETTINGS = {
  baseUrl: setting(
    'WM_BASE_URL',
    'root URL of Windmill; unset: the embedded target',
    baseUrl,
    optional<string>(),
    {
      local: true,
      address: true,
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
  runnable: setting(
    'WM_RUNNABLE',
    'what a user runs: script:PATH, or flow:PATH such as flow:f/perf/inbound_flow; instead of WM_SCRIPT_PATH',
    parse.runnable,
    '',
    // What it says is recorded as the other, so that runs with either can be compared.
    { local: true },
  ),
  scriptPath: setting('WM_SCRIPT_PATH', 'script that a user runs', parse.windmillPath, 'f/perf/echo'),
  scriptArgs: setting('WM_SCRIPT_ARGS', 'JSON merged into its arguments', parse.jsonObject, {}),
  tenants: setting<readonly parse.Tenant[]>(
    MAIN_TENANT_ENV.tenants,
    'workspace and token of each tenant: JSON, or a file with it',
    parse.tenants,
    [],
    { secret: true },
  ),
  tenantCount: setting('TENANTS', 'tenants at work at the same time', parse.integer(2, 200), 5),
  tenantA: setting(
    'WM_TENANT_A',
    'workspace of tenant A, where WM_TENANTS is not set',
    parse.workspaceId,
    '',
  ),
  tokenA: setting('WM_TOKEN_A', 'its token', parse.text, '', { secret: true }),
  tenantB: setting('WM_TENANT_B', 'workspace of tenant B', parse.workspaceId, ''),
  tokenB: setting('WM_TOKEN_B', 'its token', parse.text, '', { secret: true }),
} as const;
