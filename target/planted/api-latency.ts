/** Defects that `api-latency` must catch. */
import { defect } from './defect.ts';

export const API_LATENCY_DEFECTS = {
  'no-timeout': defect({
    description: 'jobs wait for the third party without a time-out',
    scenario: 'api-latency',
    caughtBy: { kind: 'criterion', id: 'bystander-queue-wait', and: ['callers-late'] },
    plants: { script: { replaces: 'f/perf/call_api', file: 'scripts/no-timeout.ts' } },
  }),
  'no-bulkhead': defect({
    description: 'jobs hold their worker through every retry of the third party, until all workers wait',
    scenario: 'api-latency',
    caughtBy: { kind: 'criterion', id: 'bystander-queue-wait', and: ['bystander-ratio'] },
    plants: { script: { replaces: 'f/perf/call_api', file: 'scripts/no-bulkhead.ts' } },
  }),
  'retry-forever': defect({
    description:
      'a job whose call failed starts over from the beginning, and every other one then never ends',
    scenario: 'api-latency',
    // With so few callers a second, their recovery is told from 30 seconds after the fault.
    settings: { RESCUE_SECONDS: '5', DURATION: '34s' },
    caughtBy: { kind: 'criterion', id: 'jobs-lost', and: ['jobs-repeated', 'recovery-time'] },
    plants: { script: { replaces: 'f/perf/call_api', file: 'scripts/retry-forever.ts' } },
  }),
};
