import { setTimeout as pause } from 'node:timers/promises';
import { WINDMILL_VERSION } from '../version.ts';
import { json, type Reply } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { Services } from './services.ts';

const CACHE_MS = 5_000;
const ALIVE_SECONDS = 60;

interface Counts {
  readonly workers: number;
  readonly pending: number;
  readonly running: number;
}

interface Vitals {
  readonly checkedAt: string;
  readonly databaseHealthy: boolean;
  readonly latencyMs: number;
  readonly workersAlive: number;
  readonly pending: number;
  readonly running: number;
}

const CHECK = {
  name: 'health-check',
  text: `SELECT (SELECT count(*)::int FROM worker_ping WHERE ping_at > now() - interval '${ALIVE_SECONDS} seconds') AS workers,
           count(*) FILTER (WHERE NOT running)::int AS pending, count(*) FILTER (WHERE running)::int AS running
         FROM queue`,
};

async function check({ pool, healthTimeoutMs }: Services): Promise<Vitals> {
  const started = performance.now();
  const checkedAt = new Date().toISOString();
  try {
    const row = (await within(healthTimeoutMs, pool.query<Counts>(CHECK))).rows[0] ?? {
      workers: 0,
      pending: 0,
      running: 0,
    };
    return {
      checkedAt,
      databaseHealthy: true,
      latencyMs: Math.round(performance.now() - started),
      workersAlive: row.workers,
      pending: row.pending,
      running: row.running,
    };
  } catch {
    const latencyMs = Math.round(performance.now() - started);
    return { checkedAt, databaseHealthy: false, latencyMs, workersAlive: 0, pending: 0, running: 0 };
  }
}

/** Rejects when the answer takes longer; whoever asks for the system's health does not wait for the pool. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const tooLate = pause(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    timer.abort();
    tooLate.catch(() => undefined);
  }
}

function statusOf(vitals: Vitals): 'healthy' | 'degraded' | 'unhealthy' {
  if (!vitals.databaseHealthy) return 'unhealthy';
  return vitals.workersAlive > 0 ? 'healthy' : 'degraded';
}

let cached: { at: number; vitals: Promise<Vitals> } | undefined;

/** Open to anyone, so one answer serves everybody for five seconds. */
export async function healthStatus(request: ApiRequest): Promise<Reply> {
  const now = Date.now();
  if (cached === undefined || now - cached.at > CACHE_MS) {
    cached = { at: now, vitals: check(request.services) };
  }
  const vitals = await cached.vitals;
  const body = {
    status: statusOf(vitals),
    checked_at: vitals.checkedAt,
    database_healthy: vitals.databaseHealthy,
    workers_alive: vitals.workersAlive,
  };
  return json(body, vitals.databaseHealthy ? 200 : 503);
}

export async function detailedHealth(request: ApiRequest): Promise<Reply> {
  const { pool } = request.services;
  const vitals = await check(request.services);
  const body = {
    status: statusOf(vitals),
    checked_at: vitals.checkedAt,
    version: WINDMILL_VERSION,
    checks: {
      database: {
        healthy: vitals.databaseHealthy,
        latency_ms: vitals.latencyMs,
        pool: { size: pool.totalCount, idle: pool.idleCount, max_connections: pool.options.max },
      },
      workers: {
        healthy: vitals.workersAlive > 0,
        active_count: vitals.workersAlive,
        worker_groups: vitals.workersAlive > 0 ? ['default'] : [],
        min_version: WINDMILL_VERSION.replace('CE v', ''),
        versions: vitals.workersAlive > 0 ? [WINDMILL_VERSION.replace('CE v', '')] : [],
      },
      queue: { pending_jobs: vitals.pending, running_jobs: vitals.running },
      readiness: { healthy: vitals.databaseHealthy },
    },
  };
  return json(body, vitals.databaseHealthy ? 200 : 503);
}
