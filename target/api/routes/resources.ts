import { z } from 'zod';
import { sqlState, UNIQUE_VIOLATION } from '../../db/pool.ts';
import { interpolate } from '../interpolation.ts';
import { demandWriteAccess, isReadable, isWritable, type Storage } from '../paths.ts';
import { ApiError, badRequest, json, notFound, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const CREATE = z.object({
  path: z.string(),
  value: z.unknown().optional(),
  resource_type: z.string(),
  description: z.string().nullish(),
});
const UPDATE = z.object({
  path: z.string().optional(),
  value: z.unknown().optional(),
  resource_type: z.string().optional(),
  description: z.string().nullish(),
});
const UPDATE_VALUE = z.object({ value: z.unknown().optional() });

interface ResourceRow {
  path: string;
  value: unknown;
  resource_type: string;
  description: string | null;
  created_by: string;
  edited_at: string;
  /** Whether a variable has the same path: together they are one account. */
  linked: boolean;
}

const COLUMNS = `path, value, resource_type, description, created_by, edited_at,
  EXISTS (SELECT FROM variable v WHERE v.workspace_id = r.workspace_id AND v.path = r.path) AS linked`;
const STORAGE: Storage = { table: 'resource', source: 'resources.rs:783:5' };

const missing = (path: string) => new ApiError(404, `Not found: Resource ${path} not found`);

async function find(request: ApiRequest): Promise<ResourceRow> {
  const path = param(request, 'path');
  const { rows } = await request.services.pool.query<ResourceRow>({
    name: 'get-resource',
    text: `SELECT ${COLUMNS} FROM resource r WHERE workspace_id = $1 AND path = $2`,
    values: [workspaceOf(request), path],
  });
  const row = rows[0];
  if (row === undefined || !isReadable(request, path)) throw missing(path);
  return row;
}

const present = (request: ApiRequest, { linked, ...row }: ResourceRow) => ({
  workspace_id: workspaceOf(request),
  ...row,
  extra_perms: {},
  is_linked: linked,
  is_refreshed: null,
  is_oauth: linked ? false : null,
  is_expired: null,
  refresh_error: null,
  account: null,
  ws_specific: false,
  is_draft: false,
});

async function create(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, CREATE);
  demandWriteAccess(request, body.path, STORAGE);
  const overwrite = request.query.get('update_if_exists') === 'true';
  try {
    await request.services.pool.query(
      `INSERT INTO resource (workspace_id, path, value, resource_type, description, created_by)
       VALUES ($1, $2, $3, $4, $5, $6)
       ${overwrite ? 'ON CONFLICT (workspace_id, path) DO UPDATE SET value = excluded.value, edited_at = now()' : ''}`,
      [
        workspaceOf(request),
        body.path,
        JSON.stringify(body.value ?? null),
        body.resource_type,
        body.description ?? null,
        caller(request).username,
      ],
    );
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw badRequest(`Resource ${body.path} already exists`);
    throw error;
  }
  return text(`resource ${body.path} created`, 201);
}

async function update(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, UPDATE);
  const row = await find(request);
  const to = body.path ?? row.path;
  demandWriteAccess(request, row.path, STORAGE);
  demandWriteAccess(request, to, STORAGE);
  await request.services.pool.query(
    `UPDATE resource SET path = $3, value = $4, resource_type = $5, description = $6, edited_at = now()
     WHERE workspace_id = $1 AND path = $2`,
    [
      workspaceOf(request),
      row.path,
      to,
      JSON.stringify(body.value === undefined ? row.value : body.value),
      body.resource_type ?? row.resource_type,
      body.description ?? row.description,
    ],
  );
  return text(`resource ${to} updated (npath: ${JSON.stringify(to)})`);
}

async function updateValue(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, UPDATE_VALUE);
  const row = await find(request);
  demandWriteAccess(request, row.path, STORAGE);
  await request.services.pool.query(
    'UPDATE resource SET value = $3, edited_at = now() WHERE workspace_id = $1 AND path = $2',
    [workspaceOf(request), row.path, JSON.stringify(body.value ?? null)],
  );
  return text(`value of resource ${row.path} updated`);
}

async function remove(request: ApiRequest): Promise<Reply> {
  const path = param(request, 'path');
  const { rowCount } = isWritable(request, path)
    ? await request.services.pool.query('DELETE FROM resource WHERE workspace_id = $1 AND path = $2', [
        workspaceOf(request),
        path,
      ])
    : { rowCount: 0 };
  if (rowCount === 0) throw notFound('Resource', path, 'resources.rs:1277');
  return text(`resource ${path} deleted`);
}

async function exists(request: ApiRequest): Promise<Reply> {
  const { rowCount } = await request.services.pool.query(
    'SELECT FROM resource WHERE workspace_id = $1 AND path = $2',
    [workspaceOf(request), param(request, 'path')],
  );
  return json(rowCount === 1);
}

async function list(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query<ResourceRow>(
    `SELECT ${COLUMNS} FROM resource r
     WHERE workspace_id = $1 AND starts_with(path, $2) AND ($3::text IS NULL OR resource_type = $3)
     ORDER BY path DESC`,
    [workspaceOf(request), request.query.get('path_start') ?? '', request.query.get('resource_type')],
  );
  const visible = rows.filter((row) => isReadable(request, row.path));
  return json(visible.map((row) => ({ ...present(request, row), value: null })));
}

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
  method,
  pattern: `w/:w/resources/${pattern}`,
  access: 'workspace',
  handle,
});

export const RESOURCE_ROUTES: readonly Route[] = [
  route('POST', 'create', create),
  route('POST', 'update/*path', update),
  route('POST', 'update_value/*path', updateValue),
  route('DELETE', 'delete/*path', remove),
  route('GET', 'get/*path', async (request) => json(present(request, await find(request)))),
  route('GET', 'get_value/*path', async (request) => json((await find(request)).value)),
  route('GET', 'get_value_interpolated/*path', async (request) =>
    json(await interpolate(request, (await find(request)).value)),
  ),
  route('GET', 'exists/*path', exists),
  route('GET', 'list', list),
  route('GET', 'type/list', () => json([])),
  route('GET', 'type/listnames', () => json([])),
];
