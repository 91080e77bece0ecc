import { listIn } from '../../i18n/list.ts';
import type { AnalysisMessages } from './types.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const en: AnalysisMessages = {
  validity: {
    samples: (n) => `${n} samples in the measured part`,
    noSamples: 'not one sample in the measured part: nothing was measured',
    usersReached: (seen, planned) => `${seen} at work, ${planned} planned`,
    usersMissed: (phase, seen, planned) =>
      `in phase “${phase}” only ${seen} of ${planned} planned were at work`,
    usersUnknown: 'the number of users at work was not recorded',
    noUsersPlanned: 'the scenario plans no standing number of users',
    nothingDropped: 'every iteration that was due was started',
    dropped: (dropped, iterations) =>
      `${dropped} iterations were due and not started (${iterations} were): the load was lower than planned`,
    iterationsUnknown: 'k6 recorded no iterations',
    drift: (p95, limit, n) => `timers late by ${p95} at p95 (limit ${limit}, n ${n})`,
    driftMissing: 'timer drift not measured',
    cpu: (p95, limit) => `k6 used ${p95} of the machine’s CPU at p95 (limit ${limit})`,
    cpuMissing: 'CPU of k6 not measured',
    machineCpu: (p95) => `all processes of the machine together ${p95}`,
    othersCpu: (share, limit) =>
      `processes that are neither k6 nor the target took ${share} of the machine (median, limit ${limit})`,
    interference: (share, limit, phase) =>
      `other processes took ${share} of the processor time that k6 and the target wanted in “${phase}” (limit ${limit})`,
    interferenceNone: (ofMachine, phase, background, limit) =>
      `other processes took ${ofMachine} of the machine from k6 and the target at most (in “${phase}”; it counts from ${background} on, where that is ${limit} of what they wanted)`,
    interferenceWindows: (disturbed, all, limit) =>
      disturbed === 0
        ? `in none of ${all} windows did other processes take more than ${limit} of the processor time that k6 and the target wanted`
        : `in ${disturbed} of ${all} windows other processes took more than ${limit} of the processor time that k6 and the target wanted: left out`,
    interferenceBy: (process) => `, mostly “${process}”`,
    interferenceUntimed: 'nothing that is judged here depends on time',
    interferenceUnmeasured: 'not measured here; the timers of k6 were on time',
    interferenceUnknown: 'whether other processes took the processor was not measured',
    targetNotTold: (why) =>
      `the target is on this machine, and its processes could not be told from others (${why}; LOCAL_TARGET_PIDS can name them): `,
    processesUnknown: {
      'nobody-listens': ({ port }) => `who listens at port ${port} does not show`,
      'passed-on': ({ by, port }) => `“${by}” only passes port ${port} on`,
      'not-shown': () => 'this system does not show them',
    },
    identityFields: {
      version: 'version',
      workers: 'workers',
      processStart: 'start time of processes',
      scriptHash: 'script under test',
    },
    targetUnchanged: (fields) => `the same at start and end: ${fields}`,
    restartUnseen: 'a restart in between would not have shown, since neither workers nor metrics are visible',
    targetChanged: (changes) => `changed during the run: ${changes}`,
    workersChanged: (gone, came) => `workers: ${gone} gone, ${came} new`,
    processesRestarted: 'processes were started again',
    targetUnknownAtStart: 'the target could not be identified at the start',
    targetUnknownAtEnd: 'the target could not be identified at the end',
    targetTellsNothing: 'the target tells neither version, workers nor start time',
    queueEmpty: 'no job waited or ran before the load began',
    queueNotEmpty: (jobs) =>
      `${jobs} jobs were waiting or running before the load began: their time is in the figures`,
    queueUnknown: 'the length of the queue before the load is not known',
    noExceptions: 'no journey broke off by an exception',
    exceptions: (count, journeys) =>
      `${count} of ${journeys} journeys broke off by an exception: an answer nobody foresaw, or a fault of the suite. They count as failed`,
    completed: (seconds) => `ran ${seconds} as planned`,
    completedOnPurpose: (seconds, planned) =>
      `ended after ${seconds} of at most ${planned}, because it had found its limit`,
    interrupted: (seconds, planned) => `stopped from outside after ${seconds} of ${planned}`,
    endedEarly: (seconds, planned) => `ended after ${seconds} of ${planned}`,
    k6Ended: (code, meaning) => `k6 ended with code ${code} (${meaning})`,
    k6Exit: {
      scriptException: 'exception in set-up or script',
      aborted: 'the script broke the run off',
      setupTimeout: 'set-up or teardown took too long',
      other: 'not a normal end',
    },
    k6Killed: 'k6 was killed by a signal',
  },
  generators: {
    of: (index, detail) => `generator ${index}: ${detail}`,
    missing: (present, planned, missing) =>
      `${present} of ${planned} generators are here, ${missing} is missing: what it saw is not in any figure`,
    apart: (seconds, limit) => `the generators began up to ${seconds} apart (limit ${limit})`,
    shorter: (index, seconds, limit) =>
      `generator ${index} stopped ${seconds} before the last one (limit ${limit}): the load fell in between`,
    partsUnknown: 'merged from several generators, whose own files are not beside it',
  },
  common: {
    list: listIn('en'),
    discarded: (reasons, remedies) =>
      `${capital(reasons.join('; '))}. ${capital(remedies.join('; '))}; then run again.`,
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
    },
    grave: (rows) => `Stop here, whatever else holds: ${rows}.`,
    graveRow: (title, observed, n) => `${title}: ${observed} of ${n}`,
    unknownValidity: (checks, answer) => `Not confirmed, since it is unknown: ${checks}. ${answer}`,
    noCriteria: 'the scenario has no criterion that this run could be judged by',
    smoke:
      'A smoke run takes seconds: it shows that the scenario works, not what the system can take over minutes or hours.',
    oneRun: 'One run shows no regression and no improvement: compare sets of at least five runs.',
    smallP95: (n, needed) => `p95: ${n} samples are too few, ${needed} are needed for a bounded interval.`,
    smallP99: (n, needed) => `p99: ${n} samples are too few, ${needed} are needed for a bounded interval.`,
    noResources:
      'CPU and memory of the target: it showed neither (METRICS_URL; of its workers a Windmill shows what their hosts use).',
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
    },
    failures: (kinds) => `Failures by kind: ${kinds}.`,
    failuresOfRun: (kinds) => `Failures by kind, whole run: ${kinds}.`,
    notProvenYet: (needs) =>
      needs === null
        ? 'Not proven: the limit lies inside of the 95 % interval.'
        : `Not proven: the 95 % interval lies within the limit from ${needs} samples on, if the figure stays.`,
    answerNotProven: (criteria) => `Observed, not proven: ${criteria}.`,
    criterionNeeds: (title, needs) => (needs === null ? title : `${title} (needs n ≥ ${needs})`),
    monitorSource: 'sampled by the run: Prometheus metrics and worker pings of the target',
  },
  load: {
    sustained: (users, pause, rate) => `${users}, ${pause}: ${rate}`,
    latency: (p95, limit) => `95 % of jobs completed within ${p95} (limit ${limit})`,
    noLatency: 'no job was seen to complete',
    errors: (share, limit) => `${share} of journeys failed (limit ${limit})`,
    passed: (facts) => `Holds. ${facts}.`,
    failed: (missed, of, rows, facts) =>
      `Does not hold: ${missed} of ${of} criteria missed (${rows}). ${facts}.`,
    open: (open, rows, facts) => `Undecided: no verdict on ${open} criteria (${rows}). ${facts}.`,
    row: (title, observed, limit) => `${title}: ${observed}, limit ${limit}`,
    recovered: (seconds) => `back at the quiet level ${seconds} after the peak`,
    notRecovered: 'not back at the quiet level by the end of the run',
    closedModel:
      'Users wait for their answer before the next request: callers that do not wait (webhooks, schedules) would push harder and see longer times.',
    moreUsers: (users) => `What happens above ${users}: the stress scenario answers that.`,
    noQuietPhase: 'Recovery after the peak: no quiet phase before or after it was measured.',
    smallQuietPhase: (n) => `Recovery after the peak: the quiet phases have ${n} samples, too few for a p95.`,
    noSeries: 'Time to recover after the peak: there is no record per second of this run.',
    recoveryUnseen:
      'Time to recover after the peak: too few jobs a second, or too short a time after it, to tell.',
  },
};
