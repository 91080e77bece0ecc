import type pg from 'pg';
import type { Log } from '../log-file.ts';

const CHECK_EVERY_MS = 500;
/** After an outage every living worker gets this long, beyond the timeout, to be heard from again. */
const RECONNECT_GRACE_MS = 3_000;

/** Jobs whose worker fell silent go back to the queue under the same id; a cancelled one ends instead. */
const RESTART = {
  name: 'restart-zombies',
  text: `
    WITH silent AS (
      SELECT id, canceled_by FROM queue
      WHERE running AND ping < now() - make_interval(secs => $1::float8 / 1000) FOR UPDATE SKIP LOCKED
    ), ended AS (
      DELETE FROM queue q USING silent s WHERE q.id = s.id AND s.canceled_by IS NOT NULL
      RETURNING q.id, q.workspace_id, q.started_at, q.worker, q.canceled_by, q.canceled_reason
    ), stored AS (
      INSERT INTO completed (id, workspace_id, success, result, started_at, duration_ms, worker, canceled_by, canceled_reason)
      SELECT id, workspace_id, false, json_build_object('error', json_build_object('name', 'Canceled', 'message',
               'Job canceled: ' || coalesce(canceled_reason, '') || ' by ' || canceled_by)),
             started_at, extract(epoch FROM now() - started_at)::bigint * 1000, worker, canceled_by, canceled_reason
      FROM ended
    )
    UPDATE queue q SET running = false, worker = NULL, started_at = NULL, ping = NULL
    FROM silent s WHERE q.id = s.id AND s.canceled_by IS NULL
    RETURNING q.id`,
};

/**
 * Watches for jobs whose worker died. Silence proves a death only while this process has itself been able to reach the
 * database: after an outage the count starts anew, so that a job whose worker is alive is not run a second time.
 */
export function watchZombies(pool: pg.Pool, timeoutMs: number, log: Log): () => void {
  let reachableSince: number | undefined;
  let stopped = false;
  const check = async () => {
    try {
      const now = performance.now();
      if (reachableSince !== undefined && now - reachableSince > timeoutMs + RECONNECT_GRACE_MS) {
        const { rows } = await pool.query<{ id: string }>({ ...RESTART, values: [timeoutMs] });
        for (const row of rows) log('job-restarted', { job: row.id, reason: 'worker silent' });
      } else {
        await pool.query('SELECT 1');
        reachableSince ??= now;
      }
    } catch {
      reachableSince = undefined;
    }
    if (!stopped) setTimeout(check, CHECK_EVERY_MS).unref();
  };
  void check();
  return () => {
    stopped = true;
  };
}
