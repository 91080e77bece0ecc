/** Defects that `stress` must catch, or must not be misled by. */
import type { DefectEntry } from './entry.ts';

const SLEEPING_JOBS = { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":50}' } as const;

const QUICK_JOBS = { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":10}' } as const;

const TWO_STEPS = { USERS_STEP: '20', MAX_USERS: '40', STRESS_MIN_USERS: '20' } as const;

export const STRESS_DEFECTS = {
  'busy-neighbour': {
    description: 'processes beside k6 and the target want all of the processor',
    scenario: 'stress',
    caughtBy: { kind: 'validity', id: 'no-interference' },
    plantedBy: 'selftest',
    alsoOn: [
      { scenario: 'soak', caughtBy: { kind: 'validity', id: 'no-interference' } },
      { scenario: 'multitenant', caughtBy: { kind: 'validity', id: 'no-interference' } },
      { scenario: 'db-outage', caughtBy: { kind: 'validity', id: 'no-interference' } },
      { scenario: 'api-latency', caughtBy: { kind: 'validity', id: 'no-interference' } },
    ],
  },
  'capacity-cap': {
    description: 'above 25 requests at once, 30 % of them fail',
    scenario: 'stress',
    caughtBy: { kind: 'criterion', id: 'stress-max-users' },
    settings: SLEEPING_JOBS,
    saturates: 'workers',
  },
  'latency-cliff': {
    description: 'above 25 requests at once, each takes 12 s',
    scenario: 'stress',
    caughtBy: { kind: 'criterion', id: 'stress-max-users' },
    settings: SLEEPING_JOBS,
  },
  'slow-degradation': {
    description: 'latency grows with the square of the requests at once, without a cliff: 1 s at 25',
    scenario: 'stress',
    caughtBy: { kind: 'criterion', id: 'stress-max-users' },
    settings: { ...SLEEPING_JOBS, STRESS_LATENCY_MS: '1000' },
  },
  'small-pool': {
    description: 'the API has two database connections, and holds each 15 ms longer than a statement takes',
    scenario: 'stress',
    settings: { ...QUICK_JOBS, ...TWO_STEPS },
    mustPass: true,
    saturates: 'db-connections',
  },
  'third-party-limit': {
    description: 'the third party serves two calls at a time, each for 50 ms',
    scenario: 'stress',
    settings: { WM_SCRIPT_PATH: 'f/perf/call_api', ...TWO_STEPS },
    mustPass: true,
    saturates: 'third-party',
  },
} as const satisfies Record<string, DefectEntry>;
