/** A journey that throws every other time, as a mistake in a journey would: what k6 makes of it, and what we do. */
import exec from 'k6/execution';
import { runJourney } from '../../lib/journeys/record.ts';
import { METRIC } from '../../lib/metric-names.ts';

export const options = {
  scenarios: { users: { executor: 'shared-iterations', vus: 1, iterations: 10 } },
  thresholds: { [METRIC.journeyErrors]: ['rate<0.01'] },
};

export default function (): void {
  runJourney(
    () => {
      if (exec.scenario.iterationInTest % 2 === 0) throw new Error('a mistake in the journey');
      return {
        accepted: true,
        ended: true,
        failure: null,
        durationMs: 5,
        queueWaitMs: null,
        resultCheck: 'right',
        jobId: null,
      };
    },
    { phase: 'measured' },
  );
}

export function handleSummary(data: { metrics: Record<string, { values: Record<string, number> }> }) {
  const { metrics } = data;
  return {
    stdout: JSON.stringify({
      errors: metrics[METRIC.journeyErrors]?.values.rate,
      exceptions: metrics[METRIC.journeyExceptions]?.values.count,
      completed: metrics[METRIC.jobsCompleted]?.values.count,
    }),
  };
}
