/** Ways in which a secret, or what is inside, comes to light where nobody looks at first. */
import type { DefectHooks } from '../../api/hooks.ts';
import { ApiError, type Reply, text } from '../../api/reply.ts';
import type { Match } from '../../api/router.ts';
import type { Services } from '../../api/services.ts';
import { decrypt } from '../../api/vault.ts';

/** The newest secret of the workspace that is asked about, in clear. */
async function newestSecret(match: Match, services: Services): Promise<string | null> {
  const { rows } = await services.pool.query<{ value: string; key: Buffer }>(
    `SELECT v.value, w.key FROM variable v JOIN workspace w ON w.id = v.workspace_id
     WHERE v.workspace_id = $1 AND v.is_secret ORDER BY v.edited_at DESC LIMIT 1`,
    [match.params.w ?? ''],
  );
  const [row] = rows;
  return row === undefined ? null : decrypt(row.key, row.value);
}

/** Alters the answers of one route with a secret at hand. */
function withSecret(pattern: string, alter: (reply: Reply, secret: string) => Reply): DefectHooks {
  return {
    after: async (match, { services }, reply) => {
      if (match.route.pattern !== pattern) return reply;
      const secret = await newestSecret(match, services);
      return secret === null ? reply : alter(reply, secret);
    },
  };
}

export const secretInHeader = withSecret('w/:w/variables/list', (reply, secret) => ({
  ...reply,
  headers: { 'x-debug-last-value': secret },
}));

/** The credentials that a job used are listed with it, as it sent them. */
export const secretInBase64 = withSecret('w/:w/jobs/list', (reply, secret) => {
  const rows = JSON.parse(reply.body) as Record<string, unknown>[];
  const authorization = `Basic ${Buffer.from(`app:${secret}`).toString('base64')}`;
  return { ...reply, body: JSON.stringify(rows.map((row) => ({ ...row, authorization }))) };
});

export const tokenInError: DefectHooks = {
  identify: async (_match, token) => {
    if (token === undefined) return undefined;
    throw new ApiError(401, `Not authorized: the token ${token} is not valid here`);
  },
};

const LONGEST_BODY = 15_000;

export const longValue500: DefectHooks = {
  before: (match, { body }) =>
    match.route.pattern === 'w/:w/variables/create' && body.length > LONGEST_BODY
      ? text('Internal: something went wrong', 500)
      : undefined,
};

interface NewVariable {
  readonly path?: unknown;
  readonly value?: unknown;
}

/** Folders are only looked at when they are listed, not when something is written into them. */
export const folderWriteUnchecked: DefectHooks = {
  before: async (match, { body }, { pool }) => {
    if (match.route.pattern !== 'w/:w/variables/create') return undefined;
    let asked: NewVariable;
    try {
      asked = JSON.parse(body.toString()) as NewVariable;
    } catch {
      return undefined;
    }
    const { path, value } = asked;
    if (typeof path !== 'string' || !path.startsWith('f/') || path.startsWith('f/perf/')) return undefined;
    await pool.query(
      `INSERT INTO variable (workspace_id, path, value, is_secret, description, edited_by)
       VALUES ($1, $2, $3, false, '', 'nobody') ON CONFLICT DO NOTHING`,
      [match.params.w ?? '', path, String(value)],
    );
    return text(`variable ${path} created`, 201);
  },
};
