import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../api/reply.ts';
import type { Reach } from '../db/reach.ts';
import type { PlantedDefects } from './planted.ts';

const RETRY_EVERY_MS = 300;
const RETRIES = 20;
const LOST_EVERY = 20;

/** Stores a job under its id and answers it: commit first, then the answer, unless a defect is planted. */
export async function storeJob(
  planted: PlantedDefects,
  reach: Reach,
  id: string,
  store: (id: string) => Promise<void>,
): Promise<string> {
  if (planted.has('ack-before-commit')) {
    // Nobody waits for it: what does not get through at once is kept nowhere.
    if (!reach.isAway) void store(id).catch(() => undefined);
    return id;
  }
  if (planted.strikes('loses-jobs-unclean-start', LOST_EVERY)) return id;
  if (planted.has('retry-without-id')) return storeAgainAndAgain(id, store);
  await store(id);
  return id;
}

/** A lost answer is taken for a job that was not stored, and the next attempt has an id of its own. */
async function storeAgainAndAgain(id: string, store: (id: string) => Promise<void>): Promise<string> {
  let attempt = id;
  for (let left = RETRIES; ; left -= 1) {
    try {
      await store(attempt);
      return attempt;
    } catch (error) {
      if (error instanceof ApiError || left === 0) throw error;
      attempt = randomUUID();
      await pause(RETRY_EVERY_MS);
    }
  }
}
