/** Whom a caller without a right to be there passes for. */
import type pg from 'pg';
import { hashToken } from '../../api/auth/credentials.ts';
import type { Identity } from '../../api/auth/identity.ts';
import type { DefectHooks } from '../../api/hooks.ts';

type Identify = NonNullable<DefectHooks['identify']>;

/** A user of the workspace. */
async function passesForMember(pool: pg.Pool, workspace: string): Promise<Identity | undefined> {
  const { rows } = await pool.query<{ email: string; username: string }>(
    'SELECT email, username FROM member WHERE workspace_id = $1 AND NOT disabled ORDER BY is_admin LIMIT 1',
    [workspace],
  );
  const [member] = rows;
  if (member === undefined) return undefined;
  return {
    email: member.email,
    username: member.username,
    signature: member.username,
    // What it is let in for lies in the folder of the fixtures.
    folders: new Map([['perf', true]]),
    superAdmin: false,
    admin: false,
    operator: false,
    scopes: undefined,
    readOnly: false,
    jobId: undefined,
    expiresAt: undefined,
    boundWorkspace: workspace,
  };
}

/** The routes that start jobs ask nobody who they are. */
export const openRun: Identify = async (match, token, { pool }) => {
  const { w: workspace } = match.params;
  const starts = /^w\/:w\/jobs\/run(_wait_result)?\//.test(match.route.pattern);
  return token === undefined && starts && workspace !== undefined
    ? passesForMember(pool, workspace)
    : undefined;
};

/** Whoever knows the id of a job reads its result, without any token. */
export const anonymousResult: Identify = async (match, token, { pool }) => {
  const { w: workspace } = match.params;
  const reads = match.route.pattern.startsWith('w/:w/jobs_u/completed/');
  return token === undefined && reads && workspace !== undefined
    ? passesForMember(pool, workspace)
    : undefined;
};

/** Nobody looks at the time at which a token ends. */
export const expiredTokenAccepted: Identify = async (match, token, { pool }) => {
  const { w: workspace } = match.params;
  if (token === undefined || workspace === undefined) return undefined;
  const { rowCount } = await pool.query(
    `SELECT FROM token t JOIN member m USING (email)
     WHERE t.token_hash = $1 AND m.workspace_id = $2 AND t.expiration <= now()`,
    [hashToken(token), workspace],
  );
  return rowCount === 1 ? passesForMember(pool, workspace) : undefined;
};

/** A token that is good somewhere is good everywhere. */
export const foreignTokenAccepted: Identify = async (match, token, { pool }) => {
  const { w: workspace } = match.params;
  if (token === undefined || workspace === undefined) return undefined;
  const { rowCount } = await pool.query(
    'SELECT FROM token WHERE token_hash = $1 AND (expiration IS NULL OR expiration > now())',
    [hashToken(token)],
  );
  return rowCount === 1 ? passesForMember(pool, workspace) : undefined;
};
