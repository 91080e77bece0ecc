import type pg from 'pg';

export interface Cancellation {
  readonly workspace: string;
  readonly jobId: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * The job is marked. One that is running is stopped by its worker at its next ping; one that waits is ended, without being
 * run, by the next worker that pulls it, also before its planned time. The steps of a flow go with it.
 */
const CANCEL = {
  name: 'cancel-job',
  text: `
    WITH RECURSIVE tree AS (
      SELECT $2::uuid AS id
      UNION ALL SELECT j.id FROM tree JOIN job j ON j.parent_job = tree.id WHERE j.flow_step_id IS NOT NULL
    ), marked AS (
      UPDATE queue q SET canceled_by = $3, canceled_reason = $4, scheduled_for = least(scheduled_for, now()),
        running = running AND worker IS NOT NULL
      FROM tree WHERE q.id = tree.id AND q.workspace_id = $1 RETURNING q.id
    )
    SELECT FROM marked WHERE id = $2`,
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
export function canceledResult(
  by: string,
  reason: string,
): { readonly error: { readonly name: string; readonly message: string } } {
  return { error: { name: 'Canceled', message: `Job canceled: ${reason} by ${by}` } };
}
