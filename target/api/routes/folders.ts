import { z } from 'zod';
import { ApiError, badRequest, json, notFound, permissionDenied, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const RIGHTS = {
  summary: z.string().nullish(),
  display_name: z.string().nullish(),
  /** `u/name` or `g/all`. */
  owners: z.array(z.string()).nullish(),
  /** Who else may read the folder, and with `true` write to it. */
  extra_perms: z.record(z.string(), z.boolean()).nullish(),
};
const CREATE = z.object({
  name: z.string().regex(/^[a-zA-Z_0-9]+$/, 'must be letters, digits and _'),
  ...RIGHTS,
});
const UPDATE = z.object(RIGHTS);

interface FolderRow {
  name: string;
  display_name: string;
  summary: string | null;
  owners: string[];
  extra_perms: Record<string, boolean>;
  created_by: string;
  edited_at: string;
}

const COLUMNS = 'name, display_name, summary, owners, extra_perms, created_by, edited_at';

const present = (request: ApiRequest, row: FolderRow) => ({
  workspace_id: workspaceOf(request),
  ...row,
  default_permissioned_as: [],
});

const missing = (name: string) => notFound('Folder', name, 'folders.rs:626');

function isVisible(request: ApiRequest, name: string): boolean {
  const { admin, folders } = caller(request);
  return admin || folders.has(name);
}

async function find(request: ApiRequest): Promise<FolderRow> {
  const name = param(request, 'name');
  const { rows } = await request.services.pool.query<FolderRow>(
    `SELECT ${COLUMNS} FROM folder WHERE workspace_id = $1 AND name = $2`,
    [workspaceOf(request), name],
  );
  const row = rows[0];
  if (row === undefined || !isVisible(request, name)) throw missing(name);
  return row;
}

/** A folder belongs to who creates it, beside the owners that are named. */
async function create(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, CREATE);
  const { username } = caller(request);
  const creator = `u/${username}`;
  const { rowCount } = await request.services.pool.query(
    `INSERT INTO folder (workspace_id, name, display_name, summary, owners, extra_perms, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [
      workspaceOf(request),
      body.name,
      body.display_name ?? body.name,
      body.summary ?? null,
      [...new Set([creator, ...(body.owners ?? [])])],
      JSON.stringify({ ...body.extra_perms, [creator]: true }),
      username,
    ],
  );
  if (rowCount === 0) throw badRequest(`Folder ${body.name} already exists`);
  request.services.forget({ workspace: workspaceOf(request) });
  return text(`Created folder ${body.name}`);
}

async function update(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, UPDATE);
  const row = await find(request);
  const { admin, username } = caller(request);
  if (!admin && !row.owners.includes(`u/${username}`)) {
    throw permissionDenied(`You are not an owner of the folder ${row.name}`);
  }
  await request.services.pool.query(
    `UPDATE folder SET display_name = $3, summary = $4, owners = $5, extra_perms = $6, edited_at = now()
     WHERE workspace_id = $1 AND name = $2`,
    [
      workspaceOf(request),
      row.name,
      body.display_name ?? row.display_name,
      body.summary ?? row.summary,
      body.owners ?? row.owners,
      JSON.stringify(body.extra_perms ?? row.extra_perms),
    ],
  );
  request.services.forget({ workspace: workspaceOf(request) });
  return text(`Updated folder ${row.name}`);
}

async function rows(request: ApiRequest): Promise<FolderRow[]> {
  const found = await request.services.pool.query<FolderRow>(
    `SELECT ${COLUMNS} FROM folder WHERE workspace_id = $1 ORDER BY name`,
    [workspaceOf(request)],
  );
  return found.rows.filter(({ name }) => isVisible(request, name));
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
