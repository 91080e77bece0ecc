import pg from 'pg';
import type { DatabaseConfig } from './config.ts';

/** One attempt to connect, also when packets vanish instead of being refused; whoever waits tries again. */
const CONNECT_TIMEOUT_MS = 2_000;

/**
 * The statements on the way of a job are prepared once: planning them anew each time would cost more than running
 * them. Tables that are empty at first must not be planned for as if they stayed so.
 */
const SESSION = '-c timezone=UTC -c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

const TIMESTAMPTZ = 1184;

/** Timestamps stay text with microseconds, in ISO form: a JavaScript date would cut them to milliseconds. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === TIMESTAMPTZ) return (value: string) => `${value.replace(' ', 'T').replace(/\+00$/, '')}Z`;
    return pg.types.getTypeParser(oid, format);
  },
};

export interface PoolOptions {
  readonly max: number;
  readonly applicationName: string;
  /** Longest wait for the answer to one statement, ms. */
  readonly answerMs: number;
}

export function createPool(db: DatabaseConfig, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    host: db.host,
    port: db.port,
    user: db.user,
    password: db.password,
    database: db.database,
    ssl: db.ssl ? { rejectUnauthorized: false } : false,
    max: options.max,
    min: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: options.answerMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    options: SESSION,
    types,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is dropped from the pool by itself; the next query opens another.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Opens all connections of a pool that reaches its database. One that fills as the load happens to need them goes on
 * growing for a minute, which no run of that length can tell from a leak.
 */
export async function fillPool(pool: pg.Pool): Promise<void> {
  const opening = Array.from({ length: pool.options.max }, () => pool.connect());
  for (const opened of await Promise.allSettled(opening)) {
    if (opened.status === 'fulfilled') opened.value.release();
  }
}

/** SQLSTATE of a failed statement, or undefined when the database was not reached at all. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

export const UNIQUE_VIOLATION = '23505';

/** Classes of SQLSTATE that pass: connection, resources, shutdown, rollback of a concurrent transaction. */
const PASSING = /^(08|25|40|53|55|57|58|XX)/;

/** Whether the database refuses the statement as such; an outage, or anything that may pass, is no refusal. */
export function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !PASSING.test(error.code ?? '');
}
