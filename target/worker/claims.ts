import type pg from 'pg';

/** A job that this worker has taken. `claim` counts how often it was taken by anyone: it tells this run from others. */
export interface ClaimedJob {
  readonly id: string;
  readonly workspace_id: string;
  readonly kind: 'script' | 'flow' | 'flowscript' | 'flownode' | 'identity';
  readonly script_path: string;
  readonly script_hash: string | null;
  readonly args: Record<string, unknown>;
  readonly created_by: string;
  /** `u/` and the name of the user whose rights it has. */
  readonly permissioned_as: string;
  readonly tag: string;
  readonly email: string;
  readonly claim: number;
  /** Of a step of a flow: that flow, the outermost one, and which step it is. */
  readonly parent_job: string | null;
  readonly root_job: string | null;
  readonly flow_step_id: string | null;
  readonly schedule_path: string | null;
  readonly language: string | null;
  /** Of a step that is written into its flow. */
  readonly content: string | null;
  /** Of a flow: how many of its steps had ended when it was taken. */
  readonly wakes: number;
  /** Who cancelled it before it was taken, and why. */
  readonly canceled_by: string | null;
  readonly canceled_reason: string | null;
}

/** How a pull chooses among the waiting jobs. */
export type PullOrder = 'fair' | 'fifo' | 'second-class';

/** The oldest job of the workspace with the fewest running jobs; among equals the workspaces take turns. */
const FAIR_NEXT = `
  SELECT head.id FROM turn CROSS JOIN LATERAL (
    SELECT q.id FROM queue q
    WHERE NOT q.running AND q.workspace_id = turn.workspace_id AND q.scheduled_for <= now()
    ORDER BY q.priority DESC, q.scheduled_for LIMIT 1 FOR UPDATE SKIP LOCKED
  ) head WHERE NOT EXISTS (SELECT FROM mine) LIMIT 1`;

