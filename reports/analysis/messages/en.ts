import type { FailureKind } from '../../../lib/metric-names.ts';
import type { ValidityCheckId } from '../../../lib/validity.ts';
import { listIn } from '../../i18n/list.ts';
import type { ProcessesUnknown } from '../../run-folder.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const en = {
  validity: {
    samples: (n: string) => `${n} samples in the measured part`,
    noSamples: 'not one sample in the measured part: nothing was measured',
    /** `seen` comes with its unit (“10 users”), `planned` is the bare number. */
    usersReached: (seen: string, planned: string) => `${seen} at work, ${planned} planned`,
    usersMissed: (phase: string, seen: string, planned: string) =>
      `in phase “${phase}” only ${seen} of ${planned} planned were at work`,
    usersUnknown: 'the number of users at work was not recorded',
    noUsersPlanned: 'the scenario plans no standing number of users',
    nothingDropped: 'every iteration that was due was started',
    dropped: (dropped: string, iterations: string) =>
      `${dropped} iterations were due and not started (${iterations} were): the load was lower than planned`,
    iterationsUnknown: 'k6 recorded no iterations',
    drift: (p95: string, limit: string, n: string) => `timers late by ${p95} at p95 (limit ${limit}, n ${n})`,
    driftMissing: 'timer drift not measured',
    cpu: (p95: string, limit: string) => `k6 used ${p95} of the machine’s CPU at p95 (limit ${limit})`,
    cpuMissing: 'CPU of k6 not measured',
    machineCpu: (p95: string) => `all processes of the machine together ${p95}`,
    othersCpu: (share: string, limit: string) =>
      `processes that are neither k6 nor the target took ${share} of the machine (median, limit ${limit})`,
    interference: (share: string, limit: string, phase: string) =>
      `other processes took ${share} of the processor time that k6 and the target wanted in “${phase}” (limit ${limit})`,
    interferenceNone: (ofMachine: string, phase: string, background: string, limit: string) =>
      `other processes took ${ofMachine} of the machine from k6 and the target at most (in “${phase}”; it counts from ${background} on, where that is ${limit} of what they wanted)`,
    interferenceWindows: (disturbed: number, all: number, limit: string) =>
      disturbed === 0
        ? `in none of ${all} windows did other processes take more than ${limit} of the processor time that k6 and the target wanted`
        : `in ${disturbed} of ${all} windows other processes took more than ${limit} of the processor time that k6 and the target wanted: left out`,
    /** Ends a sentence: who took it. */
    interferenceBy: (process: string) => `, mostly “${process}”`,
    interferenceUntimed: 'nothing that is judged here depends on time',
    interferenceUnmeasured: 'not measured here; the timers of k6 were on time',
    interferenceUnknown: 'whether other processes took the processor was not measured',
    /** Begins a sentence: why what was taken from a target on this machine could not be measured. */
    targetNotTold: (why: string) =>
      `the target is on this machine, and its processes could not be told from others (${why}; LOCAL_TARGET_PIDS can name them): `,
    processesUnknown: {
      'nobody-listens': ({ port }) => `who listens at port ${port} does not show`,
      'passed-on': ({ by, port }) => `“${by}” only passes port ${port} on`,
      'not-shown': () => 'this system does not show them',
    } satisfies {
      [K in ProcessesUnknown['kind']]: (unknown: Extract<ProcessesUnknown, { kind: K }>) => string;
    },
    identityFields: {
      version: 'version',
      workers: 'workers',
      processStart: 'start time of processes',
      scriptHash: 'script under test',
    },
    targetUnchanged: (fields: string) => `the same at start and end: ${fields}`,
    restartUnseen: 'a restart in between would not have shown, since neither workers nor metrics are visible',
    targetChanged: (changes: string) => `changed during the run: ${changes}`,
    /** A worker that restarts is one gone and one new. */
    workersChanged: (gone: string, came: string) => `workers: ${gone} gone, ${came} new`,
    processesRestarted: 'processes were started again',
    targetUnknownAtStart: 'the target could not be identified at the start',
    targetUnknownAtEnd: 'the target could not be identified at the end',
    targetTellsNothing: 'the target tells neither version, workers nor start time',
    queueEmpty: 'no job waited or ran before the load began',
    queueNotEmpty: (jobs: string) =>
      `${jobs} jobs were waiting or running before the load began: their time is in the figures`,
    queueUnknown: 'the length of the queue before the load is not known',
    noExceptions: 'no journey broke off by an exception',
    exceptions: (count: string, journeys: string) =>
      `${count} of ${journeys} journeys broke off by an exception: an answer nobody foresaw, or a fault of the suite. They count as failed`,
    completed: (seconds: string) => `ran ${seconds} as planned`,
    completedOnPurpose: (seconds: string, planned: string) =>
      `ended after ${seconds} of at most ${planned}, because it had found its limit`,
    interrupted: (seconds: string, planned: string) => `stopped from outside after ${seconds} of ${planned}`,
    endedEarly: (seconds: string, planned: string) => `ended after ${seconds} of ${planned}`,
    k6Ended: (code: string, meaning: string) => `k6 ended with code ${code} (${meaning})`,
    /** Exit codes of k6 that mean that the run did not go as planned. */
    k6Exit: {
      scriptException: 'exception in set-up or script',
      aborted: 'the script broke the run off',
      setupTimeout: 'set-up or teardown took too long',
      other: 'not a normal end',
    },
    k6Killed: 'k6 was killed by a signal',
  },
  /** Where several generators carried the load. */
  generators: {
    /** What was found of one of them. */
    share: (share: string) =>
      `this is share ${share} of a load: only with the others (npm run report -- --merge) is it a run`,
    of: (index: string, detail: string) => `generator ${index}: ${detail}`,
    missing: (present: string, planned: string, missing: string) =>
      `${present} of ${planned} generators are here, ${missing} is missing: what it saw is not in any figure`,
    apart: (seconds: string, limit: string) => `the generators began up to ${seconds} apart (limit ${limit})`,
    shorter: (index: string, seconds: string, limit: string) =>
      `generator ${index} stopped ${seconds} before the last one (limit ${limit}): the load fell in between`,
    /** A merged summary without the files that it was made of. */
    partsUnknown: 'merged from several generators, whose own files are not beside it',
  },
  common: {
    /** Joins parts of a list: "a, b and c". */
    list: listIn('en'),
    /** Why there is no answer, and what to do before the next run. */
    discarded: (reasons: readonly string[], remedies: readonly string[]) =>
      `${capital(reasons.join('; '))}. ${capital(remedies.join('; '))}; then run again.`,
    /** What to do so that the check holds in the next run, as a clause. */
    remedies: {
      'samples-present': 'read in k6.log why no journey got through',
      'load-delivered': 'give k6 more of a machine, or ask for fewer users',
      'no-dropped-iterations': 'give k6 more of a machine, or ask for fewer users',
      'generator-not-busy': 'close what else works on this machine, or let k6 run on one of its own',
      'no-interference':
        'close what else works on this machine, or lower its priority where that harms nobody',
      'target-unchanged':
        'see that nobody deploys or restarts anything during a run, and in its log whether the target restarted by itself',
      'clean-start': 'wait until the target has nothing left to do',
      'journeys-sound': 'read the exception in k6.log',
      'run-completed': 'let it get to its end, or read in k6.log why it did not',
    } satisfies Record<ValidityCheckId, string>,
    /** Grave criteria that were missed, each with its figure. */
    grave: (rows: string) => `Stop here, whatever else holds: ${rows}.`,
    graveRow: (title: string, observed: string, n: string) => `${title}: ${observed} of ${n}`,
    /** The answer of the scenario stands behind this caveat. */
    unknownValidity: (checks: string, answer: string) =>
      `Not confirmed, since it is unknown: ${checks}. ${answer}`,
    smoke:
      'A smoke run takes seconds: it shows that the scenario works, not what the system can take over minutes or hours.',
    oneRun: 'One run shows no regression and no improvement: compare sets of at least five runs.',
    smallP95: (n: string, needed: string) =>
      `p95: ${n} samples are too few, ${needed} are needed for a bounded interval.`,
    smallP99: (n: string, needed: string) =>
      `p99: ${n} samples are too few, ${needed} are needed for a bounded interval.`,
    noResources:
      'CPU and memory of the system: nothing showed them. RESOURCES=docker RESOURCE_CONTAINERS=<names> beside its Docker would, or PROMETHEUS_URL, RESOURCES=kubernetes, RESOURCE_PROCESSES, METRICS_URL.',
    runScope: 'Figures of traffic include ramps: the measured part was not told apart.',
    recordCutShort: 'The record per second is damaged or was cut short: charts may have gaps.',
    failureKinds: {
      refused: 'connection refused or reset',
      timeout: 'time-out',
      unauthorized: 'not authorised',
      'client-error': 'client error (4xx)',
      'server-error': 'server error (5xx)',
      malformed: 'malformed answer',
      'job-failed': 'job failed',
      'job-unfinished': 'job not finished in time',
      'wrong-result': 'wrong result',
      exception: 'exception',
    } satisfies Record<FailureKind, string>,
    /** Why journeys failed, e.g. "server error 12, time-out 3". */
    failures: (kinds: string) => `Failures by kind: ${kinds}.`,
    /** The same for more than what the error rate counts. */
    failuresOfRun: (kinds: string) => `Failures by kind, whole run: ${kinds}.`,
    /** `needs`: samples from which it would be proven; null where no number is known. */
    notProvenYet: (needs: string | null) =>
      needs === null
        ? 'Not proven: the limit lies inside of the 95 % interval.'
        : `Not proven: the 95 % interval lies within the limit from ${needs} samples on, if the figure stays.`,
    /** Put behind an answer; each criterion with the samples that it needs. */
    answerNotProven: (criteria: string) => `Observed, not proven: ${criteria}.`,
    criterionNeeds: (title: string, needs: string | null) =>
      needs === null ? title : `${title} (needs n ≥ ${needs})`,
    /** Where CPU and memory come from. */
    monitorSource: 'sampled by the run: Prometheus metrics and worker pings of the target',
  },
  load: {
    /** Parts of the answer; `latency` and `rate` come with their units. */
    sustained: (users: string, pause: string, rate: string) => `${users}, ${pause}: ${rate}`,
    latency: (p95: string, limit: string) => `95 % of jobs completed within ${p95} (limit ${limit})`,
    noLatency: 'no job was seen to complete',
    errors: (share: string, limit: string) => `${share} of journeys failed (limit ${limit})`,
    passed: (facts: string) => `Holds. ${facts}.`,
    failed: (missed: string, of: string, rows: string, facts: string) =>
      `Does not hold: ${missed} of ${of} criteria missed (${rows}). ${facts}.`,
    open: (open: string, rows: string, facts: string) =>
      `Undecided: no verdict on ${open} criteria (${rows}). ${facts}.`,
    row: (title: string, observed: string, limit: string) => `${title}: ${observed}, limit ${limit}`,
    recovered: (seconds: string) => `back at the quiet level ${seconds} after the peak`,
    notRecovered: 'not back at the quiet level by the end of the run',
    closedModel:
      'Users wait for their answer before the next request: callers that do not wait (webhooks, schedules) would push harder and see longer times.',
    moreUsers: (users: string) => `What happens above ${users}: the stress scenario answers that.`,
    noQuietPhase: 'Recovery after the peak: no quiet phase before or after it was measured.',
    smallQuietPhase: (n: string) =>
      `Recovery after the peak: the quiet phases have ${n} samples, too few for a p95.`,
    noSeries: 'Time to recover after the peak: there is no record per second of this run.',
    recoveryUnseen:
      'Time to recover after the peak: too few jobs a second, or too short a time after it, to tell.',
  },
};

/**
 * The sentences of the analysis that all scenarios share, and those of the load family. Figures arrive as text, already
 * formatted in the reader's language. One that Spanish lacks does not compile.
 */
export type AnalysisMessages = typeof en;
