import type { SharedMessages } from './types.ts';

export const en: SharedMessages = {
  verdict: { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE' },
  validity: { valid: 'VALID', discarded: 'DISCARDED', unknown: 'UNKNOWN' },
  validityChecks: {
    'samples-present': 'samples present',
    'load-delivered': 'planned load delivered',
    'no-dropped-iterations': 'no dropped iterations',
    'generator-not-busy': 'generator not busy',
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
  },
  console: {
    limit: 'limit',
    observed: 'observed',
    samples: 'n',
    noSamples: 'no samples',
    fullReport: (summaryPath) => `Data: ${summaryPath}\nFull report: npm run report -- "${summaryPath}"`,
    needsReport: 'decided by the full report',
    interrupted: 'The run was stopped before its planned end.',
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
  },
};
