import type { SharedMessages } from './types.ts';

export const en: SharedMessages = {
  verdict: { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE' },
  validity: { valid: 'VALID', discarded: 'DISCARDED', unknown: 'UNKNOWN' },
  evidence: {
    proven: 'proven',
    exact: 'exact',
    notProven: 'not proven',
    needs: (samples) => `not proven, needs n ≥ ${samples}`,
  },
  validityChecks: {
    'samples-present': 'samples present',
    'load-delivered': 'planned load delivered',
    'no-dropped-iterations': 'no dropped iterations',
    'generator-not-busy': 'generator not busy',
    'no-interference': 'processor left to the run',
    'target-unchanged': 'target the same at start and end',
    'clean-start': 'queue empty at the start',
    'journeys-sound': 'journeys without errors of their own',
    'run-completed': 'run went to its planned end',
  },
  criteria: {
    'latency-p95': {
      title: 'Latency p95, submit to completed',
      next: 'Compare queue wait with job time: a long wait means too few workers, a long job time a slow script or third party.',
    },
    'error-rate': {
      title: 'Failed journeys',
      next: 'Look at the statuses by phase and at the log of the server for the first failure.',
    },
    'jobs-completed': {
      title: 'Accepted jobs that ended in time',
      next: 'Check that workers are alive (workers/list) and that the queue drains.',
    },
    'wrong-results': {
      title: 'Results of another job or workspace',
      next: 'Take this as a data leak until shown otherwise: stop, and look at caches keyed without job or workspace.',
    },
    'burst-recovery': {
      title: 'p95 after the peak over p95 before it',
      next: 'Look at the queue after the peak: a backlog that does not drain means that the peak outran the workers.',
    },
    'stress-max-users': {
      title: 'Users at once that were held',
      next: 'Look at what saturated first in the table of steps: workers, CPU, connections, or a lock that shows in none of them.',
    },
    'stress-wrong-results': {
      title: 'Results of another job or workspace, whole run',
      next: 'Take this as a data leak until shown otherwise: stop, and look at what is shared between concurrent jobs.',
    },
    'soak-memory': {
      title: 'Growth of the memory floor',
      next: 'Take heap snapshots an hour apart, and look for lists and caches without an upper bound.',
    },
    'soak-latency': {
      title: 'Growth of the p95',
      next: 'Look for tables that grow without an index or a clean-up (completed jobs, logs) and for slow queries.',
    },
    'soak-throughput': {
      title: 'Loss of throughput',
      next: 'Compare the jobs per worker over time: workers that stop pinging, or jobs that take longer and longer.',
    },
    'soak-connections': {
      title: 'Growth of open database connections',
      next: 'Look at pg_stat_activity for idle connections and at who opened them: one that is not returned after an error.',
    },
    'soak-errors': {
      title: 'Growth of the share of failed journeys',
      next: 'Look at the kinds of failures in the last windows and at the log of the server from then on.',
    },
    'jobs-lost': {
      title: 'Accepted jobs that never ended',
      next: 'Look at one of the lost ids in the ledger (events.log): was it committed before it was acknowledged, and is it still in the queue?',
    },
    'jobs-repeated': {
      title: 'Jobs that were there or ran more than once',
      next: 'Look for a retry that submits under a new id, and for restarts of jobs whose worker was alive.',
    },
    'recovery-time': {
      title: 'Time to recover after the fault',
      next: 'Look at how server and workers open new connections, and for retries that go on after the fault.',
    },
    'outage-answer-time': {
      title: 'Wait for an answer during the fault, p95',
      next: 'Set time-outs for connecting to the database and for statements: a client should fail fast, not hang.',
    },
    'foreign-answers': {
      title: 'Answers with another job’s or tenant’s data',
      next: 'Take this as a data leak until shown otherwise: look at what is answered from a cache while the database is away.',
    },
    'bystander-ratio': {
      title: 'p95 of jobs that do not call the third party, fault over before',
      next: 'Keep workers free for them: a time-out on every outside call, and a worker group of their own for jobs that wait.',
    },
    'bystander-queue-wait': {
      title: 'Queue wait of jobs that do not call the third party, p95 during the fault',
      next: 'All workers are taken by jobs that wait: shorten their time-out or give them workers of their own.',
    },
    'callers-late': {
      title: 'Calling jobs that outlived their time-out',
      next: 'Look for outside calls without a time-out, and for retries inside the job.',
    },
    'effects-repeated': {
      title: 'Events whose side effects were applied more than once',
      next: 'Make the check for duplicates and the side effects one transaction, decided by a unique key of tenant and event id.',
    },
    'effects-missing': {
      title: 'Events whose side effects are missing',
      next: 'Look at what counts as a duplicate: only the same id of the same tenant may.',
    },
    'foreign-data': {
      title: 'Answers that held data of another tenant',
      next: 'Take this as a data leak: look at the leaks below, then for queries, caches and shared variables that leave out the workspace.',
    },
    'cross-tenant-reads': {
      title: "Reads of another tenant's data that were not denied",
      next: 'Open the leaks below: each names the route and both tenants. Check that route for the workspace in its query and in its cache.',
    },
    'neighbour-ratio': {
      title: 'p95 beside a flooding tenant over p95 without it',
      next: 'Where workers take the oldest job, whoever sent it, as Windmill’s do, a flood makes all others wait: give clients workers of their own (tags, worker groups), or hold a flood back before its jobs are queued.',
    },
    'fairness-min-share': {
      title: 'Pace that the worst-off tenant kept beside a flooding one',
      next: 'Look at the table of tenants: who lost its pace, and whether the workers or the API kept it waiting.',
    },
    'fairness-jain': {
      title: 'Jain’s index of the pace that tenants kept',
      next: 'Tenants are not treated alike: look for priorities, tags and worker groups that favour one of them.',
    },
    'tenant-scaling': {
      title: 'Growth of the p95 with the number of tenants, exponent',
      next: 'Look for work that is done once per tenant on every request: permissions, caches, queries over all workspaces.',
    },
    'tenant-errors': {
      title: 'Failed journeys, all tenants',
      next: 'Look at the kinds of failures and at the log of the server for the first one.',
    },
    'access-denied': {
      title: 'Probes without a valid token that got in',
      next: 'Open the probes below: each names the route and who asked. Close that route first.',
    },
    'tenant-boundary': {
      title: "Probes by another tenant that reached a tenant's data",
      next: 'Take this as a data leak: look for queries and caches that leave out the workspace.',
    },
    'rights-enforced': {
      title: 'Probes beyond the rights of their token that went through',
      next: 'Check how the scopes of a token and the role of its user are enforced on the route named below.',
    },
    'webhook-signature': {
      title: 'Forged or old webhook deliveries that were processed',
      next: 'Compare the signature over "timestamp.body" in constant time, and refuse old timestamps, before anything is stored.',
    },
    'errors-without-internals': {
      title: 'Errors that tell what is inside',
      next: 'Answer with a fixed text and log the cause on the server.',
    },
    'secrets-hidden': {
      title: 'Secrets in answers, job logs and server logs',
      next: 'Rotate what is shown below, then mask it where it was written.',
    },
  },
  console: {
    limit: 'limit',
    observed: 'observed',
    samples: 'n',
    noSamples: 'no samples',
    fullReport: (summaryPath) => `Data: ${summaryPath}\nFull report: npm run report -- "${summaryPath}"`,
    needsReport: 'decided by the full report',
    interrupted: 'The run was stopped before its planned end.',
    load: {
      users: (count, pause) => `${count} ${count === 1 ? 'user' : 'users'}, ${pause}`,
      pause: (seconds) => `${seconds} s between two actions`,
      noPause: 'no pause between two actions',
    },
    stress: {
      step: (users, jobs, failed, p95) => `${users} users: ${jobs} jobs/s, ${failed} % failed, p95 ${p95} ms`,
      limit: (held, broken) => {
        if (held === null && broken === null) return 'No step was measured.';
        if (broken === null) return `Held ${held} users at once; the limit lies higher.`;
        return held === null
          ? `Broken at ${broken} users, the lowest that were tried.`
          : `Held ${held} users at once, broken at ${broken}.`;
      },
    },
    fault: {
      phase: (name, journeys, failed, p95) =>
        `${name}: ${journeys} journeys, ${failed} % failed, p95 ${p95} ms`,
      unanswered: (submissions, seconds) => `${submissions} had no answer within ${seconds} s`,
      back: (seconds, watched) =>
        seconds === null
          ? `Not back within ${watched} s after the fault, by bare counts.`
          : `Back ${seconds} s after the fault, by bare counts.`,
    },
    arm: (name, counted, expected) => `${name}: ${counted} side effects, ${expected} expected`,
    tenants: {
      foreign: (kinds) => `Answers with data of another tenant: ${kinds}`,
      letIn: (kinds) => `Reads of another tenant's data that were let in: ${kinds}`,
      neighbour: (quiet, noisy) => `p95 ${quiet} ms in quiet windows, ${noisy} ms beside a flooding tenant`,
    },
  },
};
