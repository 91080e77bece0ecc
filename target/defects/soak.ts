/** Defects that `soak` must catch, or must not be misled by. */
import type { DefectEntry } from './entry.ts';

export const SOAK_DEFECTS = {
  'leak-memory': {
    description: 'each request leaves 384 KB behind for ever',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-memory' },
  },
  'leak-connections': {
    description: 'one request in forty opens a database connection and never closes it',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-connections' },
  },
  'latency-creep': {
    description: 'each second adds 30 ms to the answer of a request',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-latency' },
  },
  'throughput-decay': {
    description: 'each second adds 15 ms to the time between two jobs of a worker',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-throughput' },
  },
  'gc-sawtooth': {
    description: 'memory fills and is collected every two seconds',
    scenario: 'soak',
    // Several teeth to a window, as in a run of an hour: with one or two the floor depends on where the samples fall.
    settings: { SOAK_DURATION: '60s' },
    mustPass: true,
  },
  'cache-warmup': {
    description: 'a cache of 60 MB fills in the first seconds and stays full',
    scenario: 'soak',
    mustPass: true,
  },
  'periodic-backup': {
    description: 'a backup loads the database for a second, every five seconds',
    scenario: 'soak',
    mustPass: true,
  },
  'errors-creep': {
    description: 'the share of submissions that fail grows from second to second',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-errors' },
  },
} as const satisfies Record<string, DefectEntry>;
