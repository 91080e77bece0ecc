import type pg from 'pg';
import type { Reach } from '../db/reach.ts';
import type { Log } from '../log-file.ts';

/** After an outage every living worker gets this long, beyond the timeout, to be heard from again. */
const RECONNECT_GRACE_MS = 3_000;
/** Windmill's limit: a job whose worker dies once more has failed. */
const MOST_RESTARTS = 3;

/**
 * Jobs whose worker fell silent go back to the queue under the same id; one that has been there too often ends, and so
 * does a cancelled one.
 */
const RESTART = {
  name: 'restart-zombies',
  text: `
    WITH silent AS (
      SELECT id, canceled_by, canceled_by IS NULL AND (claim <= ${MOST_RESTARTS} OR id IN (SELECT id FROM flow_job)) AS again FROM queue
      WHERE running AND ping < now() - make_interval(secs => $1::float8 / 1000) FOR UPDATE SKIP LOCKED
    ), ended AS (
      DELETE FROM queue q USING silent s WHERE q.id = s.id AND NOT s.again
      RETURNING q.id, q.workspace_id, q.started_at, q.ping, q.worker, q.canceled_by, q.canceled_reason
    ), stored AS (
      INSERT INTO completed (id, workspace_id, success, result, started_at, duration_ms, worker, canceled_by, canceled_reason)
      SELECT id, workspace_id, false, jsonb_build_object('error', CASE WHEN canceled_by IS NOT NULL
               THEN jsonb_build_object('name', 'Canceled', 'message',
                 'Job canceled: ' || coalesce(canceled_reason, '') || ' by ' || canceled_by)
               ELSE jsonb_build_object('name', 'ExecutionErr', 'message',
                 'Job timed out after no ping from job since ' || ping || ' (ZOMBIE_JOB_TIMEOUT: ' || $1::float8 / 1000
                 || ', reason: RestartLimit (${MOST_RESTARTS})), worker ' || worker) END),
             started_at, extract(epoch FROM now() - started_at)::bigint * 1000, worker, canceled_by, canceled_reason
      FROM ended
    ), woken AS (
      UPDATE queue p SET wakes = p.wakes + 1, running = p.worker IS NOT NULL
      FROM ended JOIN job j USING (id) WHERE p.id = j.parent_job AND p.running AND j.flow_step_id IS NOT NULL
    ), restarted AS (
      UPDATE queue q SET running = false, worker = NULL, started_at = NULL, ping = NULL
      FROM silent s WHERE q.id = s.id AND s.again
    )
    SELECT id, again FROM silent`,
};

export interface ZombieTimes {
  /** Silence after which a worker is dead. */
  readonly timeoutMs: number;
  readonly checkMs: number;
}

/**
 * Watches for jobs whose worker died. Silence proves a death only while this process has itself been able to reach the
 * database: after an outage the count starts anew, so that a job whose worker is alive is not run a second time.
 */
export function watchZombies(
  { pool, reach }: { readonly pool: pg.Pool; readonly reach: Reach },
  { timeoutMs, checkMs }: ZombieTimes,
  log: Log,
): () => void {
  let stopped = false;
  const check = async () => {
    try {
      await pool.query('SELECT 1');
      const now = performance.now();
      if (now - (reach.foundAt ?? now) > timeoutMs + RECONNECT_GRACE_MS) {
        const { rows } = await pool.query<{ id: string; again: boolean }>({
          ...RESTART,
          values: [timeoutMs],
        });
        for (const row of rows) {
          log(row.again ? 'job-restarted' : 'job-given-up', { job: row.id, reason: 'worker silent' });
        }
      }
    } catch {
      // The database is away; the next look comes.
    }
    if (!stopped) setTimeout(check, checkMs).unref();
  };
  void check();
  return () => {
    stopped = true;
  };
}
