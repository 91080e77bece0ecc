/** Whether the target is the same at the end: what a fault kills and its supervisor starts again is no change of it. */
import type { TargetIdentity } from '../../../../lib/summary-types.ts';
import type { ScenarioFindings } from '../../../../reports/analysis/scenario-analysis.ts';
import { formatCount } from '../../../../reports/render/format.ts';
import type { FaultContext } from '../context.ts';
import type { ResilienceWords } from '../messages.ts';
import type { FaultTimes } from './fault.ts';

type Finding = NonNullable<NonNullable<ScenarioFindings['validity']>['target-unchanged']>;

/** Clocks of target and generator, and the moment at which a fault was made, are known this well, s. */
const CLOCK_SECONDS = 2;

/** Starts, in Unix s, of workers (`name@start`) and of processes that are there at the end and were not at the start. */
function startedAgain(start: TargetIdentity, end: TargetIdentity) {
  return {
    workers: end.workers
      .filter((worker) => !start.workers.includes(worker))
      .map((worker) => Date.parse(worker.slice(worker.lastIndexOf('@') + 1)) / 1000),
    processes: end.processStart.filter((at) => !start.processStart.includes(at)),
  };
}

export interface FaultRestarts {
  /** Workers that the fault killed: each had one job at most, which is run again. */
  readonly workers: number;
  readonly check: Finding;
}

/**
 * Valid where workers or processes are others than at the start, and each new one was started after the fault came.
 * Undefined: nothing was restarted, or not for this reason, and the common check decides.
 */
export function restartedByFault(
  { summary, language }: FaultContext,
  times: FaultTimes,
  words: ResilienceWords,
): FaultRestarts | undefined {
  const { atStart, atEnd } = summary.target;
  if (atStart === null || atEnd === null || times.made === null) return undefined;
  if (atStart.version !== atEnd.version || atStart.scriptHash !== atEnd.scriptHash) return undefined;
  const { workers, processes } = startedAgain(atStart, atEnd);
  const restarts = [...workers, ...processes];
  const since = Date.parse(summary.startedAt) / 1000 + times.made - CLOCK_SECONDS;
  if (restarts.length === 0 || !restarts.every((at) => at >= since)) return undefined;
  return {
    workers: workers.length,
    check: { verdict: 'valid', detail: words.restarted(formatCount(restarts.length, language)) },
  };
}
