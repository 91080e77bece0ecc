/** Defects that `soak` must catch, or must not be misled by: what gets worse over time, and what only looks like it. */
import { text } from '../api/reply.ts';
import { submitsJob, wait } from './api/in-flight.ts';
import { collect, filled, fromFirstJob, leakingConnections, MB } from './api/over-time.ts';
import { defect } from './defect.ts';

const SAWTOOTH_MS = 100;
const CACHE_MS = 200;
const BACKUP = 'SELECT count(md5(n::text)) FROM generate_series(1, 50000) AS n';

/** Seconds since the first call. */
function sinceFirst(): () => number {
  let first: number | undefined;
  return () => {
    first ??= Date.now();
    return (Date.now() - first) / 1000;
  };
}

export const SOAK_DEFECTS = {
  'leak-memory': defect({
    description: 'each request leaves 384 KB behind for ever',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-memory' },
    params: { 'leak-kb': 384 },
    plants: {
      api: ({ param }) => {
        const kept: Buffer[] = [];
        return {
          around: (match, _services, next) => {
            if (submitsJob(match)) kept.push(filled(param('leak-kb') * 1024));
            return next();
          },
        };
      },
    },
  }),
  'leak-connections': defect({
    description: 'one request in forty opens a database connection and never closes it',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-connections' },
    params: { 'leak-every': 40 },
    plants: {
      api: ({ param, shouldInject }) => {
        const leak = leakingConnections();
        return {
          around: async (match, { pool }, next) => {
            if (submitsJob(match) && shouldInject(param('leak-every'))) await leak(pool);
            return next();
          },
        };
      },
    },
  }),
  'latency-creep': defect({
    description: 'each second adds 30 ms to the answer of a request',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-latency' },
    params: { 'creep-ms-per-s': 30 },
    plants: {
      api: ({ param }) => {
        const seconds = sinceFirst();
        return {
          around: async (match, _services, next) => {
            if (submitsJob(match)) await wait(seconds() * param('creep-ms-per-s'));
            return next();
          },
        };
      },
    },
  }),
  'throughput-decay': defect({
    description: 'each second adds 15 ms to the time between two jobs of a worker',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-throughput' },
    params: { 'decay-ms-per-s': 15 },
    plants: {
      worker: ({ param }) => {
        const seconds = sinceFirst();
        return { after: () => wait(seconds() * param('decay-ms-per-s')) };
      },
    },
  }),
  'gc-sawtooth': defect({
    description: 'memory fills and is collected every two seconds',
    scenario: 'soak',
    // Several teeth to a window, as in a run of an hour: with one or two the floor depends on where the samples fall.
    settings: { SOAK_DURATION: '60s' },
    mustPass: true,
    params: { 'sawtooth-mb': 48, 'sawtooth-s': 2 },
    plants: {
      api: ({ param }) => {
        let heap: Buffer[] = [];
        let tooth = 0;
        return fromFirstJob(SAWTOOTH_MS, (seconds) => {
          const period = param('sawtooth-s');
          if (Math.floor(seconds / period) > tooth) {
            tooth = Math.floor(seconds / period);
            heap = [];
            collect();
          }
          heap.push(filled((param('sawtooth-mb') * MB * SAWTOOTH_MS) / 1000 / period));
        });
      },
    },
  }),
  'cache-warmup': defect({
    description: 'a cache of 60 MB fills in the first seconds and stays full',
    scenario: 'soak',
    mustPass: true,
    params: { 'cache-mb': 60, 'cache-s': 8 },
    plants: {
      // Quickly at first and ever more slowly, as a cache does when more and more of what is asked for is in it.
      api: ({ param }) => {
        const cache: Buffer[] = [];
        let held = 0;
        return fromFirstJob(CACHE_MS, (seconds) => {
          const full = param('cache-mb') * MB;
          const due = full * (1 - Math.exp((-3 * seconds) / param('cache-s')));
          const more = Math.floor(due - held);
          if (more < 64 * 1024) return;
          cache.push(filled(more));
          held += more;
        });
      },
    },
  }),
  'periodic-backup': defect({
    description: 'a backup loads the database for a second, every five seconds',
    scenario: 'soak',
    mustPass: true,
    params: { 'backup-every-s': 5, 'backup-s': 1 },
    plants: {
      api: ({ param }) => {
        let running = false;
        return fromFirstJob(100, (seconds, { pool }) => {
          const at = seconds % param('backup-every-s');
          if (running || at > param('backup-s')) return;
          running = true;
          void pool
            .query(BACKUP)
            .catch(() => undefined)
            .finally(() => {
              running = false;
            });
        });
      },
    },
  }),
  'errors-creep': defect({
    description: 'the share of submissions that fail grows from second to second',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-errors' },
    params: { 'errors-percent-per-s': 1 },
    plants: {
      // By a constant amount, and evenly, without dice.
      api: ({ param }) => {
        const seconds = sinceFirst();
        let owed = 0;
        return {
          before: (match) => {
            if (!submitsJob(match)) return undefined;
            owed += Math.min(0.5, (seconds() * param('errors-percent-per-s')) / 100);
            if (owed < 1) return undefined;
            owed -= 1;
            return text('Internal: planted failure', 500);
          },
        };
      },
    },
  }),
};
