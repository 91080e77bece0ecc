import { z } from 'zod';
import { demandWriteAccess, isReadable, type Storage } from '../paths.ts';
import { json, notAtPath, notFound, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';
import { deployScript } from '../scripts.ts';

const NEW_SCRIPT = z.object({
  path: z.string(),
  parent_hash: z.string().nullish(),
  auto_parent: z.boolean().nullish(),
  summary: z.string(),
  description: z.string().nullish(),
  content: z.string(),
  schema: z.record(z.string(), z.unknown()).nullish(),
  language: z.string(),
  kind: z.string().nullish(),
  tag: z.string().nullish(),
  lock: z.string().nullish(),
  timeout: z.number().nullish(),
});

interface ScriptRow {
  workspace_id: string;
  hash: string;
  path: string;
  parent_hashes: string[];
  summary: string;
  description: string;
  content: string;
  language: string;
  kind: string;
  tag: string | null;
  lock: string | null;
  schema: unknown;
  timeout: number | null;
  created_by: string;
  created_at: string;
  archived: boolean;
}

const COLUMNS = `workspace_id, hash, path, parent_hashes, summary, description, content, language, kind, tag, lock,
  schema, timeout_seconds AS timeout, created_by, created_at, archived`;

const STORAGE: Storage = { table: 'script', source: 'scripts.rs:1395:5' };

const present = ({ parent_hashes, timeout, ...row }: ScriptRow) => ({
  ...row,
  parent_hashes: parent_hashes.length === 0 ? null : parent_hashes,
  ...(timeout === null ? {} : { timeout }),
  deleted: false,
  is_template: false,
  extra_perms: {},
  lock_error_logs: null,
  ws_error_handler_muted: false,
  assets: [],
  is_draft: false,
});

async function create(request: ApiRequest): Promise<Reply> {
  const draft = parseBody(request, NEW_SCRIPT);
  demandWriteAccess(request, draft.path, STORAGE);
  const where = {
    workspace: workspaceOf(request),
    by: caller(request).username,
    skipIfNoop: request.query.get('skip_if_noop') === 'true',
  };
  return text(await deployScript(request.services.pool, where, draft), 201);
}

async function findByPath(request: ApiRequest): Promise<ScriptRow> {
  const path = param(request, 'path');
  const { rows } = await request.services.pool.query<ScriptRow>(
    `SELECT ${COLUMNS} FROM script WHERE workspace_id = $1 AND path = $2 AND NOT archived`,
    [workspaceOf(request), path],
  );
  const row = rows[0];
  if (row === undefined || !isReadable(request, path)) throw notAtPath('Script', path);
  return row;
}

async function getByHash(request: ApiRequest): Promise<Reply> {
  const hash = param(request, 'hash');
  const { rows } = await request.services.pool.query<ScriptRow>(
    `SELECT ${COLUMNS} FROM script WHERE workspace_id = $1 AND hash = $2`,
    [workspaceOf(request), hash],
  );
  const row = rows[0];
  if (row === undefined || !isReadable(request, row.path)) throw notFound('Script', hash);
  return json(present(row));
}

async function exists(request: ApiRequest): Promise<Reply> {
  const { rowCount } = await request.services.pool.query(
    'SELECT FROM script WHERE workspace_id = $1 AND path = $2 AND NOT archived',
    [workspaceOf(request), param(request, 'path')],
  );
  return json(rowCount === 1);
}

async function list(request: ApiRequest): Promise<Reply> {
  const archived = request.query.get('show_archived') === 'true';
  const { rows } = await request.services.pool.query<ScriptRow>(
    `SELECT ${COLUMNS} FROM script WHERE workspace_id = $1 AND archived = $2 AND starts_with(path, $3)
       AND ($4::text IS NULL OR path = $4) ORDER BY created_at DESC`,
    [workspaceOf(request), archived, request.query.get('path_start') ?? '', request.query.get('path_exact')],
  );
  const visible = rows.filter((row) => isReadable(request, row.path));
  return json(visible.map((row) => ({ ...present(row), content: '' })));
}

async function archive(request: ApiRequest): Promise<Reply> {
  const path = param(request, 'path');
  demandWriteAccess(request, path, STORAGE);
  const { rowCount } = await request.services.pool.query(
    'UPDATE script SET archived = true WHERE workspace_id = $1 AND path = $2 AND NOT archived',
    [workspaceOf(request), path],
  );
  if (rowCount === 0) throw notFound('Script', path);
  return text('');
}

/** Nothing is resolved here: a script's imports come from the packages that the target itself is installed with. */
async function deploymentStatus(request: ApiRequest): Promise<Reply> {
  await getByHash(request);
  return json({ lock: '', lock_error_logs: null });
}

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
  method,
  pattern: `w/:w/scripts/${pattern}`,
  access: 'workspace',
  handle,
});

export const SCRIPT_ROUTES: readonly Route[] = [
  route('POST', 'create', create),
  route('GET', 'get/p/*path', async (request) => json(present(await findByPath(request)))),
  route('GET', 'get/h/:hash', getByHash),
  route('GET', 'exists/p/*path', exists),
  route('GET', 'raw/p/*path', async (request) => text((await findByPath(request)).content)),
  route('GET', 'list', list),
  route('GET', 'deployment_status/h/:hash', deploymentStatus),
  route('POST', 'archive/p/*path', archive),
];
