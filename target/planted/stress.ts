/** Defects that `stress` must catch, or must not be misled by. */
import { text } from '../api/reply.ts';
import { byConcurrency, wait } from './api/in-flight.ts';
import { type CaughtBy, defect } from './defect.ts';

const SLEEPING_JOBS = { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":50}' } as const;

const QUICK_JOBS = { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":10}' } as const;

const TWO_STEPS = { USERS_STEP: '20', MAX_USERS: '40', STRESS_MIN_USERS: '20' } as const;

const INTERFERENCE: CaughtBy = { kind: 'validity', id: 'no-interference' };

/** Of ten requests above the cap, these fail. */
const FAILING = new Set([0, 3, 6]);

export const STRESS_DEFECTS = {
  'busy-neighbour': defect({
    description: 'processes beside k6 and the target want all of the processor',
    scenario: 'stress',
    caughtBy: INTERFERENCE,
    settings: TWO_STEPS,
    // What is taken is taken from the first second on.
    alsoOn: [
      { scenario: 'soak', caughtBy: INTERFERENCE, settings: { SOAK_DURATION: '15s' } },
      { scenario: 'multitenant', caughtBy: INTERFERENCE },
      { scenario: 'db-outage', caughtBy: INTERFERENCE, settings: { FAULT_SECONDS: '2', DURATION: '5s' } },
      { scenario: 'api-latency', caughtBy: INTERFERENCE, settings: { FAULT_SECONDS: '2', DURATION: '5s' } },
    ],
    plants: 'selftest',
  }),
  'capacity-cap': defect({
    description: 'above 25 requests at once, 30 % of them fail',
    scenario: 'stress',
    caughtBy: { kind: 'criterion', id: 'stress-max-users' },
    settings: SLEEPING_JOBS,
    saturates: 'workers',
    params: { 'cap-limit': 25 },
    plants: {
      api: ({ param }) => {
        let above = 0;
        return byConcurrency(async (atOnce, next) => {
          if (atOnce <= param('cap-limit')) return next();
          above += 1;
          return FAILING.has(above % 10) ? text('Internal: planted: too many requests at once', 500) : next();
        });
      },
    },
  }),
  'latency-cliff': defect({
    description: 'above 25 requests at once, each takes 12 s',
    scenario: 'stress',
    caughtBy: { kind: 'criterion', id: 'stress-max-users' },
    settings: SLEEPING_JOBS,
    params: { 'cliff-limit': 25, 'cliff-ms': 12_000 },
    plants: {
      api: ({ param }) =>
        byConcurrency(async (atOnce, next) => {
          if (atOnce > param('cliff-limit')) await wait(param('cliff-ms'));
          return next();
        }),
    },
  }),
  'slow-degradation': defect({
    description: 'latency grows with the square of the requests at once, without a cliff: 1 s at 25',
    scenario: 'stress',
    caughtBy: { kind: 'criterion', id: 'stress-max-users' },
    settings: { ...SLEEPING_JOBS, STRESS_LATENCY_MS: '1000' },
    params: { 'degradation-limit': 25, 'degradation-ms': 1000 },
    plants: {
      api: ({ param }) =>
        byConcurrency(async (atOnce, next) => {
          await wait(param('degradation-ms') * (atOnce / param('degradation-limit')) ** 2);
          return next();
        }),
    },
  }),
  'small-pool': defect({
    description: 'the API has two database connections, and holds each 15 ms longer than a statement takes',
    scenario: 'stress',
    settings: { ...QUICK_JOBS, ...TWO_STEPS },
    mustPass: true,
    saturates: 'db-connections',
    params: { 'pool-size': 2, 'pool-ms': 15 },
    plants: {
      api: ({ param }) => ({ poolSize: param('pool-size') }),
      // As a transaction that goes on to wait.
      connection: ({ param }) => ({ habits: { holdMs: param('pool-ms') } }),
    },
  }),
  'third-party-limit': defect({
    description: 'the third party serves two calls at a time, each for 50 ms',
    scenario: 'stress',
    settings: { WM_SCRIPT_PATH: 'f/perf/call_api', ...TWO_STEPS },
    mustPass: true,
    saturates: 'third-party',
    params: { 'third-party-at-once': 2, 'third-party-ms': 50 },
    plants: {
      setUp: ({ param }) => ({
        thirdParty: { atOnce: param('third-party-at-once'), ms: param('third-party-ms') },
      }),
    },
  }),
};
