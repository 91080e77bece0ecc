import type { ScenarioName } from '../lib/catalog.ts';

/**
 * Where a planted defect must show up.
 * `criterion`: the named criterion of the scenario fails. `validity`: the named validity check discards the run.
 */
export type CaughtBy = {
  readonly kind: 'criterion' | 'validity';
  readonly id: string;
  /** Criteria that must fail as well: one defect can hurt in several ways. */
  readonly and?: readonly string[];
};

/** Another scenario that must catch the same defect. */
export interface AlsoCaught {
  readonly scenario: ScenarioName;
  readonly caughtBy: CaughtBy;
  readonly settings?: Readonly<Record<string, string>>;
}

interface DefectBase {
  /** One line: what is broken while the defect is planted. */
  readonly description: string;
  /** The scenario that must catch it, or must not be misled by it. */
  readonly scenario: ScenarioName;
  /** Other defects that are planted with it. */
  readonly with?: readonly string[];
  /** Planted in the target by `--defect NAME` (default), or beside it by the self-test. */
  readonly plantedBy?: 'target' | 'selftest';
  /** Settings of the self-test's run beside those of its profile, by environment name. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly alsoOn?: readonly AlsoCaught[];
  /** The resource that the answer must name as what limits throughput. */
  readonly saturates?: string;
}

/** `mustPass`: it looks like a defect and is none, so that a run that fails on it is the one that is wrong. */
type DefectEntry = DefectBase & ({ readonly caughtBy: CaughtBy } | { readonly mustPass: true });

/** What a job is waited for: more than a slow one takes, so that only a forgotten one is given up. */
const SOON_GIVEN_UP = { JOB_TIMEOUT_MS: '4000' } as const;
const ALL_OF_THE_LOAD_FAMILY = {
  kind: 'criterion',
  id: 'wrong-results',
  and: ['latency-p95', 'error-rate', 'jobs-completed'],
} as const satisfies CaughtBy;

