import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../../api/reply.ts';

const RETRY_EVERY_MS = 300;
const RETRIES = 20;

/** A lost answer is taken for a job that was not stored, and the next attempt has an id of its own. */
export async function storeAgainAndAgain(
  id: string,
  store: (id: string) => Promise<string>,
): Promise<string> {
  for (let left = RETRIES, attempt = id; ; left -= 1, attempt = randomUUID()) {
    try {
      return await store(attempt);
    } catch (error) {
      if (error instanceof ApiError || left === 0) throw error;
      await pause(RETRY_EVERY_MS);
    }
  }
}
