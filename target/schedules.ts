/** Schedules as Windmill has them: the next run of each is a job that waits for its time. */
import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import type pg from 'pg';

/** The next time of a cron expression with seconds, after now; null: there is none. Throws where it is no expression. */
export function nextTime(expression: string, timezone: string): Date | null {
  return new Cron(expression, { timezone }).nextRun();
}

/** Only what is switched on, is deployed, and has no other run waiting or under way. */
const PUSH_NEXT = {
  name: 'push-scheduled-job',
  text: `
    WITH due AS (
      SELECT s.*, r.hash, coalesce(s.tag, r.tag) AS goes_to, r.language, r.value
      FROM schedule s JOIN LATERAL (
        SELECT hash, coalesce(tag, language) AS tag, language, NULL::jsonb AS value FROM script
        WHERE NOT s.is_flow AND workspace_id = s.workspace_id AND path = s.script_path AND NOT archived
        UNION ALL
        SELECT NULL, 'flow', NULL, value FROM flow
        WHERE s.is_flow AND workspace_id = s.workspace_id AND path = s.script_path AND NOT archived
      ) r ON true
      WHERE s.workspace_id = $1 AND s.path = $2 AND s.enabled AND NOT EXISTS (
        SELECT FROM job j JOIN queue q USING (id)
        WHERE j.workspace_id = $1 AND j.schedule_path = $2 AND j.flow_step_id IS NULL AND j.id <> $5::uuid)
    ), made AS (
      INSERT INTO job (id, workspace_id, kind, script_path, script_hash, args, created_by, email, permissioned_as,
                       schedule_path, language, tag)
      SELECT $3, workspace_id, CASE WHEN is_flow THEN 'flow' ELSE 'script' END, script_path, hash,
             coalesce(args, '{}'), 'schedule-' || replace(path, '/', '-'), email, 'u/' || edited_by, path, language, goes_to
      FROM due
    ), flow_made AS (
      INSERT INTO flow_job (id, value) SELECT $3, value FROM due WHERE value IS NOT NULL
    )
    INSERT INTO queue (id, workspace_id, tag, scheduled_for) SELECT $3, workspace_id, goes_to, $4 FROM due`,
};

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Queues the next run of a schedule, beside `current`, the one that is just ending. */
export async function pushNext(
  pool: pg.Pool,
  workspace: string,
  path: string,
  current: string = NOBODY,
): Promise<void> {
  const { rows } = await pool.query<{ schedule: string; timezone: string }>(
    'SELECT schedule, timezone FROM schedule WHERE workspace_id = $1 AND path = $2 AND enabled',
    [workspace, path],
  );
  const [row] = rows;
  const at = row === undefined ? null : nextTime(row.schedule, row.timezone);
  if (at === null) return;
  await pool.query({ ...PUSH_NEXT, values: [workspace, path, randomUUID(), at.toISOString(), current] });
}

/** Takes the run that waits for its time out of the queue; one that is under way goes on. */
export async function clearNext(pool: pg.Pool, workspace: string, path: string): Promise<void> {
  await pool.query(
    `WITH gone AS (
       DELETE FROM queue q USING job j
       WHERE j.id = q.id AND j.workspace_id = $1 AND j.schedule_path = $2 AND NOT q.running RETURNING q.id
     )
     DELETE FROM job USING gone WHERE job.id = gone.id`,
    [workspace, path],
  );
}
