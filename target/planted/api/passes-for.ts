import type pg from 'pg';
import type { Identity } from '../../api/auth/identity.ts';

/** A user of the workspace, whom a caller without a right to be there passes for. */
export async function passesForMember(pool: pg.Pool, workspace: string): Promise<Identity | undefined> {
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
