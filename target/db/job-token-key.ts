import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connect.ts';

const RETRY_MS = 50;

/**
 * The key that signs job tokens, shared through the database, so that every process accepts the others' tokens. A process
 * that is started while the database is away, or is not set up yet, waits for it, as a restarted container does. It
 * looks at even intervals: the pauses of a statement that waits grow with the wait, and would keep a process from its
 * key for seconds after others are at work.
 */
export async function readJobTokenKey({ pool, reach }: Connection): Promise<string> {
  for (;;) {
    try {
      const client = await pool.connect();
      try {
        const { rows } = await client.query<{ value: string }>(
          "SELECT value FROM setting WHERE name = 'job_token_key'",
        );
        reach.found();
        if (rows[0] !== undefined) return rows[0].value;
      } finally {
        client.release();
      }
    } catch {
      // The database is away, or has no such table yet.
    }
    await pause(RETRY_MS);
  }
}
