import type pg from 'pg';

export interface JobOutcome {
  readonly success: boolean;
  /** The result as JSON text, exactly as the job returned it. */
  readonly result: string;
}

interface Waiting {
  readonly jobId: string;
  readonly workspace: string;
  readonly since: number;
  due: number;
  readonly resolve: (outcome: JobOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Windmill polls for a result every 50 ms during the first 2 s and every 200 ms from then on. */
const FAST_POLL_MS = 50;
const SLOW_POLL_MS = 200;
const FAST_PHASE_MS = 2_000;
/** Polls that fall due within one tick are put to the database together. */
const TICK_MS = 5;

const LOOK_UP = {
  name: 'wait-for-results',
  text: `SELECT id, workspace_id, success, coalesce(result::text, 'null') AS result FROM completed
         WHERE id = ANY($1::uuid[])`,
};

/** Waits for results on behalf of all requests of the process, on Windmill's polling schedule. */
export class ResultWaiter {
  readonly #pool: pg.Pool;
  readonly #waiting = new Map<string, Waiting[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Resolves when the job has ended; rejects when the database cannot be asked. `signal` ends the waiting. */
  wait(workspace: string, jobId: string, signal: AbortSignal): Promise<JobOutcome> {
    return new Promise((resolve, reject) => {
      const since = performance.now();
      const waiting: Waiting = { jobId, workspace, since, due: since + FAST_POLL_MS, resolve, reject };
      this.#waiting.set(jobId, [...(this.#waiting.get(jobId) ?? []), waiting]);
      signal.addEventListener('abort', () => {
        this.#remove(waiting);
        reject(signal.reason);
      });
      this.#timer ??= setTimeout(() => this.#tick(), TICK_MS);
    });
  }

  #remove(waiting: Waiting): void {
    const left = (this.#waiting.get(waiting.jobId) ?? []).filter((other) => other !== waiting);
    if (left.length === 0) this.#waiting.delete(waiting.jobId);
    else this.#waiting.set(waiting.jobId, left);
  }

  #tick(): void {
    const now = performance.now();
    const due: Waiting[] = [];
    for (const list of this.#waiting.values()) {
      for (const waiting of list) {
        if (waiting.due > now) continue;
        waiting.due = now + (now - waiting.since < FAST_PHASE_MS ? FAST_POLL_MS : SLOW_POLL_MS);
        due.push(waiting);
      }
    }
    if (due.length > 0) void this.#ask(due);
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => this.#tick(), TICK_MS) : undefined;
  }

  async #ask(due: readonly Waiting[]): Promise<void> {
    try {
      const ids = [...new Set(due.map((waiting) => waiting.jobId))];
      const { rows } = await this.#pool.query<JobOutcome & { id: string; workspace_id: string }>({
        ...LOOK_UP,
        values: [ids],
      });
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const waiting of due) {
        const row = found.get(waiting.jobId);
        if (row === undefined || row.workspace_id !== waiting.workspace) continue;
        this.#remove(waiting);
        waiting.resolve(row);
      }
    } catch (error) {
      for (const waiting of due) {
        this.#remove(waiting);
        waiting.reject(error);
      }
    }
  }
}
