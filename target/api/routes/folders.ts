import { z } from 'zod';
import { ApiError, badRequest, json, notFound, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const CREATE = z.object({
  name: z.string().regex(/^[a-zA-Z_0-9]+$/, 'must be letters, digits and _'),
  summary: z.string().nullish(),
  display_name: z.string().nullish(),
});
const UPDATE = z.object({ summary: z.string().nullish(), display_name: z.string().nullish() });

interface FolderRow {
  name: string;
  display_name: string;
  summary: string;
  created_by: string;
  edited_at: string;
}

const COLUMNS = 'name, display_name, summary, created_by, edited_at';

/** Every member of a workspace may use its folders: finer rights are not what this target is about. */
const present = (request: ApiRequest, row: FolderRow) => ({
  workspace_id: workspaceOf(request),
  ...row,
  owners: [`u/${row.created_by}`],
  extra_perms: { [`u/${row.created_by}`]: true },
});

async function find(request: ApiRequest): Promise<FolderRow> {
  const name = param(request, 'name');
  const { rows } = await request.services.pool.query<FolderRow>(
    `SELECT ${COLUMNS} FROM folder WHERE workspace_id = $1 AND name = $2`,
    [workspaceOf(request), name],
  );
  const row = rows[0];
  if (row === undefined) throw notFound('Folder', name);
  return row;
}

async function create(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, CREATE);
  const { rowCount } = await request.services.pool.query(
    `INSERT INTO folder (workspace_id, name, display_name, summary, created_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [
      workspaceOf(request),
      body.name,
      body.display_name ?? body.name,
      body.summary ?? '',
      caller(request).username,
    ],
  );
  if (rowCount === 0) throw badRequest(`Folder ${body.name} already exists`);
  return text(`Created folder ${body.name}`);
}

async function update(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, UPDATE);
  const { name, display_name, summary } = await find(request);
  await request.services.pool.query(
    'UPDATE folder SET display_name = $3, summary = $4, edited_at = now() WHERE workspace_id = $1 AND name = $2',
    [workspaceOf(request), name, body.display_name ?? display_name, body.summary ?? summary],
  );
  return text(`Updated folder ${name}`);
}

async function rows(request: ApiRequest): Promise<FolderRow[]> {
  const found = await request.services.pool.query<FolderRow>(
    `SELECT ${COLUMNS} FROM folder WHERE workspace_id = $1 ORDER BY name`,
    [workspaceOf(request)],
  );
  return found.rows;
}

async function exists(request: ApiRequest): Promise<Reply> {
  try {
    await find(request);
    return json(true);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return json(false);
    throw error;
  }
}

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
  method,
  pattern: `w/:w/folders/${pattern}`,
  access: 'workspace',
  handle,
});

export const FOLDER_ROUTES: readonly Route[] = [
  route('POST', 'create', create),
  route('POST', 'update/:name', update),
  route('GET', 'get/:name', async (request) => json(present(request, await find(request)))),
  route('GET', 'exists/:name', exists),
  route('GET', 'list', async (request) => json((await rows(request)).map((row) => present(request, row)))),
  route('GET', 'listnames', async (request) => json((await rows(request)).map((row) => row.name))),
];
