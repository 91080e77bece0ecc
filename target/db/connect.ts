import type pg from 'pg';
import type { PlantedDefects } from '../planted/planted.ts';
import { plantAttempt } from '../planted/pool.ts';
import { attemptOn, TRUSTED_MS } from './attempt.ts';
import type { DatabaseConfig } from './config.ts';
import { createPool } from './pool.ts';
import { useQuery, waitForConnection } from './pool-wait.ts';
import { Reach } from './reach.ts';

export interface Connection {
  readonly pool: pg.Pool;
  readonly reach: Reach;
}

/** The pool of an API or worker process, which waits for its database as Windmill's does. */
export function connectProcess(
  config: { readonly db: DatabaseConfig; readonly name: string; readonly poolWaitMs: number },
  max: number,
  planted: PlantedDefects,
): Connection {
  const { db, name, poolWaitMs: waitMs } = config;
  const pool = createPool(db, { max, applicationName: `windmill-${name}`, answerMs: waitMs });
  const reach = new Reach();
  // What a careful pool never sends into a dead connection has no answer that could be lost.
  const trustedMs = planted.has('retry-without-id') ? Number.POSITIVE_INFINITY : TRUSTED_MS;
  // As a transaction that goes on to wait.
  const holdMs = planted.has('small-pool') ? planted.param('pool-ms') : 0;
  const attempt = plantAttempt(attemptOn(pool, { trustedMs, holdMs }), planted);
  // As many more stand at the pool itself: one that is given back is taken at once, and shows as in use.
  const atOnce = 2 * max;
  return { pool: useQuery(pool, waitForConnection(attempt, { waitMs, atOnce, reach })), reach };
}
