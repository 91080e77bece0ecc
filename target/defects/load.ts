/** Defects that the load family must catch, or must not be misled by. */
import type { CaughtBy, DefectEntry } from './entry.ts';

const SOON_GIVEN_UP = { JOB_TIMEOUT_MS: '4000' } as const;

const ALL_OF_THE_LOAD_FAMILY = {
  kind: 'criterion',
  id: 'wrong-results',
  and: ['latency-p95', 'error-rate', 'jobs-completed'],
} as const satisfies CaughtBy;

export const LOAD_DEFECTS = {
  'slow-p95': {
    description: 'one job in ten takes 2.5 s',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'latency-p95' },
  },
  'error-2pct': {
    description: 'two requests in a hundred fail with a 500',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'error-rate' },
    alsoOn: [{ scenario: 'multitenant', caughtBy: { kind: 'criterion', id: 'tenant-errors' } }],
  },
  exception: {
    description: 'a response that makes the journey throw',
    scenario: 'baseline',
    caughtBy: { kind: 'criterion', id: 'error-rate' },
  },
  'wrong-result': {
    description: "another job's nonce comes back under concurrency",
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'wrong-results' },
    alsoOn: [{ scenario: 'stress', caughtBy: { kind: 'criterion', id: 'stress-wrong-results' } }],
  },
  'no-workers': {
    description: 'jobs are accepted, none is run',
    scenario: 'baseline',
    caughtBy: { kind: 'criterion', id: 'jobs-completed' },
  },
  'forgotten-jobs': {
    description: 'one accepted job in ten is never run',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'jobs-completed' },
    settings: SOON_GIVEN_UP,
  },
  'sick-system': {
    description: 'jobs come late, fail, are mixed up and forgotten, all of it at once',
    with: ['slow-p95', 'error-2pct', 'wrong-result', 'forgotten-jobs'],
    scenario: 'baseline',
    // One user alone meets nobody whose result it could get, and sends too few jobs to meet a slow one.
    settings: { ...SOON_GIVEN_UP, USERS: '10' },
    caughtBy: ALL_OF_THE_LOAD_FAMILY,
    alsoOn: [
      { scenario: 'high', caughtBy: ALL_OF_THE_LOAD_FAMILY, settings: { ...SOON_GIVEN_UP, DURATION: '6s' } },
      { scenario: 'burst', caughtBy: ALL_OF_THE_LOAD_FAMILY, settings: SOON_GIVEN_UP },
      {
        scenario: 'soak',
        caughtBy: ALL_OF_THE_LOAD_FAMILY,
        settings: { ...SOON_GIVEN_UP, SOAK_DURATION: '15s' },
      },
    ],
  },
  'backlog-at-start': {
    description: 'jobs of somebody else wait for a worker when the run begins',
    scenario: 'baseline',
    settings: { JOB_TIMEOUT_MS: '1000', DURATION: '2s' },
    caughtBy: { kind: 'validity', id: 'clean-start' },
  },
  'broken-off': {
    description: 'k6 is told to stop before anything was measured',
    scenario: 'baseline',
    // A ramp of 15 seconds, of which the run sees about half.
    settings: { PROFILE: 'short' },
    caughtBy: { kind: 'validity', id: 'run-completed', and: ['samples-present', 'load-delivered'] },
    plantedBy: 'selftest',
  },
  'target-restart': {
    description: 'the API and the workers restart in mid-run',
    scenario: 'baseline',
    caughtBy: { kind: 'validity', id: 'target-unchanged' },
  },
  'generator-busy': {
    description: 'something beside k6 takes half of its CPU time',
    scenario: 'baseline',
    caughtBy: { kind: 'validity', id: 'generator-not-busy' },
    plantedBy: 'selftest',
  },
  'slow-after-peak': {
    description: 'after a peak every answer stays late, as long as the system runs',
    scenario: 'burst',
    caughtBy: { kind: 'criterion', id: 'burst-recovery' },
  },
} as const satisfies Record<string, DefectEntry>;
