/**
 * Which resource is used up where throughput no longer grows, by the utilisation law U = X·S/m (Denning and Buzen 1978):
 * X jobs a second that occupy one of m servers for S seconds each keep the share U of them busy.
 */
import type { MeasuredStep } from './steps.ts';

/** Resources whose use is known as a share of what there is. */
export type Resource = 'workers' | 'cpu' | 'db-connections' | 'third-party';

export interface TargetSize {
  readonly workers: number | null;
  /** Cores of the machine that target and generator share; null where the target runs elsewhere or that is not known. */
  readonly cores: number | null;
}

export type Utilization = Partial<Record<Resource, number>>;

/** Utilization from which a resource counts as saturated: beyond it, queueing dominates the response time. */
export const SATURATED = 0.9;

/** Jobs below which their mean service time says nothing. */
const MIN_JOBS = 5;
/** The workers' own figure is a mean over their last 15 seconds: in a shorter step it speaks of the steps before. */
const OCCUPANCY_SECONDS = 15;

/** Busy share of the workers, 0 to 1: from the jobs' own times or, where those are not shown, as the workers report it. */
export function workersBusy(step: MeasuredStep, workers: number | null): number | null {
  const { jobsPerSecond, serviceMs, serviceJobs, reportedBusyPercent, seconds } = step;
  if (
    workers !== null &&
    workers > 0 &&
    jobsPerSecond !== null &&
    serviceMs !== null &&
    serviceJobs >= MIN_JOBS
  ) {
    return Math.min(1, (jobsPerSecond * serviceMs) / 1000 / workers);
  }
  return reportedBusyPercent !== null && seconds >= OCCUPANCY_SECONDS
    ? Math.min(1, reportedBusyPercent / 100)
    : null;
}

/**
 * Cores that target and generator kept busy: what k6 uses, the target beside it cannot have. By the kernel's account of
 * their processes where the runner has it, which knows of children that came and went; else as the target tells its own.
 */
export function coresBusy(step: MeasuredStep, cores: number | null): number | null {
  if (cores === null) return null;
  if (step.coresInUse !== null) return Math.min(cores, step.coresInUse);
  if (step.cpuPercent !== null) {
    return Math.min(cores, step.cpuPercent / 100 + (step.generatorCpuShare ?? 0) * cores);
  }
  return step.machineCpuShare === null ? null : step.machineCpuShare * cores;
}

/** Use of each resource at a step, 0 to 1; what is not known is left out. */
export function utilization(step: MeasuredStep, size: TargetSize): Utilization {
  const share: Utilization = {};
  const workers = workersBusy(step, size.workers);
  if (workers !== null) share.workers = workers;
  const cores = coresBusy(step, size.cores);
  if (cores !== null && size.cores !== null) share.cpu = cores / size.cores;
  if (step.poolInUsePercent !== null) share['db-connections'] = Math.min(1, step.poolInUsePercent / 100);
  if (step.thirdPartyPercent !== null) share['third-party'] = Math.min(1, step.thirdPartyPercent / 100);
  return share;
}

/**
 * A job holds its worker while it waits for anything else, and a request its connection while it waits for the CPU: an
 * outer resource is as full as whatever it waits for. Of several that are full the innermost is what limits.
 */
const INNERMOST_FIRST: readonly (readonly Resource[])[] = [
  ['cpu', 'third-party'],
  ['db-connections'],
  ['workers'],
];
const RESOURCES = INNERMOST_FIRST.flat();

/** Mean use of each resource over steps; of one that is not known in all of them, over those where it is. */
export function meanUtilization(steps: readonly MeasuredStep[], size: TargetSize): Utilization {
  const mean: Utilization = {};
  for (const resource of RESOURCES) {
    const values = steps.flatMap((step) => utilization(step, size)[resource] ?? []);
    if (values.length > 0) mean[resource] = values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return mean;
}

/** Each resource whose use is known, with it. */
export function knownUse(use: Utilization): (readonly [Resource, number])[] {
  return RESOURCES.flatMap((resource) => {
    const share = use[resource];
    return share === undefined ? [] : [[resource, share] as const];
  });
}

export interface Saturation {
  readonly resource: Resource;
  readonly utilization: number;
}

/** The resource that limits, or null: none that is known is used up, so that the limit lies in what was not watched. */
export function saturationOf(use: Utilization): Saturation | null {
  for (const level of INNERMOST_FIRST) {
    const [fullest] = level
      .map((resource) => ({ resource, utilization: use[resource] ?? 0 }))
      .filter(({ utilization }) => utilization >= SATURATED)
      .sort((a, b) => b.utilization - a.utilization);
    if (fullest !== undefined) return fullest;
  }
  return null;
}

export interface NextWorker {
  /** Number of the worker that would be added. */
  readonly nth: number;
  /** Jobs a second that it would add. */
  readonly jobsPerSecond: number;
  /** What it would use up before it is busy itself; null: nothing that is known. */
  readonly boundBy: Exclude<Resource, 'workers'> | null;
  /** The use of the CPU is known, so that there is room for it. */
  readonly cpuKnown: boolean;
}

/**
 * What one more worker would bring where the workers are what limits: what each of them does, or less where another
 * resource is used up before that: one that is used U at X jobs a second allows X/U. That is an upper bound, since jobs
 * wait for one another well before it is full.
 */
export function nextWorker(
  jobsPerSecond: number,
  use: Utilization,
  saturation: Saturation | null,
  size: TargetSize,
): NextWorker | null {
  if (size.workers === null || size.workers <= 0 || saturation?.resource !== 'workers') return null;
  let gain = jobsPerSecond / size.workers;
  let boundBy: NextWorker['boundBy'] = null;
  for (const [resource, utilized] of knownUse(use)) {
    if (resource === 'workers' || utilized <= 0) continue;
    const room = jobsPerSecond * (1 / utilized - 1);
    if (room < gain) [gain, boundBy] = [room, resource];
  }
  return { nth: size.workers + 1, jobsPerSecond: gain, boundBy, cpuKnown: use.cpu !== undefined };
}
