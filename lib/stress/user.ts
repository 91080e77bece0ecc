/** One user of a stress step: submits a job, waits for its result, and goes on without a pause (or the think time). */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { nonce } from '../ids.ts';
import type { JourneyOutcome } from '../journeys/outcome.ts';
import { runJourney } from '../journeys/record.ts';
import { waitJourney } from '../journeys/wait.ts';
import * as metrics from '../metrics.ts';
import type { RunData } from '../run/define-run.ts';
import { mainTenant } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';
import { WindmillClient } from '../windmill/client.ts';
import { type Part, partOfStep, waitedMs } from './parts.ts';
import { stepTiming, stressTimeoutMs } from './plan.ts';

/** A user whose connection is refused does not knock a thousand times a second: it would drown all other figures. */
const REFUSED_PAUSE_SECONDS = 0.1;

function record(outcome: JourneyOutcome | null, elapsedMs: number, part: Part, settings: Settings): void {
  const phase = exec.scenario.name;
  metrics.journeysEnded.add(1);
  if (part === 'late') metrics.journeysLate.add(1);
  if (part === 'warmup') return;
  if (part === 'measured') {
    metrics.windowEnded.add(1, { phase });
    if (outcome?.ended && outcome.failure === null) {
      metrics.windowCompleted.add(1, { phase });
    }
  }
  const waited = outcome === null ? null : waitedMs(outcome, elapsedMs);
  if (waited === null) return;
  metrics.journeyWait.add(waited, { phase });
  metrics.slowJourneys.add(waited > settings.stressLatencyMs, { phase });
}

let client: WindmillClient | null = null;

/**
 * One journey. What ends after the warm-up counts for the step, also what ends behind its last second: the slowest
 * answers come last, and leaving them out would flatter it. Throughput is counted inside the measured seconds alone.
 */
export function stressUser(settings: Settings, data: RunData<unknown>): void {
  const tenant = mainTenant(settings);
  if (tenant === null) return;
  client ??= new WindmillClient(settings.baseUrl ?? '', tenant);
  const windmill = client;
  const timing = stepTiming(settings);
  const input = {
    script: settings.scriptPath,
    args: settings.scriptArgs,
    nonce: nonce(data.runId),
    workspace: tenant.workspace,
    timeoutMs: stressTimeoutMs(settings),
  };
  const startedAt = Date.now();
  metrics.journeysStarted.add(1);
  let part: Part = 'warmup';
  const outcome = runJourney(
    () => waitJourney(windmill, input),
    () => {
      part = partOfStep((Date.now() - exec.scenario.startTime) / 1000, timing);
      return part === 'warmup' ? { phase: 'warmup' } : { phase: exec.scenario.name };
    },
  );
  record(outcome, Date.now() - startedAt, part, settings);
  if (outcome?.failure === 'refused') sleep(REFUSED_PAUSE_SECONDS);
  const think = settings.thinkTime;
  if (think !== null && think.max > 0) sleep(think.min + Math.random() * (think.max - think.min));
}
