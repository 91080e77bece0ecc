/** Defects that `db-outage` must catch, or must not be misled by. */
import { brownoutLeak, hangOnOutage, relapse } from './api/outage.ts';
import { storeAgainAndAgain } from './api/store-again.ts';
import { muchLater, neverAgain, withRetryStorm } from './attempts.ts';
import { defect } from './defect.ts';

const NO_RESCUE = { RESCUE_SECONDS: '5' } as const;

const LOST_EVERY = 20;

export const DB_OUTAGE_DEFECTS = {
  'ack-before-commit': defect({
    description: 'a job is answered as accepted before it is stored',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'jobs-lost' },
    plants: {
      api: () => ({
        // Nobody waits for it: what does not get through at once is kept nowhere.
        store: async (id, { reach }, store) => {
          if (!reach.isAway) void store(id).catch(() => undefined);
          return id;
        },
      }),
    },
  }),
  'no-reconnect': defect({
    description: 'after an outage no process opens a new connection to the database',
    scenario: 'db-outage',
    settings: NO_RESCUE,
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
    plants: { connection: () => ({ attempt: neverAgain }) },
  }),
  'slow-reconnect': defect({
    description: 'after an outage all processes wait seven seconds before they connect again',
    scenario: 'db-outage',
    // Long enough to see that they come back, and that it is too late.
    settings: { DURATION: '13s' },
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
    params: { 'reconnect-after-s': 7 },
    plants: {
      connection: ({ param }) => ({
        attempt: (attempt) => muchLater(attempt, param('reconnect-after-s') * 1_000),
      }),
    },
  }),
  'hang-on-outage': defect({
    description: 'a request that meets the outage is never answered',
    scenario: 'db-outage',
    // Who waits for 35 s is not needed to see that nobody gets an answer at all.
    settings: { OUTAGE_ANSWER_MS: '3000' },
    caughtBy: { kind: 'criterion', id: 'outage-answer-time' },
    plants: { api: () => hangOnOutage },
  }),
  'loses-jobs-unclean-start': defect({
    description: 'one accepted job in twenty is never stored, from the start on',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'jobs-lost' },
    plants: {
      api: ({ shouldInject }) => ({
        store: async (id, _services, store) => (shouldInject(LOST_EVERY) ? id : store(id)),
      }),
    },
  }),
  'retry-without-id': defect({
    description: 'a submission whose answer from the database was lost is stored again under a new id',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'jobs-repeated' },
    settings: { FAULT_KIND: 'hang' },
    plants: {
      api: () => ({ store: (id, _services, store) => storeAgainAndAgain(id, store) }),
      // What a careful pool never sends into a dead connection has no answer that could be lost.
      connection: () => ({ habits: { trustedMs: Number.POSITIVE_INFINITY } }),
    },
  }),
  metastable: defect({
    description: 'what failed in the outage is retried until it is quick, which the retries prevent',
    scenario: 'db-outage',
    settings: NO_RESCUE,
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
    plants: { connection: () => ({ attempt: withRetryStorm }) },
  }),
  relapse: defect({
    description: 'four seconds after an outage every submission takes 4.5 s, for good',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
    params: { 'relapse-after-s': 4, 'relapse-ms': 4500 },
    plants: { api: ({ param }) => relapse(param('relapse-after-s'), param('relapse-ms')) },
  }),
  'worker-dies-in-outage': defect({
    description: 'the workers die when the database goes away; their jobs are run again under the same ids',
    scenario: 'db-outage',
    // Windmill's minute and a half of waiting for a dead worker's jobs, shortened; jobs of .4 s, so that each has one.
    settings: {
      EMBEDDED_ZOMBIE_TIMEOUT_MS: '3000',
      EMBEDDED_ZOMBIE_CHECK_MS: '500',
      // Ten jobs a second scatter: half of them is told from all over more seconds than the smoke run's nine.
      DURATION: '20s',
      WM_SCRIPT_PATH: 'f/perf/sleep',
      WM_SCRIPT_ARGS: '{"ms":400}',
      // Twenty such jobs a second keep eight workers busy: with all of them full there is no level to come back to.
      WORKERS: '12',
    },
    mustPass: true,
    plants: {
      worker: () => ({ start: (reach) => void reach.whenLost().then(() => process.exit(1)) }),
    },
  }),
  'brownout-leak': defect({
    description: 'while the database is away, jobs are answered from a cache to whoever asks',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'foreign-answers' },
    plants: { api: brownoutLeak },
  }),
};
