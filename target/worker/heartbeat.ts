import os from 'node:os';
import type pg from 'pg';
import { hostMemoryBytes } from './host-memory.ts';
import type { Occupancy } from './occupancy.ts';

/** After a beat that the database did not take, as while it is still starting. */
const RETRY_MS = 100;
/** Windmill's unit for CPU: a hundred thousandths of a core. */
const VCPU_UNITS = 100_000;

const PING = {
  name: 'ping-worker',
  text: `
    INSERT INTO worker_ping (worker, worker_instance, started_at, jobs_executed, last_job_id, last_job_workspace_id,
      memory, vcpus, memory_usage, wm_memory_usage, occupancy_rate, occupancy_rate_15s, occupancy_rate_5m,
      occupancy_rate_30m)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (worker) DO UPDATE SET ping_at = now(), jobs_executed = excluded.jobs_executed,
      last_job_id = excluded.last_job_id, last_job_workspace_id = excluded.last_job_workspace_id,
      memory_usage = excluded.memory_usage, wm_memory_usage = excluded.wm_memory_usage,
      occupancy_rate = excluded.occupancy_rate, occupancy_rate_15s = excluded.occupancy_rate_15s,
      occupancy_rate_5m = excluded.occupancy_rate_5m, occupancy_rate_30m = excluded.occupancy_rate_30m`,
};

export interface WorkerVitals {
  readonly worker: string;
  readonly startedAt: Date;
  readonly occupancy: Occupancy;
  jobsExecuted: number;
  lastJob: { readonly id: string; readonly workspace: string } | undefined;
}

/**
 * Shows the worker in `workers/list`, with figures that are as old as its last ping: `memory_usage` is that of the host or
 * container, the same for every worker on it, and `wm_memory_usage` that of the worker's own process.
 */
export function startHeartbeat(pool: pg.Pool, vitals: WorkerVitals, everyMs: number): void {
  const beat = async () => {
    const now = performance.now();
    const { occupancy } = vitals;
    await pool
      .query({
        ...PING,
        values: [
          vitals.worker,
          os.hostname(),
          vitals.startedAt,
          vitals.jobsExecuted,
          vitals.lastJob?.id ?? null,
          vitals.lastJob?.workspace ?? null,
          os.totalmem(),
          os.cpus().length * VCPU_UNITS,
          hostMemoryBytes(),
          process.memoryUsage.rss(),
          occupancy.lifetimeRate(now),
          occupancy.rate(now, 15),
          occupancy.rate(now, 300),
          occupancy.rate(now, 1_800),
        ],
      })
      .then(
        () => setTimeout(beat, everyMs),
        () => setTimeout(beat, RETRY_MS),
      );
  };
  void beat();
}
