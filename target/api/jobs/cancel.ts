import type pg from 'pg';

export interface Cancellation {
  readonly workspace: string;
  readonly jobId: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * The job is marked. One that is running is stopped by its worker at its next ping; one that waits is ended, without being
 * run, by the next worker that pulls it, also before its planned time.
 */
const CANCEL = {
  name: 'cancel-job',
  text: `
    UPDATE queue SET canceled_by = $3, canceled_reason = $4, scheduled_for = least(scheduled_for, now())
    WHERE id = $2 AND workspace_id = $1`,
};

/** False when the job is not in the queue of that workspace. */
export async function cancelJob(pool: pg.Pool, what: Cancellation): Promise<boolean> {
  const { rowCount } = await pool.query({
    ...CANCEL,
    values: [what.workspace, what.jobId, what.by, what.reason],
  });
  return rowCount === 1;
}

/** Result of a cancelled job. */
export function canceledResult(by: string, reason: string): unknown {
  return { error: { name: 'Canceled', message: `Job canceled: ${reason} by ${by}` } };
}
