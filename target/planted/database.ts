import type pg from 'pg';
import type { PlantedDefects } from './planted.ts';

/** Jobs of a minute, more than any number of workers that a test has. */
const BACKLOG = `
  WITH waiting AS (
    INSERT INTO job (id, workspace_id, kind, script_path, script_hash, args, created_by, email, permissioned_as, tag)
    SELECT gen_random_uuid(), workspace_id, 'script', path, hash, '{"nonce": "backlog", "ms": 60000}', created_by,
           created_by || '@planted.invalid', 'u/' || created_by, 'bun'
    FROM script, generate_series(1, 40) WHERE path = 'f/perf/sleep' AND NOT archived
    RETURNING id, workspace_id, tag
  )
  INSERT INTO queue (id, workspace_id, tag) SELECT id, workspace_id, tag FROM waiting`;

/** Plants the defects that live in the database. */
export async function plantInDatabase(pool: pg.Pool, planted: PlantedDefects): Promise<void> {
  if (planted.has('backlog-at-start')) await pool.query(BACKLOG);
  // With the other one, the worker has masked what it stores.
  if (!planted.has('secret-in-log') && !planted.has('windmill-mask-batch')) return;
  await pool.query(
    'CREATE OR REPLACE FUNCTION mask_job_log(job uuid, logs text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT logs $$',
  );
}
