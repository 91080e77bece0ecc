import { z } from 'zod';
import { sqlState, UNIQUE_VIOLATION } from '../../db/pool.ts';
import { demandWriteAccess, isReadable, isWritable, type Storage } from '../paths.ts';
import { badRequest, json, notFound, type Reply, refusedByDatabase, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';
import { findVariable, reveal, type VariableRow } from '../variables.ts';
import { encrypt, isSealed } from '../vault.ts';

const CREATE = z.object({
  path: z.string(),
  value: z.string(),
  is_secret: z.boolean(),
  description: z.string(),
});
const UPDATE = CREATE.partial();

const present = (request: ApiRequest, row: Omit<VariableRow, 'key' | 'value'>, value: string | null) => ({
  workspace_id: workspaceOf(request),
  path: row.path,
  value,
  is_secret: row.is_secret,
  description: row.description,
  extra_perms: {},
  account: null,
  is_oauth: false,
  is_expired: null,
  is_refreshed: null,
  refresh_error: null,
  is_linked: false,
  expires_at: null,
  ws_specific: false,
  is_draft: false,
  edited_by: row.edited_by,
  edited_at: row.edited_at,
});

async function get(request: ApiRequest): Promise<Reply> {
  const row = await findVariable(request, param(request, 'path'));
  const { query } = request;
  if (!row.is_secret) return json(present(request, row, row.value));
  if (query.get('decrypt_secret') !== 'false') return json(present(request, row, await reveal(request, row)));
  return json(present(request, row, query.get('include_encrypted') === 'true' ? row.value : null));
}

async function getValue(request: ApiRequest): Promise<Reply> {
  return json(await reveal(request, await findVariable(request, param(request, 'path'))));
}

async function exists(request: ApiRequest): Promise<Reply> {
  const { rowCount } = await request.services.pool.query(
    'SELECT FROM variable WHERE workspace_id = $1 AND path = $2',
    [workspaceOf(request), param(request, 'path')],
  );
  return json(rowCount === 1);
}

async function list(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query<Omit<VariableRow, 'key'>>(
    `SELECT path, value, is_secret, description, edited_by, edited_at FROM variable
     WHERE workspace_id = $1 AND starts_with(path, $2) ORDER BY path`,
    [workspaceOf(request), request.query.get('path_start') ?? ''],
  );
  const visible = rows.filter((row) => isReadable(request, row.path));
  return json(visible.map((row) => present(request, row, row.is_secret ? null : row.value)));
}

async function seal(request: ApiRequest, path: string, value: string): Promise<string> {
  const { rows } = await request.services.pool.query<{ key: Buffer }>(
    'SELECT key FROM workspace WHERE id = $1',
    [workspaceOf(request)],
  );
  const key = rows[0]?.key;
  if (key === undefined) throw badRequest(`workspace ${workspaceOf(request)} has no key`);
  if (request.query.get('already_encrypted') !== 'true') return encrypt(key, value);
  if (isSealed(key, value)) return value;
  throw badRequest(
    `Variable ${path} was sent as already-encrypted (already_encrypted=true) but its value is not valid ` +
      'workspace-encrypted ciphertext. To push a plaintext secret, send it without already_encrypted ' +
      '(CLI: use --plain-secrets) so it gets encrypted.',
  );
}

const STORAGE: Storage = { table: 'variable', source: 'variables.rs:628:5' };
const MAX_CHARACTERS = 15_000;

function demandFits(stored: string): void {
  if (stored.length <= MAX_CHARACTERS) return;
  throw refusedByDatabase(
    `the value is longer than ${MAX_CHARACTERS} characters`,
    `value too long for type character varying(${MAX_CHARACTERS})`,
    STORAGE.source,
  );
}

async function create(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, CREATE);
  demandWriteAccess(request, body.path, STORAGE);
  const value = body.is_secret ? await seal(request, body.path, body.value) : body.value;
  demandFits(value);
  try {
    await request.services.pool.query(
      `INSERT INTO variable (workspace_id, path, value, is_secret, description, edited_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [workspaceOf(request), body.path, value, body.is_secret, body.description, caller(request).username],
    );
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw badRequest(`Variable ${body.path} already exists`);
    throw error;
  }
  return text(`variable ${body.path} created`, 201);
}

async function update(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, UPDATE);
  const path = param(request, 'path');
  const to = body.path ?? path;
  const row = await findVariable(request, path, () => notFound('Variable', path, 'variables.rs:1275'));
  demandWriteAccess(request, path, STORAGE);
  demandWriteAccess(request, to, STORAGE);
  const secret = body.is_secret ?? row.is_secret;
  const plain = body.value ?? (await reveal(request, row));
  const value = secret ? await seal(request, to, plain) : plain;
  demandFits(value);
  await request.services.pool.query(
    `UPDATE variable SET path = $3, value = $4, is_secret = $5, description = $6, edited_by = $7, edited_at = now()
     WHERE workspace_id = $1 AND path = $2`,
    [
      workspaceOf(request),
      path,
      to,
      value,
      secret,
      body.description ?? row.description,
      caller(request).username,
    ],
  );
  return text(`variable ${to} updated (npath: ${JSON.stringify(to)})`);
}

/** What is not there, or not the caller's to delete, is as good as deleted. */
async function remove(request: ApiRequest): Promise<Reply> {
  const path = param(request, 'path');
  if (isWritable(request, path)) {
    await request.services.pool.query('DELETE FROM variable WHERE workspace_id = $1 AND path = $2', [
      workspaceOf(request),
      path,
    ]);
  }
  return text(`variable ${path} deleted`);
}

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
  method,
  pattern: `w/:w/variables/${pattern}`,
  access: 'workspace',
  handle,
});

export const VARIABLE_ROUTES: readonly Route[] = [
  route('POST', 'create', create),
  route('POST', 'update/*path', update),
  route('DELETE', 'delete/*path', remove),
  route('GET', 'get/*path', get),
  route('GET', 'get_value/*path', getValue),
  route('GET', 'exists/*path', exists),
  route('GET', 'list', list),
];
