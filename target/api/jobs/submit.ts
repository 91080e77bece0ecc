import { randomUUID } from 'node:crypto';
import { sqlState, UNIQUE_VIOLATION } from '../../db/pool.ts';
import { storeJob } from '../../planted/submission.ts';
import { badRequest, notFound } from '../reply.ts';
import { type ApiRequest, caller, integerQuery, workspaceOf } from '../request.ts';
import { argumentsOf } from './arguments.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** How the job to run is named in the request. */
export type Runnable =
  | { readonly kind: 'script'; readonly path: string }
  | { readonly kind: 'script'; readonly hash: string }
  | { readonly kind: 'flow'; readonly path: string };

/**
 * One statement: the runnable is looked up in the caller's workspace, and the job and its place in the queue are
 * committed together, before anything is answered. No row comes back when the runnable does not exist.
 */
const insertFrom = (source: string) => `
  WITH runnable AS (${source}),
  submitted AS (
    INSERT INTO job (id, workspace_id, kind, script_path, script_hash, args, created_by, email, permissioned_as,
                     parent_job, tag)
    SELECT $3, $1, r.kind, r.path, r.hash, $4::jsonb, $5, $6, 'u/' || $5, $7, coalesce($8, r.tag) FROM runnable r
    RETURNING id, workspace_id, tag, created_at
  )
  INSERT INTO queue (id, workspace_id, tag, priority, created_at, scheduled_for)
  SELECT id, workspace_id, tag, $9, created_at, coalesce($10::timestamptz, created_at) FROM submitted
  RETURNING id`;

const STATEMENTS = {
  path: {
    name: 'submit-script-by-path',
    text: insertFrom(`SELECT 'script' AS kind, path, hash, coalesce(tag, 'bun') AS tag FROM script
                      WHERE workspace_id = $1 AND path = $2 AND NOT archived`),
  },
  hash: {
    name: 'submit-script-by-hash',
    text: insertFrom(`SELECT 'script' AS kind, path, hash, coalesce(tag, 'bun') AS tag FROM script
                      WHERE workspace_id = $1 AND hash = $2`),
  },
  flow: {
    name: 'submit-flow',
    text: insertFrom(`SELECT 'flow' AS kind, path, NULL::text AS hash, 'flow' AS tag FROM flow
                      WHERE workspace_id = $1 AND path = $2 AND NOT archived`),
  },
} as const;

const SOURCES = { script: 'lib.rs:1571', flow: 'lib.rs:1778' } as const;

function statementFor(runnable: Runnable) {
  if (runnable.kind === 'flow') return STATEMENTS.flow;
  return 'hash' in runnable ? STATEMENTS.hash : STATEMENTS.path;
}

/** Accepts a job and returns its id once it is committed. */
export async function submitJob(request: ApiRequest, runnable: Runnable): Promise<string> {
  const identity = caller(request);
  const args = argumentsOf(request);
  const name = 'hash' in runnable ? runnable.hash : runnable.path;
  const parent = request.query.get('parent_job');
  if (parent !== null && !isUuid(parent)) throw badRequest(`invalid parent_job: ${parent}`);
  const { planted, reach } = request.services;
  const store = async (id: string) => {
    try {
      const { rowCount } = await request.services.pool.query({
        ...statementFor(runnable),
        values: [
          workspaceOf(request),
          name,
          id,
          JSON.stringify(args),
          identity.username,
          identity.email,
          parent,
          request.query.get('tag'),
          integerQuery(request, 'priority') ?? 0,
          scheduledFor(request),
        ],
      });
      if (rowCount === 0) throw notFound(runnable.kind, name, SOURCES[runnable.kind]);
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw badRequest(`Job with id ${id} already exists`);
      throw error;
    }
  };
  const id = await storeJob(planted, reach, requestedId(request), store);
  request.services.onJobAccepted();
  return id;
}

function requestedId(request: ApiRequest): string {
  const id = request.query.get('job_id');
  if (id === null) return randomUUID();
  if (!isUuid(id)) throw badRequest(`Failed to deserialize query string: job_id: UUID parsing failed: ${id}`);
  return id.toLowerCase();
}

function scheduledFor(request: ApiRequest): string | null {
  const seconds = integerQuery(request, 'scheduled_in_secs');
  if (seconds !== undefined) return new Date(Date.now() + seconds * 1_000).toISOString();
  const at = request.query.get('scheduled_for');
  if (at === null) return null;
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw badRequest(`invalid scheduled_for: ${at}`);
  return new Date(time).toISOString();
}
