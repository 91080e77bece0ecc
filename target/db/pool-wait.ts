import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type Attempt, NoConnection } from './attempt.ts';
import type { Reach } from './reach.ts';

/** What a caller is told when it has waited for a connection as long as the pool lets it. */
export class PoolTimedOut extends Error {
  constructor(cause: unknown) {
    super('pool timed out while waiting for an open connection', { cause });
  }
}

/** Pauses between two attempts double from here on, up to this part of the whole wait, as in Windmill's pool. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE = 1 / 5;

export interface PoolWait {
  /** How long a statement waits for a connection, ms; 30 s on Windmill. */
  readonly waitMs: number;
  /** Statements that may be at the pool or the database at once; the others wait for their turn. */
  readonly atOnce: number;
  readonly reach: Reach;
}

export type Query = (...args: unknown[]) => Promise<pg.QueryResult>;

/**
 * A query that waits for its connection as one of Windmill's does: while the database refuses, or does not answer, it
 * tries again and again, and gives up with PoolTimedOut when the wait is over. What was sent is not sent again.
 */
export function waitForConnection(attempt: Attempt, { waitMs, atOnce, reach }: PoolWait): Query {
  const turns = new Turns(atOnce);
  const tryOn = async (args: unknown[], caller: Caller): Promise<pg.QueryResult> => {
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, waitMs * LONGEST_PAUSE)) {
      try {
        const result = await attempt(args, caller.send);
        reach.found();
        return result;
      } catch (error) {
        if (isReadTimeout(error)) throw new PoolTimedOut(error);
        if (!(error instanceof NoConnection)) throw error;
        if (caller.hasGone()) throw new PoolTimedOut(error);
        if (!isBusy(error)) reach.lost();
        await pause(wait);
      }
    }
  };
  return async (...args) => {
    const caller = new Caller(waitMs);
    const answered = turns.take(caller).then(async () => {
      try {
        return await tryOn(args, caller);
      } finally {
        turns.give();
      }
    });
    try {
      return await Promise.race([answered, caller.givesUp]);
    } finally {
      caller.leave();
      // Who has left is told nothing more.
      answered.catch(() => undefined);
    }
  };
}

/** Puts the waiting query in the place of the pool's own. */
export function useQuery(pool: pg.Pool, query: Query): pg.Pool {
  return Object.assign(pool, { query });
}

/** All connections of the pool are in use: that says nothing about the database. `pg` has no code for it. */
function isBusy(error: NoConnection): boolean {
  return error.message === 'timeout exceeded when trying to connect';
}

/** `pg` gives up on a statement that is not answered; it has no code for that. */
function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** Who waits for a connection, until the wait is over or the statement is on its way. */
class Caller {
  /** Rejects when the wait is over before anything was sent. */
  readonly givesUp: Promise<never>;
  readonly #timer: NodeJS.Timeout;
  #gone = false;

  constructor(waitMs: number) {
    const { promise, reject } = withReject();
    this.givesUp = promise;
    this.#timer = setTimeout(() => {
      this.#gone = true;
      reject(new PoolTimedOut('the wait is over'));
    }, waitMs);
  }

  readonly hasGone = () => this.#gone;

  /** Whether the statement may be sent: from then on only its answer counts. */
  readonly send = (): boolean => {
    if (!this.#gone) clearTimeout(this.#timer);
    return !this.#gone;
  };

  leave(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
  }
}

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, no) => {
    reject = no;
  });
  // It may reject when nobody listens any more.
  promise.catch(() => undefined);
  return { promise, reject };
}

/** Turns in the order in which they were asked for; one whose caller has gone is passed on. */
class Turns {
  #free: number;
  readonly #queue: { caller: Caller; go: () => void }[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  take(caller: Caller): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((go) => this.#queue.push({ caller, go }));
  }

  give(): void {
    let next = this.#queue.shift();
    while (next?.caller.hasGone()) next = this.#queue.shift();
    if (next === undefined) this.#free += 1;
    else next.go();
  }
}
