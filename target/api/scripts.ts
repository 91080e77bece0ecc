import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { sqlState, UNIQUE_VIOLATION } from '../db/pool.ts';
import { badRequest } from './reply.ts';

export interface ScriptDraft {
  readonly path: string;
  readonly parent_hash?: string | null | undefined;
  readonly auto_parent?: boolean | null | undefined;
  readonly summary: string;
  readonly description?: string | null | undefined;
  readonly content: string;
  readonly language: string;
  readonly kind?: string | null | undefined;
  readonly tag?: string | null | undefined;
  readonly lock?: string | null | undefined;
  readonly schema?: unknown;
  readonly timeout?: number | null | undefined;
}

interface Head {
  hash: string;
  parent_hashes: string[];
  content: string;
  summary: string;
}

/**
 * Deploys a script and returns its hash of 16 hex digits. The path's current version must be named as the parent,
 * unless `auto_parent` asks for it to be found; it is archived by the new one.
 */
export async function deployScript(
  pool: pg.Pool,
  where: { workspace: string; by: string; skipIfNoop: boolean },
  draft: ScriptDraft,
): Promise<string> {
  const { rows } = await pool.query<Head>(
    'SELECT hash, parent_hashes, content, summary FROM script WHERE workspace_id = $1 AND path = $2 AND NOT archived',
    [where.workspace, draft.path],
  );
  const head = rows[0];
  if (
    head !== undefined &&
    where.skipIfNoop &&
    head.content === draft.content &&
    head.summary === draft.summary
  ) {
    return head.hash;
  }
  const parent = parentOf(head, draft);
  const hash = createHash('sha256')
    .update(`${randomUUID()}\0${draft.path}\0${draft.content}`)
    .digest('hex')
    .slice(0, 16);
  const values = [
    where.workspace,
    hash,
    draft.path,
    parent === undefined ? [] : [parent.hash, ...parent.parent_hashes],
    draft.summary,
    draft.description ?? '',
    draft.content,
    draft.language,
    draft.kind ?? 'script',
    draft.tag ?? null,
    draft.lock ?? '',
    draft.schema === undefined || draft.schema === null ? null : JSON.stringify(draft.schema),
    draft.timeout ?? null,
    where.by,
  ];
  await insert(pool, values, parent, draft.path);
  return hash;
}

function parentOf(head: Head | undefined, draft: ScriptDraft): Head | undefined {
  if (head === undefined) {
    if (draft.parent_hash)
      throw badRequest(`Parent hash ${draft.parent_hash} is not the head of ${draft.path}`);
    return undefined;
  }
  if (draft.parent_hash === head.hash || (draft.auto_parent === true && !draft.parent_hash)) return head;
  if (!draft.parent_hash) throw conflict(draft.path, head.hash);
  throw badRequest(`The lineage must be linear: ${draft.parent_hash} already has the child ${head.hash}`);
}

const conflict = (path: string, hash: string) =>
  badRequest(`Path conflict for ${path} with non-archived hash ${hash}`);

async function insert(
  pool: pg.Pool,
  values: unknown[],
  parent: Head | undefined,
  path: string,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    if (parent !== undefined) {
      await client.query('UPDATE script SET archived = true WHERE workspace_id = $1 AND hash = $2', [
        values[0],
        parent.hash,
      ]);
    }
    await client.query(
      `INSERT INTO script (workspace_id, hash, path, parent_hashes, summary, description, content, language, kind, tag,
                           lock, schema, timeout_seconds, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      values,
    );
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // A broken connection must not go back to the pool, and one inside a failed transaction is not worth saving.
    client.release(true);
    if (sqlState(error) === UNIQUE_VIOLATION) throw conflict(path, 'of a concurrent deployment');
    throw error;
  }
}
