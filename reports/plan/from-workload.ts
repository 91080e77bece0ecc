/** The demand of a workload file: rates by the hour, and the time of each job from the file or from a run that measured it. */
import { jobsInHour, runnableName, type Workload, type WorkloadItem } from '../../lib/workload/workload.ts';
import { type Demand, HOURS } from './demand.ts';
import { type MeasuredRun, ownSeconds } from './measured.ts';
import { fixedTime, lognormalByP95, lognormalTime, recordedTime, type ServiceTime } from './service-time.ts';

export interface WorkloadDemand {
  readonly demand: Demand;
  /** Clients that the file stands for: its tenants, 1 where it names none. */
  readonly clients: number;
  /** Items whose time is that of a run, all overhead of a worker included. */
  readonly measured: readonly string[];
  /** Items of which no time is known. */
  readonly unknown: readonly string[];
  /** Items of users, whose rate is that of users who never wait. */
  readonly users: readonly string[];
}

/** Lognormal with the variation of an exponential: times of real jobs have no mode at zero. */
const UNKNOWN_VARIATION = 1;

function statedTime({ duration, runnable, arguments: args }: WorkloadItem): ServiceTime | null {
  if (duration === null) {
    const own = runnable.kind === 'script' ? ownSeconds(runnable.path, args) : null;
    return own === null ? null : fixedTime(own);
  }
  const { meanSeconds, p95Seconds, quantiles } = duration;
  if (quantiles.length > 0) return recordedTime(quantiles, meanSeconds);
  if (p95Seconds !== null) return lognormalByP95(meanSeconds, p95Seconds);
  return lognormalTime(meanSeconds, UNKNOWN_VARIATION);
}

/** Its time as a run measured it, less the `overhead` that is added to every job. */
function measuredTime(
  { runnable }: WorkloadItem,
  runs: readonly MeasuredRun[],
  overhead: number,
): ServiceTime | null {
  const run = runnable.kind === 'script' ? runs.find(({ script }) => script === runnable.path) : undefined;
  return run === undefined
    ? null
    : lognormalTime(Math.max(0, run.perJob.value - overhead), UNKNOWN_VARIATION);
}

/** `overhead` in s is what will be added to every job. */
export function workloadDemand(
  workload: Workload,
  runs: readonly MeasuredRun[],
  overhead: number,
): WorkloadDemand {
  const found = { measured: [] as string[], unknown: [] as string[], users: [] as string[] };
  const demand = workload.items.map((item) => {
    const stated = statedTime(item);
    const service = stated ?? measuredTime(item, runs, overhead);
    if (service === null) found.unknown.push(item.name);
    else if (stated === null) found.measured.push(item.name);
    if (item.load.kind === 'users') found.users.push(item.name);
    const known = item.duration ?? {
      meanSeconds: service?.mean ?? 0,
      p95Seconds: null,
      quantiles: [],
    };
    return {
      name: item.name,
      runnable: runnableName(item.runnable),
      jobsPerHour: Array.from({ length: HOURS }, (_, hour) => jobsInHour({ ...item, duration: known }, hour)),
      service: service ?? fixedTime(0),
      tag: item.tag,
      priority: item.priority,
    };
  });
  const tenants = new Set(workload.items.flatMap(({ tenant }) => tenant ?? []));
  return { demand, clients: Math.max(1, tenants.size), ...found };
}
