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
