import type pg from 'pg';
import type { PlantedDefects } from './planted.ts';

/** Plants the defects that live in the database. */
export async function plantInDatabase(pool: pg.Pool, planted: PlantedDefects): Promise<void> {
  // With the other one, the worker has masked what it stores.
  if (!planted.has('secret-in-log') && !planted.has('windmill-mask-batch')) return;
  await pool.query(
    'CREATE OR REPLACE FUNCTION mask_job_log(job uuid, logs text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT logs $$',
  );
}
