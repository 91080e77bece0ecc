/** Flows in the database: how far they are, how their steps have ended, and the jobs of the next ones. */
import type pg from 'pg';
import type { ClaimedJob } from '../claims.ts';
import type { Outcome } from './advance.ts';
import type { FlowStatus } from './status.ts';
import type { Child } from './steps.ts';
import type { FlowValue } from './value.ts';

export interface StoredFlow {
  readonly value: FlowValue;
  readonly status: FlowStatus | null;
}

/** The flow, and then those around it whose results it sees; the nearest first. */
const LOAD = {
  name: 'load-flow',
  text: `
    WITH RECURSIVE up AS (
      SELECT id, parent_job, kind, 0 AS depth FROM job WHERE id = $1
      UNION ALL
      SELECT j.id, j.parent_job, j.kind, up.depth + 1 FROM up JOIN job j ON j.id = up.parent_job WHERE up.kind = 'flownode'
    )
    SELECT f.value, f.status FROM up JOIN flow_job f USING (id) ORDER BY depth`,
};

export async function loadFlow(pool: pg.Pool, id: string): Promise<readonly StoredFlow[]> {
  const { rows } = await pool.query<StoredFlow>({ ...LOAD, values: [id] });
  return rows;
}

const OUTCOMES = {
  name: 'outcomes-of-steps',
  text: 'SELECT id, success, result FROM completed WHERE id = ANY($1::uuid[])',
};

export async function readOutcomes(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Outcome>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<Outcome & { id: string }>({ ...OUTCOMES, values: [ids] });
  return new Map(rows.map(({ id, success, result }) => [id, { success, result }]));
}

/**
 * The next steps are queued and the flow is left to wait for them, together or not at all, and only by the worker that
 * has it in hand. If another step has ended meanwhile, the flow stays with its worker, which looks again.
 */
const PUSH = {
  name: 'push-steps',
  text: `
    WITH turn AS (
      SELECT q.id, j.workspace_id, j.created_by, j.email, j.permissioned_as, coalesce(j.root_job, j.id) AS root_job, q.priority
      FROM queue q JOIN job j USING (id) WHERE q.id = $1 AND q.worker = $2 AND q.claim = $3
    ), kept AS (
      UPDATE flow_job f SET status = $4::jsonb FROM turn WHERE f.id = turn.id
    ), child AS (
      SELECT c.*, s.hash AS script_hash, coalesce(s.language, c.language) AS runs_in, coalesce(c.tag, s.tag, s.language,
               c.language, 'flow') AS goes_to, coalesce(c.value, w.value) AS flow_value
      FROM turn CROSS JOIN jsonb_to_recordset($5::jsonb) AS c(id uuid, step text, kind text, path text, args jsonb,
             language text, content text, tag text, value jsonb, "inMs" float8)
      LEFT JOIN script s ON c.kind = 'script' AND s.workspace_id = turn.workspace_id AND s.path = c.path AND NOT s.archived
      LEFT JOIN flow w ON c.kind = 'flow' AND w.workspace_id = turn.workspace_id AND w.path = c.path AND NOT w.archived
    ), pushed AS (
      INSERT INTO job (id, workspace_id, kind, script_path, script_hash, args, created_by, email, permissioned_as,
                       parent_job, root_job, flow_step_id, language, content, tag, created_at)
      SELECT c.id, t.workspace_id, c.kind, c.path, c.script_hash, c.args, t.created_by, t.email, t.permissioned_as,
             t.id, t.root_job, c.step, c.runs_in, c.content, c.goes_to, clock_timestamp()
      FROM child c CROSS JOIN turn t
    ), inner_flow AS (
      INSERT INTO flow_job (id, value) SELECT id, flow_value FROM child WHERE flow_value IS NOT NULL
    ), queued AS (
      INSERT INTO queue (id, workspace_id, tag, priority, scheduled_for)
      SELECT c.id, t.workspace_id, c.goes_to, t.priority, clock_timestamp() + make_interval(secs => c."inMs" / 1000)
      FROM child c CROSS JOIN turn t
    )
    UPDATE queue q SET worker = NULL, ping = NULL FROM turn WHERE q.id = turn.id AND q.wakes = $6`,
};

export async function pushSteps(
  pool: pg.Pool,
  worker: string,
  flow: ClaimedJob,
  status: FlowStatus,
  children: readonly Child[],
): Promise<void> {
  await pool.query({
    ...PUSH,
    values: [flow.id, worker, flow.claim, JSON.stringify(status), JSON.stringify(children), flow.wakes],
  });
}

const LEAVE = {
  name: 'leave-flow',
  text: `UPDATE queue SET worker = NULL, ping = NULL WHERE id = $1 AND worker = $2 AND claim = $3 AND wakes = $4`,
};

/** The flow waits on for the steps that are under way. */
export async function leaveFlow(pool: pg.Pool, worker: string, flow: ClaimedJob): Promise<void> {
  await pool.query({ ...LEAVE, values: [flow.id, worker, flow.claim, flow.wakes] });
}
