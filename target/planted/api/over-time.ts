/** What the defects of a soak leave behind, and when. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import type { DefectHooks } from '../../api/hooks.ts';
import type { Services } from '../../api/services.ts';
import { submitsJob } from './in-flight.ts';

export const MB = 2 ** 20;

/** Memory that is really resident: pages that nobody has written to are not. */
export function filled(bytes: number): Buffer {
  return Buffer.alloc(bytes, 1);
}

/** Postgres has room for a hundred; the defect shall show as a leak, not as an outage. */
const MAX_LEAKED_CONNECTIONS = 50;

/** Opens one more connection and keeps it, up to a number. */
export function leakingConnections(): (pool: pg.Pool) => Promise<void> {
  const kept: pg.Client[] = [];
  return async (pool) => {
    if (kept.length >= MAX_LEAKED_CONNECTIONS) return;
    const client = new pg.Client(pool.options);
    client.on('error', () => undefined);
    kept.push(client);
    await client.connect().catch(() => undefined);
  };
}

/** Calls back every so often from the first job on, with the seconds since then. */
export function fromFirstJob(
  everyMs: number,
  act: (seconds: number, services: Services) => void,
): DefectHooks {
  let timer: NodeJS.Timeout | undefined;
  return {
    around: (match, services, next) => {
      if (timer === undefined && submitsJob(match)) {
        const since = Date.now();
        timer = setInterval(() => act((Date.now() - since) / 1000, services), everyMs);
        timer.unref();
      }
      return next();
    },
  };
}

/** Without a collection at once, freed memory would come back when V8 thinks fit, and the sawtooth would be a plateau. */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') gc();
}
