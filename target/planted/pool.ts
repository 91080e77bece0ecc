import type pg from 'pg';
import { isRefusal } from '../db/pool.ts';
import type { PlantedDefects } from './planted.ts';

type Query = (...args: unknown[]) => Promise<pg.QueryResult>;
type IsOutage = (error: unknown) => boolean;

const PROBE_EVERY_MS = 25;
/** How long a retry of the storm keeps a connection busy, and how quick it would have to be to count as answered. */
const RETRY_WORK_SECONDS = 0.2;
const RETRY_PATIENCE_MS = 100;
const MOST_RETRIES = 400;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The pool as it is, or as one that does not survive an outage well. */
export function plantPool(pool: pg.Pool, planted: PlantedDefects): pg.Pool {
  const query = pool.query.bind(pool) as unknown as Query;
  // The processes start before their database does: what fails until then is no outage.
  const state = { wasReached: false };
  const reaching: Query = async (...args) => {
    const result = await query(...args);
    state.wasReached = true;
    return result;
  };
  const isOutage = (error: unknown) => state.wasReached && !isRefusal(error);
  if (planted.has('no-reconnect')) {
    replaceQuery(
      pool,
      closedAfterOutage(reaching, isOutage, () => undefined),
    );
  } else if (planted.has('slow-reconnect')) {
    const delayMs = planted.param('reconnect-after-s') * 1_000;
    replaceQuery(
      pool,
      closedAfterOutage(reaching, isOutage, (open) => void reopen(query, delayMs, open)),
    );
  } else if (planted.has('metastable')) {
    replaceQuery(pool, withRetryStorm(reaching, isOutage));
  } else if (planted.has('small-pool')) {
    replaceQuery(pool, holdingOn(pool, planted.param('pool-ms')));
  }
  return pool;
}

function replaceQuery(pool: pg.Pool, query: Query): void {
  Object.assign(pool, { query });
}

/** Each statement keeps its connection for a while after it is done, as a transaction does that goes on to wait. */
function holdingOn(pool: pg.Pool, ms: number): Query {
  return async (...args) => {
    const client = await pool.connect();
    try {
      const result = await (client.query as unknown as Query).apply(client, args);
      await pause(ms);
      return result;
    } finally {
      client.release();
    }
  };
}

/** Once the database was not reached, nothing is sent any more until `onOutage` is told to open again. */
function closedAfterOutage(query: Query, isOutage: IsOutage, onOutage: (open: () => void) => void): Query {
  let closed = false;
  return async (...args) => {
    if (closed) throw new Error('Connection terminated');
    try {
      return await query(...args);
    } catch (error) {
      if (!closed && isOutage(error)) {
        closed = true;
        onOutage(() => {
          closed = false;
        });
      }
      throw error;
    }
  };
}

/** Opens a known time after the database is back. */
async function reopen(query: Query, delayMs: number, open: () => void): Promise<void> {
  for (;;) {
    try {
      await query('SELECT 1');
      break;
    } catch {
      await pause(PROBE_EVERY_MS);
    }
  }
  await pause(delayMs);
  open();
}

/**
 * Every statement that failed is retried until it is answered quickly, and the retries are what keeps it from being so:
 * the storm outlives its cause.
 */
function withRetryStorm(query: Query, isOutage: IsOutage): Query {
  let retries = 0;
  const retry = async () => {
    retries += 1;
    for (;;) {
      const started = performance.now();
      try {
        await query('SELECT pg_sleep($1)', [RETRY_WORK_SECONDS]);
        if (performance.now() - started < RETRY_PATIENCE_MS) break;
      } catch {
        await pause(RETRY_PATIENCE_MS);
      }
    }
    retries -= 1;
  };
  return async (...args) => {
    try {
      return await query(...args);
    } catch (error) {
      if (isOutage(error) && retries < MOST_RETRIES) void retry();
      throw error;
    }
  };
}
