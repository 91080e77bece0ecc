import { setTimeout as pause } from 'node:timers/promises';
import { type Attempt, NoConnection, NotWanted } from '../db/attempt.ts';
import { isRefusal } from '../db/pool.ts';
import type { PlantedDefects } from './planted.ts';

type IsOutage = (error: unknown) => boolean;

const PROBE_EVERY_MS = 25;
/** How long a retry of the storm keeps a connection busy, and how quick it would have to be to count as answered. */
const RETRY_WORK_SECONDS = 0.2;
const RETRY_PATIENCE_MS = 100;
const MOST_RETRIES = 400;

const WANTED = () => true;

/** The attempts as they are, or as those of a process that does not survive an outage well. */
export function plantAttempt(attempt: Attempt, planted: PlantedDefects): Attempt {
  // The processes start before their database does: what fails until then is no outage.
  const state = { wasReached: false };
  const reaching: Attempt = async (args, isWanted) => {
    const result = await attempt(args, isWanted);
    state.wasReached = true;
    return result;
  };
  const isOutage = (error: unknown) => state.wasReached && !isRefusal(error) && !(error instanceof NotWanted);
  if (planted.has('no-reconnect')) return closedAfterOutage(reaching, isOutage, () => undefined);
  if (planted.has('slow-reconnect')) {
    const delayMs = planted.param('reconnect-after-s') * 1_000;
    return closedAfterOutage(reaching, isOutage, (open) => void reopen(attempt, delayMs, open));
  }
  return planted.has('metastable') ? withRetryStorm(reaching, isOutage) : attempt;
}

/** Once the database was not reached, nothing is sent any more until `onOutage` is told to open again. */
function closedAfterOutage(
  attempt: Attempt,
  isOutage: IsOutage,
  onOutage: (open: () => void) => void,
): Attempt {
  let closed = false;
  return async (args, isWanted) => {
    if (closed) throw new NoConnection('the pool is closed');
    try {
      return await attempt(args, isWanted);
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
function withRetryStorm(attempt: Attempt, isOutage: IsOutage): Attempt {
  let retries = 0;
  const retry = async () => {
    retries += 1;
    for (;;) {
      const started = performance.now();
      try {
        await attempt(['SELECT pg_sleep($1)', [RETRY_WORK_SECONDS]], WANTED);
        if (performance.now() - started < RETRY_PATIENCE_MS) break;
      } catch {
        await pause(RETRY_PATIENCE_MS);
      }
    }
    retries -= 1;
  };
  return async (args, isWanted) => {
    try {
      return await attempt(args, isWanted);
    } catch (error) {
      if (isOutage(error) && retries < MOST_RETRIES) void retry();
      throw error;
    }
  };
}