/** Jobs that wait instead of computing: on a small machine, users are then at the target and not on their way to it. */
const SLEEPING_JOBS = { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":50}' } as const;

const QUICK_JOBS = { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":10}' } as const;
/** Enough for what limits throughput: users well above it, and as many again. */
const TWO_STEPS = { USERS_STEP: '20', MAX_USERS: '40', STRESS_MIN_USERS: '20' } as const;

/** What a tenant sees of another shows in a moment; what it feels takes the whole length of a run. */
const ISOLATION_ONLY = { DURATION: '12s' } as const;

/** A system that does not come back tells nothing of its jobs, however long it is asked: a minute and a half are spared. */
const NO_RESCUE = { RESCUE_SECONDS: '5' } as const;

/**
 * Every defect the suite must catch, and the only place that names one. The target plants it (`--defect NAME`),
 * the self-test runs the scenario against it and demands the verdict stated here.
 */
export const DEFECTS = {
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
  'dedupe-check-then-act': {
    description: 'the webhook looks for the event first and acts on what it saw a moment ago',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-first-table-only': {
    description: 'the webhook stores a duplicate once and applies its side effects twice',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-global': {
    description: 'an event whose id another tenant has used is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
  },
  'dedupe-in-memory': {
    description: 'the webhook remembers events in memory and forgets them in a crash',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-by-body': {
    description: 'a new event with the same content as an earlier one is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
  },
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
  'cross-tenant-read': {
    description: 'a job of another workspace is served to whoever knows its id',
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'cross-tenant-reads' },
  },
  'cross-tenant-race': {
    description: "another tenant's result comes back when two are answered at the same moment",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cross-tenant-list': {
    description: "the list of jobs holds another tenant's latest one",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cross-tenant-error': {
    description: "error texts show the arguments of another tenant's job",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cross-tenant-hidden': {
    description:
      "answers carry another tenant's data in a header, in the status line, or encoded in their body",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cache-without-tenant': {
    description: 'variables and resources are cached by their path, without the workspace',
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'windmill-one-queue': {
    description: 'one queue for all tenants: workers take its oldest job, so that one tenant can fill it',
    scenario: 'multitenant',
    caughtBy: { kind: 'criterion', id: 'neighbour-ratio' },
    // As on Windmill's community edition: two tenants, and a flood whose last jobs take 1.6 s. With a quiet level that is
    // taken half a second after the flood, before they are gone, the ratio would be 2.3 and pass.
    alsoOn: [
      {
        scenario: 'multitenant',
        caughtBy: { kind: 'criterion', id: 'neighbour-ratio' },
        settings: { NEIGHBOUR_USERS: '62', TENANTS: '2' },
      },
    ],
  },
  'tenant-quadratic': {
    description: 'each job takes 20 ms times the square of the tenants at work',
    scenario: 'multitenant',
    caughtBy: { kind: 'criterion', id: 'tenant-scaling' },
  },
  'open-run': {
    description: 'jobs can be started without a token',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'expired-token-accepted': {
    description: 'a token works on after it has expired',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'anonymous-result': {
    description: 'whoever knows the id of a job reads its result, without a token',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'foreign-token-accepted': {
    description: 'a token of one workspace opens every other',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'tenant-boundary' },
  },
  'scope-ignored': {
    description: 'a token that may only read can write',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'rights-enforced' },
  },
  'signature-unchecked': {
    description: 'the inbound webhook looks at no signature',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'webhook-signature' },
  },
  'stack-trace-in-error': {
    description: 'errors are answered with a stack trace',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
  'secret-in-log': {
    description: 'a secret that a job read stands in its log in clear',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'secret-in-result-log': {
    description: 'the worker writes what a job printed into its own log, secrets included',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'token-in-access-log': {
    description: 'the access log keeps the query string, tokens included',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'secret-in-header': {
    description: 'a header of a list holds the last secret that was stored',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'secret-in-base64': {
    description: 'the list of jobs holds the credentials that they used, base64-encoded',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'token-in-error': {
    description: 'a token that is refused is repeated in the error',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'sql-in-error': {
    description: 'errors are answered with the statement that was carried out',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
  'long-value-500': {
    description: 'a value that is longer than can be stored is answered with a 500',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
  'folder-write-unchecked': {
    description: 'anybody may write into any folder',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'rights-enforced' },
  },
  'token-in-earlier-log': {
    description: 'the server’s log holds a token that a run of last year left there',
    scenario: 'security',
    mustPass: true,
  },
  'windmill-mask-batch': {
    description:
      'secrets in a job log are masked half a second at a time, with what was read before it began',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'windmill-token-in-access-log': {
    description: 'the access log holds whole addresses, tokens included, in colours',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'windmill-cached-token': {
    description: 'a token in use works on for two minutes after it was revoked or has expired',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'windmill-source-in-errors': {
    description: 'error texts name source files, lines and rules of the database',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
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
  'slow-after-peak': {
    description: 'after a peak every answer stays late, as long as the system runs',
    scenario: 'burst',
    caughtBy: { kind: 'criterion', id: 'burst-recovery' },
  },
  'errors-creep': {
    description: 'the share of submissions that fail grows from second to second',
    scenario: 'soak',
    caughtBy: { kind: 'criterion', id: 'soak-errors' },
  },
  'second-class-tenants': {
    description: 'some workspaces are served only while no job of the others waits',
    scenario: 'multitenant',
    // Each user's first journey of a window comes through before the flood: in windows of two journeys that is half of
    // all, and what the second class gets would look like a third of its pace.
    settings: { DURATION: '60s' },
    caughtBy: { kind: 'criterion', id: 'fairness-min-share', and: ['fairness-jain'] },
  },
} as const satisfies Record<string, DefectEntry>;

export type DefectName = keyof typeof DEFECTS;

export function isDefectName(name: string): name is DefectName {
  return Object.hasOwn(DEFECTS, name);
}
