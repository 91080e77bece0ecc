import { z } from 'zod';
import { badRequest, json, type Reply, requireAdmin, requireSuperAdmin, text } from '../reply.ts';
import { type ApiRequest, caller, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';
import { newWorkspaceKey } from '../vault.ts';

const ID = z.object({ id: z.string() });
const CREATE = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, 'must be letters, digits, - and _'),
  name: z.string(),
  username: z.string().nullish(),
});

async function create(request: ApiRequest): Promise<Reply> {
  const identity = caller(request);
  if (!identity.superAdmin) throw requireSuperAdmin();
  const body = parseBody(request, CREATE);
  const { rowCount } = await request.services.pool.query(
    `WITH made AS (
       INSERT INTO workspace (id, name, owner, key) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id
     )
     INSERT INTO member (workspace_id, email, username, is_admin) SELECT id, $3, $5, true FROM made`,
    [body.id, body.name, identity.email, newWorkspaceKey(), body.username ?? identity.username],
  );
  if (rowCount === 0) throw badRequest(`Workspace ${body.id} already exists`);
  return text(`Created workspace ${body.id}`);
}

/** JSON, never text: as text the command-line client takes "false" for true. */
async function exists(request: ApiRequest): Promise<Reply> {
  const { id } = parseBody(request, ID);
  const { rowCount } = await request.services.pool.query('SELECT FROM workspace WHERE id = $1', [id]);
  return json(rowCount === 1);
}

interface MembershipRow {
  id: string;
  name: string;
  owner: string;
  username: string;
}

async function memberships(request: ApiRequest): Promise<MembershipRow[]> {
  const { email, boundWorkspace } = caller(request);
  const { rows } = await request.services.pool.query<MembershipRow>(
    `SELECT w.id, w.name, w.owner, m.username FROM member m JOIN workspace w ON w.id = m.workspace_id
     WHERE m.email = $1 AND NOT m.disabled AND NOT w.deleted AND ($2::text IS NULL OR w.id = $2) ORDER BY w.id`,
    [email, boundWorkspace ?? null],
  );
  return rows;
}

async function list(request: ApiRequest): Promise<Reply> {
  const rows = await memberships(request);
  const more = { deleted: false, premium: false, color: null, parent_workspace_id: null };
  return json(rows.map(({ id, name, owner }) => ({ id, name, owner, ...more })));
}

async function listForUser(request: ApiRequest): Promise<Reply> {
  const rows = await memberships(request);
  return json({
    email: caller(request).email,
    workspaces: rows.map(({ id, name, username }) => ({
      id,
      name,
      username,
      color: null,
      operator_settings: null,
      parent_workspace_id: null,
      is_dev_workspace: false,
      disabled: false,
    })),
  });
}

function settings(request: ApiRequest): Reply {
  const { admin, username } = caller(request);
  if (!admin) throw requireAdmin(username);
  return json({ workspace_id: workspaceOf(request), color: null, auto_invite_domain: null });
}

export const WORKSPACE_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: 'workspaces/create', access: 'global', handle: create },
  {
    method: 'POST',
    pattern: 'workspaces/exists',
    access: 'global',
    scope: 'workspaces:read',
    handle: exists,
  },
  { method: 'GET', pattern: 'workspaces/list', access: 'global', handle: list },
  { method: 'GET', pattern: 'workspaces/users', access: 'global', handle: listForUser },
  { method: 'GET', pattern: 'w/:w/workspaces/get_settings', access: 'workspace', handle: settings },
];
