import { z } from 'zod';
import { sqlState, UNIQUE_VIOLATION } from '../../db/pool.ts';
import { demandWriteAccess, isReadable, isWritable, type Storage } from '../paths.ts';
import { badRequest, json, notAtPath, notFound, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const MODULE = z.looseObject({ id: z.string(), value: z.looseObject({ type: z.string() }) });
const FLOW = z.object({
  path: z.string(),
  summary: z.string(),
  description: z.string().nullish(),
  value: z.looseObject({ modules: z.array(MODULE) }),
  schema: z.unknown().optional(),
});

const STORAGE: Storage = { table: 'flow', source: 'flows.rs:520:5' };

interface FlowRow {
  path: string;
  summary: string;
  description: string;
  value: unknown;
  schema: unknown;
  edited_by: string;
  edited_at: string;
}

const COLUMNS = 'path, summary, description, value, schema, edited_by, edited_at';

const present = (request: ApiRequest, row: Omit<FlowRow, 'value' | 'schema'>) => ({
  workspace_id: workspaceOf(request),
  ...row,
  archived: false,
  extra_perms: {},
});

async function create(request: ApiRequest): Promise<Reply> {
  const flow = parseBody(request, FLOW);
  demandWriteAccess(request, flow.path, STORAGE);
  try {
    await request.services.pool.query(
      `INSERT INTO flow (workspace_id, path, summary, description, value, schema, edited_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        workspaceOf(request),
        flow.path,
        flow.summary,
        flow.description ?? '',
        JSON.stringify(flow.value),
        JSON.stringify(flow.schema ?? {}),
        caller(request).username,
      ],
    );
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw badRequest(`Flow ${flow.path} already exists`);
    throw error;
  }
  return text(flow.path, 201);
}

async function update(request: ApiRequest): Promise<Reply> {
  const flow = parseBody(request, FLOW);
  const path = param(request, 'path');
  demandWriteAccess(request, path, STORAGE);
  demandWriteAccess(request, flow.path, STORAGE);
  const { rowCount } = await request.services.pool.query(
    `UPDATE flow SET path = $3, summary = $4, description = $5, value = $6, schema = $7, edited_by = $8, edited_at = now()
     WHERE workspace_id = $1 AND path = $2`,
    [
      workspaceOf(request),
      path,
      flow.path,
      flow.summary,
      flow.description ?? '',
      JSON.stringify(flow.value),
      JSON.stringify(flow.schema ?? {}),
      caller(request).username,
    ],
  );
  if (rowCount === 0) throw notFound('Flow', path);
  return text(flow.path);
}

async function get(request: ApiRequest): Promise<Reply> {
  const path = param(request, 'path');
  const { rows } = await request.services.pool.query<FlowRow>(
    `SELECT ${COLUMNS} FROM flow WHERE workspace_id = $1 AND path = $2 AND NOT archived`,
    [workspaceOf(request), path],
  );
  const row = rows[0];
  if (row === undefined || !isReadable(request, path)) throw notAtPath('Flow', path);
  return json(present(request, row));
}

async function exists(request: ApiRequest): Promise<Reply> {
  const { rowCount } = await request.services.pool.query(
    'SELECT FROM flow WHERE workspace_id = $1 AND path = $2 AND NOT archived',
    [workspaceOf(request), param(request, 'path')],
  );
  return json(rowCount === 1);
}

async function list(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query<FlowRow>(
    `SELECT ${COLUMNS} FROM flow WHERE workspace_id = $1 AND NOT archived AND starts_with(path, $2) ORDER BY path`,
    [workspaceOf(request), request.query.get('path_start') ?? ''],
  );
  const visible = rows.filter((row) => isReadable(request, row.path));
  return json(visible.map(({ value, schema, ...row }) => ({ ...present(request, row), ...NOT_KEPT })));
}

const NOT_KEPT = { starred: false, ws_error_handler_muted: false, is_draft: false } as const;

const ARCHIVE = z.object({ archived: z.boolean().nullish() });

async function archive(request: ApiRequest): Promise<Reply> {
  const { archived } = parseBody(request, ARCHIVE);
  const path = param(request, 'path');
  demandWriteAccess(request, path, STORAGE);
  const { rowCount } = await request.services.pool.query(
    'UPDATE flow SET archived = $3 WHERE workspace_id = $1 AND path = $2',
    [workspaceOf(request), path, archived !== false],
  );
  if (rowCount === 0) throw notFound('Flow', path);
  return text(`Flow ${path} archived`);
}

/** What is not there, or not the caller's to delete, is as good as deleted. */
async function remove(request: ApiRequest): Promise<Reply> {
  const path = param(request, 'path');
  if (isWritable(request, path)) {
    await request.services.pool.query('DELETE FROM flow WHERE workspace_id = $1 AND path = $2', [
      workspaceOf(request),
      path,
    ]);
  }
  return text(`Flow ${path} deleted`);
}

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
  method,
  pattern: `w/:w/flows/${pattern}`,
  access: 'workspace',
  handle,
});

export const FLOW_ROUTES: readonly Route[] = [
  route('POST', 'create', create),
  route('POST', 'update/*path', update),
  route('GET', 'get/*path', get),
  route('GET', 'exists/*path', exists),
  route('GET', 'list', list),
  route('POST', 'archive/*path', archive),
  route('DELETE', 'delete/*path', remove),
];
