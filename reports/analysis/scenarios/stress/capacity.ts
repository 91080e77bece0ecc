/** What the steps add up to: the interval, what saturated, what one more worker would bring, the model. */
import { littleCheck } from '../../../stats/little.ts';
import type { Outcome } from '../../../stats/outcome.ts';
import { firstSaturated, SATURATED, type Saturation } from '../../../stats/staircase.ts';
import { fitUsl, type UslFit } from '../../../stats/usl.ts';
import type { StressRecord } from './data.ts';
import { loadStep, type MeasuredStep } from './steps.ts';

/** Resources whose use is known as a share of what there is. */
export type Resource = 'workers' | 'cpu' | 'db-connections';

export interface TargetSize {
  readonly workers: number | null;
  readonly dbConnectionsMax: number | null;
  /** Cores that the target runs on; null where that is not known. */
  readonly cores: number | null;
}

/**
 * Use of each resource at a step, 0 to 1. The workers' own figure is a mean over their last 15 seconds, which lags behind
 * short steps; a queue with a job waiting in more than half of the samples says as well that no worker was free. On a
 * machine shared with the generator, all that it does counts: what k6 uses the target cannot have.
 */
export function utilization(step: MeasuredStep, size: TargetSize): Partial<Record<Resource, number>> {
  const share: Partial<Record<Resource, number>> = {};
  const waiting = step.queueLength !== null && step.queueLength >= Math.max(1, (size.workers ?? 0) / 4);
  if (step.workersPercent !== null) share.workers = Math.min(1, step.workersPercent / 100);
  if (waiting) share.workers = 1;
  const ofTarget =
    step.cpuPercent === null || size.cores === null ? null : step.cpuPercent / 100 / size.cores;
  const cpu = Math.max(ofTarget ?? 0, size.cores === null ? 0 : (step.machineCpuShare ?? 0));
  if (cpu > 0) share.cpu = Math.min(1, cpu);
  if (step.dbConnections !== null && size.dbConnectionsMax !== null) {
    share['db-connections'] = Math.min(1, step.dbConnections / size.dbConnectionsMax);
  }
  return share;
}

export interface Peak {
  readonly users: number;
  readonly jobsPerSecond: number;
}

/** The step with the most jobs done well a second, among those that say something about the target. */
export function peakOf(steps: readonly MeasuredStep[]): Peak | null {
  let peak: Peak | null = null;
  for (const { users, jobsPerSecond, discarded } of steps) {
    if (discarded !== null || jobsPerSecond === null || jobsPerSecond <= (peak?.jobsPerSecond ?? 0)) continue;
    peak = { users, jobsPerSecond };
  }
  return peak;
}

export function saturationOf(steps: readonly MeasuredStep[], size: TargetSize): Saturation | null {
  return firstSaturated(steps.map((step) => loadStep(step, utilization(step, size))));
}

export interface NextWorker {
  /** Number of the worker that would be added. */
  readonly nth: number;
  /** Jobs a second that each worker did when all of them were busy. */
  readonly jobsPerSecond: number;
  /** The CPU had room for it at the peak; null where its use is not known. */
  readonly cpuHasRoom: boolean | null;
}

/** What one more worker would bring, where the worker pool is what saturates first. */
export function nextWorker(
  steps: readonly MeasuredStep[],
  peak: Peak | null,
  saturation: Saturation | null,
  size: TargetSize,
): NextWorker | null {
  if (peak === null || size.workers === null || saturation?.resource !== 'workers') return null;
  const atPeak = steps.find(({ users }) => users === peak.users);
  const cpu = atPeak === undefined ? undefined : utilization(atPeak, size).cpu;
  return {
    nth: size.workers + 1,
    jobsPerSecond: peak.jobsPerSecond / size.workers,
    cpuHasRoom: cpu === undefined ? null : cpu < SATURATED,
  };
}

/** Above it, quick failures stand in for journeys, and neither the model nor Little's law describes the step. */
const MAX_FAILED_SHARE = 0.01;

const isClean = (step: MeasuredStep): boolean =>
  step.discarded === null && step.journeys > 0 && step.failed / step.journeys <= MAX_FAILED_SHARE;

/** The model over the steps without failures: what is refused quickly is no throughput that contention could explain. */
export function modelOf(steps: readonly MeasuredStep[], seed: number): Outcome<UslFit> {
  const levels = steps.flatMap((step) =>
    isClean(step) && step.jobsPerSecond !== null && step.jobsPerSecond > 0
      ? [{ users: step.users, throughput: step.jobsPerSecond }]
      : [],
  );
  return fitUsl(levels, { seed });
}

/** How far users and X(R + Z) lie apart at a step, in per cent; null where the step cannot carry the comparison. */
export function littleGapPercent(step: MeasuredStep | undefined, thinkSeconds: number): number | null {
  if (step === undefined || !isClean(step) || step.meanWaitMs === null || step.jobsPerSecond === null) {
    return null;
  }
  const check = littleCheck({
    users: step.users,
    throughput: step.jobsPerSecond,
    responseSeconds: step.meanWaitMs / 1000,
    thinkSeconds,
  });
  return check.ok ? check.value.gap * 100 : null;
}

/** Requests and seconds that a ramp with steps as fine as the answer would have cost, up to its lowest bad step. */
export function rampCost(
  steps: readonly MeasuredStep[],
  record: StressRecord,
): { readonly requests: number; readonly seconds: number } | null {
  const { search, timing } = record;
  if (search === undefined || search.good === null || search.bad === null) return null;
  const resolution = Math.max(1, search.bad - search.good);
  const stride = timing.warmupSeconds + timing.measuredSeconds + timing.gapSeconds;
  const known = steps
    .filter(({ requestsPerSecond }) => requestsPerSecond !== null)
    .sort((a, b) => a.users - b.users);
  let requests = 0;
  let count = 0;
  for (let users = resolution; users < search.bad + resolution; users += resolution) {
    count += 1;
    const rate = interpolate(known, Math.min(users, search.bad));
    requests += rate * (timing.warmupSeconds + timing.measuredSeconds);
  }
  return { requests: Math.round(requests), seconds: count * stride };
}

/** Requests a second at a number of users, between the trials on either side; in proportion below the lowest. */
function interpolate(known: readonly MeasuredStep[], users: number): number {
  const rate = (step: MeasuredStep | undefined) => step?.requestsPerSecond ?? 0;
  const above = known.find((step) => step.users >= users);
  const below = known.filter((step) => step.users <= users).at(-1);
  if (below === undefined) return above === undefined ? 0 : (rate(above) * users) / above.users;
  if (above === undefined || above.users === below.users) return rate(below);
  return rate(below) + ((rate(above) - rate(below)) * (users - below.users)) / (above.users - below.users);
}
