import type pg from 'pg';

export interface JobOutcome {
  readonly success: boolean;
  /** The result as JSON text, exactly as the job returned it. */
  readonly result: string;
}

/** How a wait ended without a result. */
export type Unanswered = 'timeout' | 'hung up';

export interface WaitLimits {
  readonly timeoutMs: number;
  /** Whether the client that the result is for has gone. */
  readonly hungUp: () => boolean;
}

interface Waiting {
  readonly jobId: string;
  readonly workspace: string;
  readonly since: number;
  readonly limits: WaitLimits;
  due: number;
  /** The database has been asked and has not answered yet. */
  asking: boolean;
  readonly resolve: (outcome: JobOutcome | Unanswered) => void;
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
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Resolves when the job has ended or a limit is reached; rejects when the database cannot be asked. */
  wait(workspace: string, jobId: string, limits: WaitLimits): Promise<JobOutcome | Unanswered> {
    return new Promise((resolve, reject) => {
      const since = performance.now();
      const due = since + FAST_POLL_MS;
      this.#waiting.add({ jobId, workspace, since, due, limits, asking: false, resolve, reject });
      this.#timer ??= setTimeout(() => this.#tick(), TICK_MS);
    });
  }

  #tick(): void {
    const now = performance.now();
    const due: Waiting[] = [];
    for (const waiting of this.#waiting) {
      // While the database is asked, only a client that leaves ends the wait: the time is looked at between two polls.
      if (this.#isOver(waiting, now) || waiting.asking || waiting.due > now) continue;
      waiting.asking = true;
      due.push(waiting);
    }
    if (due.length > 0) void this.#ask(due);
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => this.#tick(), TICK_MS) : undefined;
  }

  #isOver(waiting: Waiting, now: number): boolean {
    const { timeoutMs, hungUp } = waiting.limits;
    const end = hungUp()
      ? 'hung up'
      : !waiting.asking && now - waiting.since >= timeoutMs
        ? 'timeout'
        : undefined;
    if (end === undefined) return false;
    this.#waiting.delete(waiting);
    waiting.resolve(end);
    return true;
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
        waiting.asking = false;
        if (row === undefined || row.workspace_id !== waiting.workspace) {
          const now = performance.now();
          waiting.due = now + (now - waiting.since < FAST_PHASE_MS ? FAST_POLL_MS : SLOW_POLL_MS);
          continue;
        }
        this.#waiting.delete(waiting);
        waiting.resolve(row);
      }
    } catch (error) {
      for (const waiting of due) {
        this.#waiting.delete(waiting);
        waiting.reject(error);
      }
    }
  }
}
