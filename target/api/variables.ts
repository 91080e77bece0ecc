import { isReadable } from './paths.ts';
import { ApiError } from './reply.ts';
import { type ApiRequest, workspaceOf } from './request.ts';
import { decrypt } from './vault.ts';

export interface VariableRow {
  path: string;
  value: string;
  is_secret: boolean;
  description: string;
  edited_by: string;
  edited_at: string;
  key: Buffer;
}

const missingVariable = (path: string) => new ApiError(404, `Not found: Variable ${path} not found`);

const GET = {
  name: 'get-variable',
  text: `SELECT v.path, v.value, v.is_secret, v.description, v.edited_by, v.edited_at, w.key
         FROM variable v JOIN workspace w ON w.id = v.workspace_id WHERE v.workspace_id = $1 AND v.path = $2`,
};

/** The variable of the request's workspace; `missing`, a 404, when it does not exist or is not for the caller. */
export async function findVariable(
  request: ApiRequest,
  path: string,
  missing: (path: string) => ApiError = missingVariable,
): Promise<VariableRow> {
  const { rows } = await request.services.pool.query<VariableRow>({
    ...GET,
    values: [workspaceOf(request), path],
  });
  const row = rows[0];
  if (row === undefined || !isReadable(request, path)) throw missing(path);
  return row;
}

/** Shorter secrets are not masked: they would blank out ordinary text. */
const MASKED_FROM_LENGTH = 8;

/** Value in clear. A secret that a job reads is noted before it is handed over, so that no log line can be earlier. */
export async function reveal(request: ApiRequest, row: VariableRow): Promise<string> {
  if (!row.is_secret) return row.value;
  const value = decrypt(row.key, row.value);
  const jobId = request.identity?.jobId;
  if (jobId !== undefined && value.length >= MASKED_FROM_LENGTH) {
    await request.services.pool.query({
      name: 'note-secret-read',
      text: 'INSERT INTO job_secret (job_id, value) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      values: [jobId, value],
    });
  }
  return value;
}
