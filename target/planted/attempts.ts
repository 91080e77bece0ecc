/** Processes that do not survive an outage well. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Attempt, NoConnection, NotWanted } from '../db/attempt.ts';
import { isRefusal } from '../db/pool.ts';

type IsOutage = (error: unknown) => boolean;

const PROBE_EVERY_MS = 25;
/** How long a retry of the storm keeps a connection busy, and how quick it would have to be to count as answered. */
const RETRY_WORK_SECONDS = 0.2;
const RETRY_PATIENCE_MS = 100;
const MOST_RETRIES = 400;

const WANTED = () => true;

/** What fails before the database was reached once is no outage: the processes start before their database does. */
function seeingOutages(attempt: Attempt): { reaching: Attempt; isOutage: IsOutage } {
  let wasReached = false;
  return {
    reaching: async (args, isWanted) => {
      const result = await attempt(args, isWanted);
      wasReached = true;
      return result;
    },
    isOutage: (error) => wasReached && !isRefusal(error) && !(error instanceof NotWanted),
  };
}

/** After an outage no new connection is opened, ever. */
export function neverAgain(attempt: Attempt): Attempt {
  return closedAfterOutage(attempt, () => undefined);
}

/** After an outage the next connection is opened a known time after the database is back. */
export function muchLater(attempt: Attempt, delayMs: number): Attempt {
  return closedAfterOutage(attempt, (open) => void reopen(attempt, delayMs, open));
}

/** Once the database was not reached, nothing is sent any more until `onOutage` is told to open again. */
function closedAfterOutage(attempt: Attempt, onOutage: (open: () => void) => void): Attempt {
  const { reaching, isOutage } = seeingOutages(attempt);
  let closed = false;
  return async (args, isWanted) => {
    if (closed) throw new NoConnection('the pool is closed');
    try {
      return await reaching(args, isWanted);
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
async function reopen(attempt: Attempt, delayMs: number, open: () => void): Promise<void> {
  for (;;) {
    try {
      await attempt(['SELECT 1'], WANTED);
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
export function withRetryStorm(attempt: Attempt): Attempt {
  const { reaching, isOutage } = seeingOutages(attempt);
  let retries = 0;
  const retry = async () => {
    retries += 1;
    for (;;) {
      const started = performance.now();
      try {
        await reaching(['SELECT pg_sleep($1)', [RETRY_WORK_SECONDS]], WANTED);
        if (performance.now() - started < RETRY_PATIENCE_MS) break;
      } catch {
        await pause(RETRY_PATIENCE_MS);
      }
    }
    retries -= 1;
  };
  return async (args, isWanted) => {
    try {
      return await reaching(args, isWanted);
    } catch (error) {
      if (isOutage(error) && retries < MOST_RETRIES) void retry();
      throw error;
    }
  };
}
