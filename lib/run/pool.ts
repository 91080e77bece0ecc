/** The pool of database connections of Windmill's server, as it tells of it. */
import type { CallOptions, WindmillClient } from '../windmill/client.ts';
import { isRecord, parseJson } from '../windmill/http.ts';

export interface PoolReading {
  /** Open connections. */
  readonly size: number;
  /** Open, and in use at the moment. */
  readonly inUse: number | null;
  /** As many as it may open. */
  readonly max: number | null;
}

/** Reads the pool out of the body of `/health/detailed`; null where it is not in it. Pure. */
export function poolOf(body: unknown): PoolReading | null {
  let pool: unknown = body;
  for (const field of ['checks', 'database', 'pool']) pool = isRecord(pool) ? pool[field] : null;
  if (!isRecord(pool) || typeof pool.size !== 'number') return null;
  const { size, idle, max_connections: max } = pool;
  return {
    size,
    inUse: typeof idle === 'number' ? Math.max(0, size - idle) : null,
    max: typeof max === 'number' && max > 0 ? max : null,
  };
}

/** Null where the token may not see it, or the version does not tell. */
export function readPool(client: WindmillClient, options: CallOptions): PoolReading | null {
  const reply = client.call({
    method: 'GET',
    path: '/health/detailed',
    route: '/health/detailed',
    ...options,
  });
  const parsed = reply.status === 200 || reply.status === 503 ? parseJson(reply) : { ok: false as const };
  return parsed.ok ? poolOf(parsed.value) : null;
}
