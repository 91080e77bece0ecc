import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import type { DefectHooks } from '../../api/hooks.ts';
import type { Services } from '../../api/services.ts';
import type { DefectName } from '../../defects.ts';
import { submitsJob, wait } from './in-flight.ts';

const MB = 2 ** 20;

/** Memory that is really resident: pages that nobody has written to are not. */
function filled(bytes: number): Buffer {
  return Buffer.alloc(bytes, 1);
}

function leakMemory(): DefectHooks {
  const kept: Buffer[] = [];
  return {
    around: (match, { planted }, next) => {
      if (submitsJob(match)) kept.push(filled(planted.param('leak-kb') * 1024));
      return next();
    },
  };
}

/** Postgres has room for a hundred; the defect shall show as a leak, not as an outage. */
const MAX_LEAKED_CONNECTIONS = 50;

function leakConnections(): DefectHooks {
  const kept: pg.Client[] = [];
  return {
    around: async (match, { planted, pool }, next) => {
      const strikes = submitsJob(match) && planted.strikes('leak-connections', planted.param('leak-every'));
      if (strikes && kept.length < MAX_LEAKED_CONNECTIONS) {
        const client = new pg.Client(pool.options);
        client.on('error', () => undefined);
        kept.push(client);
        await client.connect().catch(() => undefined);
      }
      return next();
    },
  };
}

function latencyCreep(): DefectHooks {
  let since: number | undefined;
  return {
    around: async (match, { planted }, next) => {
      if (submitsJob(match)) {
        since ??= Date.now();
        await wait(((Date.now() - since) / 1000) * planted.param('creep-ms-per-s'));
      }
      return next();
    },
  };
}

/** Calls back a few times a second from the first job on, with the seconds since then. */
function fromFirstJob(everyMs: number, act: (seconds: number, services: Services) => void): DefectHooks {
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
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') gc();
}

const SAWTOOTH_MS = 100;

function gcSawtooth(): DefectHooks {
  let heap: Buffer[] = [];
  let tooth = 0;
  return fromFirstJob(SAWTOOTH_MS, (seconds, { planted }) => {
    const period = planted.param('sawtooth-s');
    if (Math.floor(seconds / period) > tooth) {
      tooth = Math.floor(seconds / period);
      heap = [];
      collect();
    }
    heap.push(filled((planted.param('sawtooth-mb') * MB * SAWTOOTH_MS) / 1000 / period));
  });
}

const CACHE_MS = 200;

/** Fills quickly at first and ever more slowly, as a cache does when more and more of what is asked for is in it. */
function cacheWarmup(): DefectHooks {
  const cache: Buffer[] = [];
  let held = 0;
  return fromFirstJob(CACHE_MS, (seconds, { planted }) => {
    const full = planted.param('cache-mb') * MB;
    const due = full * (1 - Math.exp((-3 * seconds) / planted.param('cache-s')));
    const more = Math.floor(due - held);
    if (more < 64 * 1024) return;
    cache.push(filled(more));
    held += more;
  });
}

const BACKUP = 'SELECT count(md5(n::text)) FROM generate_series(1, 50000) AS n';

function periodicBackup(): DefectHooks {
  let running = false;
  return fromFirstJob(100, (seconds, { planted, pool }) => {
    const at = seconds % planted.param('backup-every-s');
    if (running || at > planted.param('backup-s')) return;
    running = true;
    void pool
      .query(BACKUP)
      .catch(() => undefined)
      .finally(() => {
        running = false;
      });
  });
}

/** What gets worse over time, and three that only look like it. */
export const SOAK_DEFECTS = {
  'leak-memory': leakMemory(),
  'leak-connections': leakConnections(),
  'latency-creep': latencyCreep(),
  'gc-sawtooth': gcSawtooth(),
  'cache-warmup': cacheWarmup(),
  'periodic-backup': periodicBackup(),
} satisfies Partial<Record<DefectName, DefectHooks>>;
