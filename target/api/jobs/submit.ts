import { randomUUID } from 'node:crypto';
import { sqlState, UNIQUE_VIOLATION } from '../../db/pool.ts';
import { isReadable } from '../paths.ts';
import { ApiError, badQuery, badRequest, notFound, refusedByDatabase } from '../reply.ts';
import { type ApiRequest, caller, integerQuery, workspaceOf } from '../request.ts';
import { uuidProblem } from '../serde.ts';
import { WORKER_TAGS } from '../worker-tags.ts';
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

/** What the flow consists of now is what the job runs. */
const FLOW_OF_JOB = `, flow AS (
    INSERT INTO flow_job (id, value) SELECT $3, r.value FROM runnable r
  )`;

/**
 * One statement: the runnable is looked up in the caller's workspace, and the job and its place in the queue are
 * committed together, before anything is answered. No row comes back when the runnable does not exist.
 */
const insertFrom = (source: string, isFlow = false) => `
  WITH runnable AS (${source}),
  submitted AS (
    INSERT INTO job (id, workspace_id, kind, script_path, script_hash, args, created_by, email, permissioned_as,
                     parent_job, tag, language)
    SELECT $3, $1, r.kind, r.path, r.hash, $4::jsonb, $5, $6, 'u/' || $11, $7, coalesce($8, r.tag), r.language FROM runnable r
    RETURNING id, workspace_id, tag, created_at
  )${isFlow ? FLOW_OF_JOB : ''}
  INSERT INTO queue (id, workspace_id, tag, priority, created_at, scheduled_for)
  SELECT id, workspace_id, tag, $9, created_at, coalesce($10::timestamptz, created_at) FROM submitted
  RETURNING id`;

const STATEMENTS = {
  path: {
    name: 'submit-script-by-path',
    text: insertFrom(`SELECT 'script' AS kind, path, hash, coalesce(tag, language) AS tag, language FROM script
                      WHERE workspace_id = $1 AND path = $2 AND NOT archived`),
  },
  hash: {
    name: 'submit-script-by-hash',
    text: insertFrom(`SELECT 'script' AS kind, path, hash, coalesce(tag, language) AS tag, language FROM script
                      WHERE workspace_id = $1 AND hash = $2`),
  },
  flow: {
    name: 'submit-flow',
    text: insertFrom(
      `SELECT 'flow' AS kind, path, NULL::text AS hash, 'flow' AS tag, NULL::text AS language, value FROM flow
       WHERE workspace_id = $1 AND path = $2 AND NOT archived`,
      true,
    ),
  },
} as const;

const SOURCES = { script: 'lib.rs:1571', flow: 'lib.rs:1778' } as const;

function missing(runnable: Runnable, name: string): ApiError {
  if (!('hash' in runnable)) return notFound(runnable.kind, name, SOURCES[runnable.kind]);
  return new ApiError(
    400,
    `Bad request: no script has the hash ${name}`,
    'SqlErr: no rows returned by a query that expected to return at least one row @trigger_helpers.rs:369:31',
  );
}

const PATH_OF_HASH = {
  name: 'path-of-hash',
  text: 'SELECT path FROM script WHERE workspace_id = $1 AND hash = $2',
};

async function pathOf(request: ApiRequest, hash: string): Promise<string | undefined> {
  const { rows } = await request.services.pool.query<{ path: string }>({
    ...PATH_OF_HASH,
    values: [workspaceOf(request), hash],
  });
  return rows[0]?.path;
}

const UNTRANSLATABLE_CHARACTER = '22P05';
const NUL_IN_ARGUMENTS = [
  'the arguments hold a character that cannot be stored',
  'unsupported Unicode escape sequence',
  'jobs.rs:6376:5',
] as const;

/** The hash of a script in hexadecimal digits. */
function demandHash(hash: string): void {
  const at = hash.search(/[^0-9a-f]/i);
  const wrong =
    hash.length % 2 === 1
      ? 'Odd number of digits'
      : at !== -1
        ? `Invalid character '${hash[at]}' at position ${at}`
        : hash.length !== 16 && 'Invalid string length';
  if (wrong) throw new ApiError(400, `Invalid URL: ${wrong}`);
}

/** What workers listen for, and what an administrator has added. */
const KNOWN_TAGS = new Set([...WORKER_TAGS, 'chromium']);

function requestedTag(request: ApiRequest): string | null {
  const tag = request.query.get('tag');
  if (tag === null || tag === '') return null;
  if (KNOWN_TAGS.has(tag) || caller(request).superAdmin) return tag;
  throw badRequest(
    'Only super admins are allowed to use tags that are not included in the allowed CUSTOM_TAGS: ' +
      'CustomTags { global: ["chromium"], specific: {} }',
  );
}

function statementFor(runnable: Runnable) {
  if (runnable.kind === 'flow') return STATEMENTS.flow;
  return 'hash' in runnable ? STATEMENTS.hash : STATEMENTS.path;
}

/** Accepts a job and returns its id once it is committed. */
export async function submitJob(request: ApiRequest, runnable: Runnable): Promise<string> {
  const identity = caller(request);
  const args = argumentsOf(request);
  const name = 'hash' in runnable ? runnable.hash : runnable.path;
  if ('hash' in runnable) demandHash(name);
  const parent = request.query.get('parent_job');
  if (parent !== null && !isUuid(parent)) throw badRequest(`invalid parent_job: ${parent}`);
  const { submission } = request.services;
  const tag = requestedTag(request);
  const path = 'hash' in runnable ? await pathOf(request, runnable.hash) : runnable.path;
  if (path === undefined || !isReadable(request, path)) throw missing(runnable, name);
  const dueAt = submission.dueAt() ?? scheduledFor(request);
  const store = async (id: string) => {
    try {
      const { rowCount } = await request.services.pool.query({
        ...statementFor(runnable),
        values: [
          workspaceOf(request),
          name,
          id,
          JSON.stringify(args),
          identity.signature,
          identity.email,
          parent,
          tag,
          integerQuery(request, 'priority', { signed: true }) ?? 0,
          dueAt,
          identity.username,
        ],
      });
      if (rowCount === 0) throw missing(runnable, name);
      return id;
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw badRequest(`Job with id ${id} already exists`);
      if (sqlState(error) === UNTRANSLATABLE_CHARACTER) throw refusedByDatabase(...NUL_IN_ARGUMENTS);
      throw error;
    }
  };
  // Committed first, and answered then.
  const id = await submission.store(requestedId(request), request.services, store);
  request.services.onJobAccepted();
  return id;
}

function requestedId(request: ApiRequest): string {
  const id = request.query.get('job_id');
  if (id === null) return randomUUID();
  if (!isUuid(id)) throw badQuery('job_id', uuidProblem(id));
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
