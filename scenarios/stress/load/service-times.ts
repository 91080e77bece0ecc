/** How long jobs occupied their workers, from the list of completed jobs. Pure. */
import { isRecord } from '../../../lib/windmill/http.ts';

/**
 * Reads the service time of each job that has completed since the last look: from its start to its end by the clock of
 * the target. Only differences of that clock are used.
 */
export class ServiceTimes {
  readonly #script: string;
  #newestEnd: number | null = null;

  constructor(script: string) {
    this.#script = script;
  }

  /**
   * @param rows of `jobs/completed/list`, in any order.
   * @returns milliseconds, one a job; none at the first look, which shows where the others begin.
   */
  read(rows: readonly unknown[]): number[] {
    const before = this.#newestEnd;
    const times: number[] = [];
    for (const row of rows) {
      const job = completedJob(row);
      if (job === null || job.script !== this.#script) continue;
      this.#newestEnd = Math.max(this.#newestEnd ?? job.endsAt, job.endsAt);
      if (before !== null && job.endsAt > before) times.push(job.durationMs);
    }
    this.#newestEnd ??= Number.NEGATIVE_INFINITY;
    return times;
  }
}

/** Null for what never ran: a job that was cancelled while it waited occupied nobody. */
function completedJob(row: unknown): { script: string; endsAt: number; durationMs: number } | null {
  if (!isRecord(row)) return null;
  const { started_at, duration_ms, script_path } = row;
  if (typeof started_at !== 'string' || typeof duration_ms !== 'number' || duration_ms < 0) return null;
  const endsAt = Date.parse(started_at) + duration_ms;
  if (typeof script_path !== 'string' || !Number.isFinite(endsAt)) return null;
  return { script: script_path, endsAt, durationMs: duration_ms };
}