/** The oldest job of all, whoever owns it. */
const FIFO_NEXT = `
  SELECT q.id FROM queue q WHERE NOT q.running AND q.scheduled_for <= now() AND NOT EXISTS (SELECT FROM mine)
  ORDER BY q.priority DESC, q.scheduled_for LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** Who comes before all turns: a workspace whose name ends in an odd number. The others wait until none of those waits. */
const SECOND_CLASS_FIRST = "w.id ~ '[13579]$' DESC, ";

const NEXT: Readonly<Record<PullOrder, string>> = {
  fair: FAIR_NEXT,
  fifo: FIFO_NEXT,
  'second-class': FAIR_NEXT,
};

/**
 * Takes one job in one statement, or none. A job that is already in this worker's name comes first: the answer to an
 * earlier pull was lost on its way, and nobody has run that job.
 */
const pullStatement = (order: PullOrder) => ({
  name: `pull-${order}`,
  text: `
    WITH mine AS (
      SELECT id FROM queue WHERE running AND worker = $1 LIMIT 1
    ), load AS (
      SELECT workspace_id, count(*) AS running FROM queue WHERE running AND worker IS NOT NULL GROUP BY workspace_id
    ), turn AS MATERIALIZED (
      SELECT w.id AS workspace_id FROM workspace w LEFT JOIN load l ON l.workspace_id = w.id
      ORDER BY ${order === 'second-class' ? SECOND_CLASS_FIRST : ''}coalesce(l.running, 0), w.id > $2::text DESC, w.id
    ), next AS (${NEXT[order]})
    UPDATE queue q SET running = true, worker = $1, started_at = coalesce(q.started_at, now()), ping = now(), claim = q.claim + 1
    FROM job j
    WHERE q.id = coalesce((SELECT id FROM mine), (SELECT id FROM next)) AND j.id = q.id
    RETURNING q.id, q.workspace_id, j.kind, j.script_path, j.script_hash, j.args, j.created_by, j.permissioned_as,
      j.email, j.tag, j.parent_job, j.root_job, j.flow_step_id, j.schedule_path, j.language, j.content, q.claim, q.wakes,
      q.canceled_by, q.canceled_reason`,
});

const PULL: Readonly<Record<PullOrder, ReturnType<typeof pullStatement>>> = {
  fair: pullStatement('fair'),
  fifo: pullStatement('fifo'),
  'second-class': pullStatement('second-class'),
};

/** `lastWorkspace` is the one served before, which is now last in turn. */
export async function pull(
  pool: pg.Pool,
  worker: string,
  order: PullOrder,
  lastWorkspace: string,
): Promise<ClaimedJob | undefined> {
  const { rows } = await pool.query<ClaimedJob>({ ...PULL[order], values: [worker, lastWorkspace] });
  return rows[0];
}

export interface PingAnswer {
  readonly canceled_by: string | null;
  readonly canceled_reason: string | null;
}

const PING = {
  name: 'ping-job',
  text: `UPDATE queue SET ping = now(), mem_peak = greatest(mem_peak, $4) WHERE id = $1 AND worker = $2 AND claim = $3
         RETURNING canceled_by, canceled_reason`,
};

/** Keeps the claim alive and learns of a cancellation. Undefined: the job is no longer this worker's. */
export async function ping(
  pool: pg.Pool,
  worker: string,
  job: ClaimedJob,
  memoryKb: number,
): Promise<PingAnswer | undefined> {
  const { rows } = await pool.query<PingAnswer>({ ...PING, values: [job.id, worker, job.claim, memoryKb] });
  return rows[0];
}

/** The whole log of this run so far: sending it again after a lost answer changes nothing. */
const UPSERT_LOG = `
  INSERT INTO job_log (job_id, claim, workspace_id, logs)
  SELECT $1, $3, $4, mask_job_log($1, $5) WHERE $5 <> ''
  ON CONFLICT (job_id, claim) DO UPDATE SET logs = excluded.logs
  WHERE length(excluded.logs) >= length(job_log.logs)`;

const SAVE_LOG = {
  name: 'save-log',
  text: UPSERT_LOG.replaceAll('$3', '$2').replaceAll('$4', '$3').replaceAll('$5', '$4'),
};

export async function saveLog(pool: pg.Pool, job: ClaimedJob, logs: string): Promise<void> {
  await pool.query({ ...SAVE_LOG, values: [job.id, job.claim, job.workspace_id, logs] });
}

export interface Ending {
  readonly success: boolean;
  /** JSON text. */
  readonly result: string;
  readonly logs: string;
  /** Kilobytes. */
  readonly memPeak: number;
  readonly canceledBy: string | null;
  readonly canceledReason: string | null;
  /** Of a flow, as JSON text. */
  readonly flowStatus?: string;
}

/**
 * A step that ends gives its flow to the worker that ran it, unless another one has it in hand: that one then looks again.
 */
const WAKE_FLOW = `, woken AS (
      UPDATE queue p SET wakes = p.wakes + 1,
        worker = CASE WHEN p.running AND p.worker IS NULL THEN $2 ELSE p.worker END,
        ping = CASE WHEN p.running AND p.worker IS NULL THEN now() ELSE p.ping END
      FROM done JOIN job j ON j.id = done.id WHERE p.id = j.parent_job
    )`;
const KEEP_STATUS = `, flow AS (
      UPDATE flow_job f SET status = $11::jsonb FROM done WHERE f.id = done.id
    )`;

/**
 * The job leaves the queue and its result appears, together or not at all. Only the claim that is current counts: of
 * two runs of a job exactly one is stored, and storing the same one twice does nothing.
 */
const completeStatement = (isStep: boolean, isFlow: boolean) => ({
  name: `complete-job${isStep ? '-of-flow' : ''}${isFlow ? '-with-status' : ''}`,
  text: `
    WITH done AS (
      DELETE FROM queue WHERE id = $1 AND worker = $2 AND claim = $3 RETURNING id, started_at
    ), stored AS (
      INSERT INTO completed (id, workspace_id, success, result, started_at, duration_ms, worker, mem_peak,
                             canceled_by, canceled_reason)
      SELECT id, $4, $6, $7::jsonb, started_at,
             round(extract(epoch FROM clock_timestamp() - started_at) * 1000)::bigint, $2, $8, $9, $10
      FROM done ON CONFLICT (id) DO NOTHING
    ), logged AS (${UPSERT_LOG}), forgotten AS (
      DELETE FROM job_secret WHERE job_id = $1
    )${isStep ? WAKE_FLOW : ''}${isFlow ? KEEP_STATUS : ''}
    SELECT count(*)::int AS stored FROM done`,
});

const COMPLETE = {
  alone: completeStatement(false, false),
  flow: completeStatement(false, true),
  step: completeStatement(true, false),
  innerFlow: completeStatement(true, true),
} as const;

function completion(job: ClaimedJob, { flowStatus }: Ending): (typeof COMPLETE)[keyof typeof COMPLETE] {
  if (job.flow_step_id === null) return flowStatus === undefined ? COMPLETE.alone : COMPLETE.flow;
  return flowStatus === undefined ? COMPLETE.step : COMPLETE.innerFlow;
}

/** True when this call stored the result; false when it was stored before or the job now belongs to another run. */
export async function complete(
  pool: pg.Pool,
  worker: string,
  job: ClaimedJob,
  ending: Ending,
): Promise<boolean> {
  const { rows } = await pool.query<{ stored: number }>({
    ...completion(job, ending),
    values: [
      job.id,
      worker,
      job.claim,
      job.workspace_id,
      ending.logs,
      ending.success,
      ending.result,
      ending.memPeak,
      ending.canceledBy,
      ending.canceledReason,
      ...(ending.flowStatus === undefined ? [] : [ending.flowStatus]),
    ],
  });
  return rows[0]?.stored === 1;
}
