/** Names of the suite's own k6 metrics. The bundles, the criteria and the reports read them here. */
export const METRIC = {
  /** Trend, ms: submit → completed, for jobs whose completion was seen. */
  jobDuration: 'job_duration',
  /** Trend, ms: created → started by the target's own clock, asked of a sample of the jobs. */
  jobQueueWait: 'job_queue_wait',
  jobsSubmitted: 'jobs_submitted',
  jobsCompleted: 'jobs_completed',
  jobsFailed: 'jobs_failed',
  /** Rate over accepted jobs: true where the end (success or failure) was seen within the journey's time-out. */
  jobsEnded: 'jobs_ended',
  /** Rate over journeys: true where the journey failed for any reason, an exception included. */
  journeyErrors: 'journey_errors',
  /** Counter with the tag `kind` (a `FailureKind`): why journeys failed. */
  journeyFailures: 'journey_failures',
  /** Counter: exceptions that escaped from a journey; k6 itself would exit 0 on them. */
  journeyExceptions: 'journey_exceptions',
  /** Rate over checked results: true where nonce or workspace were not the ones sent. */
  wrongResults: 'wrong_results',
  /** Trend, ms: how late a 50 ms sleep of the watchdog woke up. */
  generatorDrift: 'generator_drift',
  /** Trends from the monitor: CPU in percent of one core, memory in MB, of all processes of the target together. */
  targetCpu: 'target_cpu_percent',
  targetMemory: 'target_memory_mb',
  /** Trend, MB: memory of the containers or hosts that the workers run in, whatever else runs there; shown, never judged. */
  hostMemory: 'host_memory_mb',
  /** Trend, ms: start → end of completed jobs by the target's own clock: how long each occupied its worker. */
  serviceTime: 'job_service_time',
  /** Trend, percent: connections of the server's own pool that were in use, of as many as it may open. */
  poolInUse: 'db_pool_in_use_percent',
  /** Trend, percent: calls that the third party was serving, of as many as it serves at once, where it tells that. */
  thirdPartyBusy: 'third_party_busy_percent',
  /** Trend, percent: mean share of time that the target's workers were busy, as they report it. */
  workerOccupancy: 'worker_occupancy_percent',
  /** Trend, jobs: length of the queue as the monitor saw it. */
  queueLength: 'queue_length',
  /** Trend: open connections of the database. */
  dbConnections: 'db_connections',
  /** Counters of the stress steps: journeys begun and ended, so that what an abort cut off is known. */
  journeysStarted: 'journeys_started',
  journeysEnded: 'journeys_ended',
  /** Counter: journeys of a stress step that ended after the gap behind it, into the next step's load. */
  journeysLate: 'journeys_late',
  /** Counters of the stress steps: jobs that ended well, and journeys that ended at all, inside the measured seconds. */
  windowCompleted: 'window_completed',
  windowEnded: 'window_ended',
  /** Trend, ms: how long users of a stress step waited, for an end or until they gave up; refusals are not waiting. */
  journeyWait: 'journey_wait',
  /** Rate over journeys that were waited for: true where it took longer than the latency limit, time-outs included. */
  slowJourneys: 'slow_journeys',
  /** Counters of duplicate-webhooks: deliveries sent, and those that the system answered with success. */
  webhookSent: 'webhook_deliveries',
  webhookAccepted: 'webhook_accepted',
  /** Counters: side effects counted in the database, and expected there. */
  webhookEffects: 'webhook_effects',
  webhookExpected: 'webhook_expected',
  /** Rates over events whose side effects were counted: true where there were more, or fewer, than there should be. */
  webhookRepeated: 'webhook_repeated',
  webhookMissing: 'webhook_missing',
  /** Counter: jobs that were killed between commit and answer, by what became of them (tag `became`). */
  webhookCrashed: 'webhook_crashed',
  /** Counter: rounds of an arm that could not be checked. */
  webhookUnchecked: 'webhook_unchecked',
  /** Trend, s after the start of the load, one value each (tag `mark`): when a fault was made and taken away. */
  faultMark: 'fault_mark_seconds',
  /** Trend, ms: how long the answer to a submission took, whatever it was; who gave up on one has no value. */
  submitAnswer: 'submit_answer',
  /** Counter (tags `phase` and `status`, 0 for a refused or reset connection, `timeout`): answers to submissions. */
  submitStatus: 'submit_status',
  /** Trend, ms: how long patient clients waited for an answer in an outage; those without one have no value. */
  outageAnswer: 'outage_answer',
  /** Rate over patient clients: true where no answer came within the limit. */
  outageLate: 'outage_late',
  /** Rate over accepted jobs: true where the job was gone, or had not ended when the longest rescue was over. */
  jobsLost: 'jobs_lost',
  /** Rate over the jobs around the fault: true where a job was there twice, or ran twice though no worker had died. */
  jobsRepeated: 'jobs_repeated',
  /** Counter: jobs that are there once and ran again in a run in which workers died. */
  jobsRunAgain: 'jobs_run_again',
  /** Counter (tag `end`): how each job ended that was accepted, or was there although no answer had said so. */
  jobEnds: 'job_ends',
  /** Counter: submissions whose answer was lost or left it open, and whose job was not there. */
  jobsAbsent: 'jobs_absent',
  /**
   * Rate over answers that were checked for it: true where they held another tenant's data. Tags: `kind` of the answer;
   * where they did, also the `part` of the answer and the `form` in which the data stood there.
   */
  foreignAnswers: 'foreign_answers',
  /** Rate (tag `second`, s after the start of the load) over journeys that ended in it: true where well. */
  secondGood: 'second_good',
  /** Trend, ms (tag `second`): duration of the journeys that ended well in it. */
  secondDuration: 'second_duration',
  /** Rate over jobs that call the third party: true where one took longer than its time-out and some slack. */
  callersLate: 'callers_late',
  /** Counter (tag `end`): how jobs that call the third party ended. */
  callerEnds: 'caller_ends',
  /** Trend, share of the workers that were running a job. */
  busyWorkers: 'busy_workers_share',
  /** Rate: monitor samples that could not be taken. */
  monitorErrors: 'monitor_errors',
  /** Rate with the tag `area` (a `ProbeArea`): true where a security probe failed. */
  probeFailures: 'probe_failures',
  /** Rate with the tag `kind`: true where a read of another tenant's data was not denied. Unanswered ones do not count. */
  crossReads: 'cross_tenant_reads',
  /** Counter: reads of another tenant's data without an answer that could be judged. */
  crossUnanswered: 'cross_tenant_unanswered',
  /** Rate with the tag `kind`: true where a tenant did not find its own canary in its own data. */
  ownMissing: 'own_canary_missing',
  /** Counter with the tag `end`: jobs of the tenant that floods. Its failures are no failures of the run. */
  floodJobs: 'flood_jobs',
  /** Counter: users that could measure a quiet window, as the flood's jobs were gone in time; one for each of both. */
  quietMeasured: 'quiet_windows_measured',
} as const;

/** Why a journey failed: by whose fault is left to the reader, but never unnamed. */
export const FAILURE_KINDS = [
  'refused',
  'timeout',
  'unauthorized',
  'client-error',
  'server-error',
  'malformed',
  'job-failed',
  'job-unfinished',
  'wrong-result',
  'exception',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** k6's own metrics that the suite reads. */
export const K6_METRIC = {
  requests: 'http_reqs',
  requestDuration: 'http_req_duration',
  requestFailed: 'http_req_failed',
  iterations: 'iterations',
  droppedIterations: 'dropped_iterations',
  vus: 'vus',
  vusMax: 'vus_max',
} as const;

/** Name of a sub-metric in k6's thresholds and summary, e.g. `job_duration{phase:steady}`. */
export function subMetric(metric: string, tags: Readonly<Record<string, string>>): string {
  return `${metric}{${Object.entries(tags)
    .map(([key, value]) => `${key}:${value}`)
    .join(',')}}`;
}
