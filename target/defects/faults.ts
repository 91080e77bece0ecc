/** Defects that `db-outage` and `api-latency` must catch, or must not be misled by. */
import type { DefectEntry } from './entry.ts';

const NO_RESCUE = { RESCUE_SECONDS: '5' } as const;

export const FAULT_DEFECTS = {
  'ack-before-commit': {
    description: 'a job is answered as accepted before it is stored',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'jobs-lost' },
  },
  'no-reconnect': {
    description: 'after an outage no process opens a new connection to the database',
    scenario: 'db-outage',
    settings: NO_RESCUE,
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
  },
  'slow-reconnect': {
    description: 'after an outage all processes wait a minute before they connect again',
    scenario: 'db-outage',
    settings: NO_RESCUE,
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
  },
  'hang-on-outage': {
    description: 'a request that meets the outage is never answered',
    scenario: 'db-outage',
    // Who waits for 35 s is not needed to see that nobody gets an answer at all.
    settings: { OUTAGE_ANSWER_MS: '3000' },
    caughtBy: { kind: 'criterion', id: 'outage-answer-time' },
  },
  'loses-jobs-unclean-start': {
    description: 'one accepted job in twenty is never stored, from the start on',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'jobs-lost' },
  },
  'retry-without-id': {
    description: 'a submission whose answer from the database was lost is stored again under a new id',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'jobs-repeated' },
    settings: { FAULT_KIND: 'hang' },
  },
  metastable: {
    description: 'what failed in the outage is retried until it is quick, which the retries prevent',
    scenario: 'db-outage',
    settings: NO_RESCUE,
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
  },
  relapse: {
    description: 'four seconds after an outage every submission takes 4.5 s, for good',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'recovery-time' },
  },
  'worker-dies-in-outage': {
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
  },
  'brownout-leak': {
    description: 'while the database is away, jobs are answered from a cache to whoever asks',
    scenario: 'db-outage',
    caughtBy: { kind: 'criterion', id: 'foreign-answers' },
  },
  'no-timeout': {
    description: 'jobs wait for the third party without a time-out',
    scenario: 'api-latency',
    caughtBy: { kind: 'criterion', id: 'bystander-queue-wait', and: ['callers-late'] },
  },
  'no-bulkhead': {
    description: 'jobs hold their worker through every retry of the third party, until all workers wait',
    scenario: 'api-latency',
    caughtBy: { kind: 'criterion', id: 'bystander-queue-wait', and: ['bystander-ratio'] },
  },
  'retry-forever': {
    description:
      'a job whose call failed starts over from the beginning, and every other one then never ends',
    scenario: 'api-latency',
    // With so few callers a second, their recovery is told from 30 seconds after the fault.
    settings: { RESCUE_SECONDS: '5', DURATION: '34s' },
    caughtBy: { kind: 'criterion', id: 'jobs-lost', and: ['jobs-repeated', 'recovery-time'] },
  },
} as const satisfies Record<string, DefectEntry>;
