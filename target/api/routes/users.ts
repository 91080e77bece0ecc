import { z } from 'zod';
import { hashToken, newToken, passwordMatches, tokenPrefix } from '../auth/credentials.ts';
import { badRequest, json, permissionDenied, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const LOGIN = z.object({ email: z.string(), password: z.string() });
const NEW_TOKEN = z.object({
  label: z.string().nullish(),
  expiration: z.iso.datetime({ offset: true }).nullish(),
  scopes: z.array(z.string()).nullish(),
  workspace_id: z.string().nullish(),
  read_only: z.boolean().nullish(),
});

async function login(request: ApiRequest): Promise<Reply> {
  const { email, password } = parseBody(request, LOGIN);
  const { rows } = await request.services.pool.query<{ password_hash: string }>(
    'SELECT password_hash FROM account WHERE email = $1',
    [email],
  );
  const stored = rows[0]?.password_hash;
  if (stored === undefined || !passwordMatches(password, stored)) throw badRequest('Invalid login');
  const token = newToken();
  await request.services.pool.query(
    `INSERT INTO token (token_hash, prefix, label, email, expiration)
     VALUES ($1, $2, 'session', $3, now() + interval '3 days')`,
    [hashToken(token), tokenPrefix(token), email],
  );
  return text(token);
}

function globalWhoami(request: ApiRequest): Reply {
  const { email, username, superAdmin } = caller(request);
  return json({
    email,
    login_type: 'password',
    super_admin: superAdmin,
    devops: false,
    verified: true,
    name: username,
    company: null,
    username,
    first_time_user: false,
    role_source: 'manual',
    disabled: false,
  });
}

async function workspaceWhoami(request: ApiRequest): Promise<Reply> {
  const identity = caller(request);
  const writable = [...identity.folders].flatMap(([name, writes]) => (writes ? [name] : []));
  const { rows } = await request.services.pool.query<{ created_at: string }>(
    'SELECT created_at FROM member WHERE workspace_id = $1 AND email = $2',
    [workspaceOf(request), identity.email],
  );
  return json({
    workspace_id: workspaceOf(request),
    email: identity.email,
    username: identity.username,
    is_admin: identity.admin,
    is_super_admin: identity.superAdmin,
    created_at: rows[0]?.created_at ?? new Date(0).toISOString(),
    operator: identity.operator,
    disabled: false,
    role: null,
    groups: ['all'],
    folders_read: [...identity.folders.keys()],
    folders: writable,
    folders_owners: writable,
    name: identity.username,
    is_service_account: false,
  });
}

/** A token never makes a stronger one: scopes, read-only and the workspace it is bound to are handed down. */
async function createToken(request: ApiRequest): Promise<Reply> {
  const wanted = parseBody(request, NEW_TOKEN);
  const identity = caller(request);
  if (identity.scopes !== undefined) throw permissionDenied('a scoped token cannot create tokens');
  const bound = identity.boundWorkspace;
  if (bound !== undefined && wanted.workspace_id && wanted.workspace_id !== bound) {
    throw permissionDenied(`this token belongs to the workspace ${bound}`);
  }
  const token = newToken();
  await request.services.pool.query(
    `INSERT INTO token (token_hash, prefix, label, email, workspace_id, expiration, scopes, read_only)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      hashToken(token),
      tokenPrefix(token),
      wanted.label ?? null,
      identity.email,
      wanted.workspace_id ?? bound ?? null,
      wanted.expiration ?? null,
      wanted.scopes ?? null,
      identity.readOnly || wanted.read_only === true,
    ],
  );
  return text(token, 201);
}

async function listTokens(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query(
    `SELECT label, prefix AS token_prefix, expiration, created_at, created_at AS last_used_at, scopes, workspace_id,
       read_only
     FROM token WHERE email = $1 ORDER BY created_at DESC`,
    [caller(request).email],
  );
  return json(rows);
}

async function deleteToken(request: ApiRequest): Promise<Reply> {
  const prefix = param(request, 'prefix');
  const { rows } = await request.services.pool.query<{ token_hash: string }>(
    'DELETE FROM token WHERE email = $1 AND prefix = $2 RETURNING token_hash',
    [caller(request).email, prefix],
  );
  for (const { token_hash } of rows) request.services.forget({ tokenHash: token_hash });
  const shown = JSON.stringify(rows.map(() => `${prefix}*****`));
  return text(`deleted ${rows.length} tokens ${shown} with prefix ${prefix}`);
}

async function listMembers(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query(
    `SELECT workspace_id, email, username, is_admin, created_at, operator, disabled, NULL AS role,
       false AS is_service_account
     FROM member WHERE workspace_id = $1 ORDER BY created_at`,
    [workspaceOf(request)],
  );
  return json(rows);
}

export const USER_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: 'auth/login', access: 'none', handle: login },
  { method: 'GET', pattern: 'users/whoami', access: 'global', handle: globalWhoami },
  {
    method: 'GET',
    pattern: 'users/email',
    access: 'global',
    handle: (request) => text(caller(request).email),
  },
  { method: 'GET', pattern: 'w/:w/users/whoami', access: 'workspace', handle: workspaceWhoami },
  { method: 'GET', pattern: 'w/:w/users/list', access: 'workspace', handle: listMembers },
  { method: 'POST', pattern: 'users/tokens/create', access: 'global', handle: createToken },
  { method: 'GET', pattern: 'users/tokens/list', access: 'global', handle: listTokens },
  { method: 'DELETE', pattern: 'users/tokens/delete/:prefix', access: 'global', handle: deleteToken },
];
