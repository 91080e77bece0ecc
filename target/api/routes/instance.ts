import { WINDMILL_VERSION } from '../../version.ts';
import { detailedHealth, healthStatus } from '../health.ts';
import {
  type ApiError,
  badRequest,
  json,
  notAuthorized,
  type Reply,
  rawJson,
  requireSuperAdmin,
  text,
} from '../reply.ts';
import { type ApiRequest, caller, integerQuery } from '../request.ts';
import type { Route } from '../router.ts';
import { WORKER_TAGS } from '../worker-tags.ts';

const PING_SINCE_SECONDS = 300;

const LIST_WORKERS = {
  name: 'list-workers',
  text: `SELECT worker, worker_instance, floor(extract(epoch FROM now() - ping_at))::int AS last_ping, started_at,
           '127.0.0.1' AS ip, jobs_executed, 'default' AS worker_group, 'none' AS job_isolation, false AS native_mode,
           last_job_id, last_job_workspace_id, memory::float8 AS memory,
           memory_usage::float8 AS memory_usage, wm_memory_usage::float8 AS wm_memory_usage,
           occupancy_rate, occupancy_rate_15s, occupancy_rate_5m,
           CASE WHEN started_at < now() - interval '30 minutes' THEN occupancy_rate_30m END AS occupancy_rate_30m
         FROM worker_ping WHERE ping_at > now() - make_interval(secs => $1) ORDER BY worker`,
};

/** Figures that a worker cannot know are left out. */
const present = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null || name.startsWith('last_job')),
  );

async function listWorkers(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query<Record<string, unknown>>({
    ...LIST_WORKERS,
    values: [integerQuery(request, 'ping_since') ?? PING_SINCE_SECONDS],
  });
  const wm_version = WINDMILL_VERSION.replace('CE ', '');
  return json(rows.map((row) => ({ ...present(row), custom_tags: WORKER_TAGS, wm_version })));
}

const SETTINGS: Readonly<Record<string, unknown>> = { automate_username_creation: true };

function globalSetting(request: ApiRequest): Reply {
  const name = request.params.name ?? '';
  return rawJson(JSON.stringify(SETTINGS[name] ?? null));
}

/** Lists of the whole installation, for its administrators. */
function forAdmins(list: Route['handle'], refusal: () => ApiError): Route['handle'] {
  return (request) => {
    if (!caller(request).superAdmin) throw refusal();
    return list(request);
  };
}

const requireDevops = () => notAuthorized('This endpoint requires the caller to have the `devops` role');

function notInThisEdition(): never {
  throw badRequest('Listing global settings not available on community edition');
}

async function listAccounts(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query(
    `SELECT email, username, super_admin, 'password' AS login_type, true AS verified FROM account ORDER BY email`,
  );
  return json(rows);
}

async function listWorkspaces(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query(
    'SELECT id, name, owner, deleted FROM workspace ORDER BY id',
  );
  return json(rows);
}

export const INSTANCE_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: 'version', access: 'none', handle: () => text(WINDMILL_VERSION) },
  { method: 'GET', pattern: 'health/status', access: 'none', handle: healthStatus },
  { method: 'GET', pattern: 'health/detailed', access: 'global', handle: detailedHealth },
  { method: 'GET', pattern: 'workers/list', access: 'global', handle: listWorkers },
  {
    method: 'GET',
    pattern: 'users/list_as_super_admin',
    access: 'global',
    handle: forAdmins(listAccounts, requireSuperAdmin),
  },
  {
    method: 'GET',
    pattern: 'workspaces/list_as_superadmin',
    access: 'global',
    handle: forAdmins(listWorkspaces, requireDevops),
  },
  { method: 'GET', pattern: 'settings/list_global', access: 'global', handle: notInThisEdition },
  { method: 'GET', pattern: 'settings/global/:name', access: 'global', handle: globalSetting },
];
