/** One user of a stress step: submits a job, waits for its result, and goes on without a pause (or the think time). */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { nonce } from '../../../lib/journeys/nonce.ts';
import type { JourneyOutcome } from '../../../lib/journeys/outcome.ts';
import { runJourney } from '../../../lib/journeys/record.ts';
import { think } from '../../../lib/journeys/think.ts';
import { waitJourney } from '../../../lib/journeys/wait.ts';
import * as stressMetrics from '../../../lib/metrics/stress.ts';
import * as windowsMetrics from '../../../lib/metrics/windows.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import type { UserTask } from '../../../lib/run/user-task.ts';
import { WindmillClient } from '../../../lib/windmill/client.ts';
import type { StressTarget } from './data.ts';
import { type Part, partOfStep, waitedMs } from './parts.ts';
import type { StepTiming } from './plan.ts';

export interface StressOwn {
  readonly task: UserTask;
  readonly timing: StepTiming;
  /** Waiting longer than this is one of the two limits, ms. */
  readonly slowMs: number;
  readonly target: StressTarget;
}

/** A user whose connection is refused does not knock a thousand times a second: it would drown all other figures. */
const REFUSED_PAUSE_SECONDS = 0.1;

function record(outcome: JourneyOutcome | null, elapsedMs: number, part: Part, slowMs: number): void {
  const phase = exec.scenario.name;
  stressMetrics.journeysEnded.add(1);
  if (part === 'late') stressMetrics.journeysLate.add(1);
  if (part === 'warmup') return;
  if (part === 'measured') {
    windowsMetrics.windowEnded.add(1, { phase });
    if (outcome?.ended && outcome.failure === null) {
      windowsMetrics.windowCompleted.add(1, { phase });
    }
  }
  const waited = outcome === null ? null : waitedMs(outcome, elapsedMs);
  if (waited === null) return;
  stressMetrics.journeyWait.add(waited, { phase });
  stressMetrics.slowJourneys.add(waited > slowMs, { phase });
}

/**
 * One journey. What ends after the warm-up counts for the step, also what ends behind its last second: the slowest
 * answers come last, and leaving them out would flatter it. Throughput is counted inside the measured seconds alone.
 */
export function stressUser(data: RunData<StressOwn>, token: string): void {
  const { task, timing, slowMs } = data.own;
  const client = new WindmillClient(task.baseUrl, { workspace: task.workspace, token });
  const input = { ...task, nonce: nonce(data.runId) };
  const startedAt = Date.now();
  stressMetrics.journeysStarted.add(1);
  let part: Part = 'warmup';
  const outcome = runJourney(
    () => waitJourney(client, input),
    () => {
      part = partOfStep((Date.now() - exec.scenario.startTime) / 1000, timing);
      return part === 'warmup' ? { phase: 'warmup' } : { phase: exec.scenario.name };
    },
  );
  record(outcome, Date.now() - startedAt, part, slowMs);
  if (outcome?.failure === 'refused') sleep(REFUSED_PAUSE_SECONDS);
  think(task.think);
}
