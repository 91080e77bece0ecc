import type pg from 'pg';

export interface Cancellation {
  readonly workspace: string;
  readonly jobId: string;
  readonly by: string;
  readonly reason: string;
}

/** What happened to the job: it ended at once, its worker has been asked to stop it, or it is not in the queue. */
export type CancelOutcome = 'ended' | 'asked' | 'absent';

/**
 * A job that no worker has taken ends here; one that is running is marked, and its worker stops it at its next ping.
 * Both arms lock the queue row first, so that a pull in between cannot run a job that was cancelled.
 */
const CANCEL = {
  name: 'cancel-job',
  text: `
    WITH target AS (
      SELECT id, running FROM queue WHERE id = $2 AND workspace_id = $1 FOR UPDATE
    ), asked AS (
      UPDATE queue q SET canceled_by = $3, canceled_reason = $4 FROM target t WHERE q.id = t.id AND t.running
    ), removed AS (
      DELETE FROM queue q USING target t WHERE q.id = t.id AND NOT t.running RETURNING q.id
    ), ended AS (
      INSERT INTO completed (id, workspace_id, success, result, started_at, duration_ms, canceled_by, canceled_reason)
      SELECT id, $1, false, $5::json, now(), 0, $3, $4 FROM removed
    )
    SELECT running FROM target`,
};

export async function cancelJob(pool: pg.Pool, what: Cancellation): Promise<CancelOutcome> {
  const { rows } = await pool.query<{ running: boolean }>({
    ...CANCEL,
    values: [
      what.workspace,
      what.jobId,
      what.by,
      what.reason,
      JSON.stringify(canceledResult(what.by, what.reason)),
    ],
  });
  const row = rows[0];
  if (row === undefined) return 'absent';
  return row.running ? 'asked' : 'ended';
}

/** Result of a cancelled job. */
export function canceledResult(by: string, reason: string): unknown {
  return { error: { name: 'Canceled', message: `Job canceled: ${reason} by ${by}` } };
}
