import type pg from 'pg';
import type { ConnectionHooks } from '../planted/places.ts';
import { type Attempt, attemptOn, type Habits, TRUSTED_MS } from './attempt.ts';
import type { DatabaseConfig } from './config.ts';
import { createPool } from './pool.ts';
import { useQuery, waitForConnection } from './pool-wait.ts';
import { Reach } from './reach.ts';

const HEALTHY_HABITS: Habits = { trustedMs: TRUSTED_MS, holdMs: 0 };

export interface Connection {
  readonly pool: pg.Pool;
  readonly reach: Reach;
}

/** The pool of an API or worker process, which waits for its database as Windmill's does. */
export function connectProcess(
  config: { readonly db: DatabaseConfig; readonly name: string; readonly poolWaitMs: number },
  max: number,
  defects: readonly ConnectionHooks[],
): Connection {
  const { db, name, poolWaitMs: waitMs } = config;
  const pool = createPool(db, { max, applicationName: `windmill-${name}`, answerMs: waitMs });
  const reach = new Reach();
  const habits: Habits = Object.assign({}, HEALTHY_HABITS, ...defects.map((hooks) => hooks.habits));
  const attempt = defects.reduce<Attempt>(
    (plain, hooks) => hooks.attempt?.(plain) ?? plain,
    attemptOn(pool, habits),
  );
  // As many more stand at the pool itself: one that is given back is taken at once, and shows as in use.
  const atOnce = 2 * max;
  return { pool: useQuery(pool, waitForConnection(attempt, { waitMs, atOnce, reach })), reach };
}
