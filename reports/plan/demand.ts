/** What clients ask of a system in a day, and the jobs of a simulated day drawn from it. */
import type { Random } from '../stats/random.ts';
import type { JobStream, Lane } from './queue.ts';
import type { ServiceTime } from './service-time.ts';

export const HOURS = 24;
const SECONDS_PER_HOUR = 3600;

/** One kind of job. */
export interface DemandPart {
  readonly name: string;
  /** `script:f/perf/echo`; null where the client was described in words. */
  readonly runnable: string | null;
  /** Jobs in each hour of the day, 24 numbers. */
  readonly jobsPerHour: readonly number[];
  readonly service: ServiceTime;
  readonly tag: string;
  readonly priority: number;
}

export type Demand = readonly DemandPart[];

/** `base` and `count` times `client` on top. */
export function withClients(base: Demand, client: Demand, count: number): Demand {
  if (count === 0) return base;
  return [
    ...base,
    ...client.map((part) => ({ ...part, jobsPerHour: part.jobsPerHour.map((jobs) => jobs * count) })),
  ];
}

/** 24 rates around a mean: `peak` times of it in one hour, the rest spread evenly over the other 23. */
export function peakedDay(meanPerHour: number, peak: number, peakHour = 11): readonly number[] {
  const others = (meanPerHour * (HOURS - peak)) / (HOURS - 1);
  return Array.from({ length: HOURS }, (_, hour) => (hour === peakHour ? meanPerHour * peak : others));
}

/** The hour that asks for most work, by the mean times of its jobs. */
export function busiestHour(demand: Demand): number {
  const loads = Array.from({ length: HOURS }, (_, hour) => erlangsIn(demand, hour));
  return loads.indexOf(Math.max(...loads));
}

/** The same day with its busiest hour at another time. */
export function withPeakAt(demand: Demand, hour: number): Demand {
  const shift = hour - busiestHour(demand);
  const moved = (jobs: readonly number[]) => jobs.map((_, at) => jobs[(at - shift + 2 * HOURS) % HOURS] ?? 0);
  return demand.map((part) => ({ ...part, jobsPerHour: moved(part.jobsPerHour) }));
}

/** Jobs in an hour of the day. */
export function jobsIn(demand: Demand, hour: number): number {
  return demand.reduce((sum, { jobsPerHour }) => sum + (jobsPerHour[hour] ?? 0), 0);
}

/** Worker-seconds a second that an hour asks for (erlangs); `overhead` s are added to each job. */
export function erlangsIn(demand: Demand, hour: number, overhead = 0): number {
  return demand.reduce(
    (sum, { jobsPerHour, service }) =>
      sum + ((jobsPerHour[hour] ?? 0) * (service.mean + overhead)) / SECONDS_PER_HOUR,
    0,
  );
}

/** The hour's jobs as one distribution: mean service time in s, overhead included, and its squared variation. */
export function serviceIn(demand: Demand, hour: number, overhead = 0): { mean: number; scv: number } {
  const jobs = jobsIn(demand, hour);
  if (jobs === 0) return { mean: 0, scv: 0 };
  let [first, second] = [0, 0];
  for (const { jobsPerHour, service } of demand) {
    const weight = (jobsPerHour[hour] ?? 0) / jobs;
    first += weight * (service.mean + overhead);
    second += weight * (service.scv * service.mean ** 2 + (service.mean + overhead) ** 2);
  }
  return { mean: first, scv: first === 0 ? 0 : second / first ** 2 - 1 };
}

/** A work-conserving look at the day: what is left over of each hour, in worker-seconds. */
export interface FluidDay {
  /** Backlog at the end of each hour. */
  readonly backlog: readonly number[];
  /** The hour after which most is left; where nothing ever is, the one with most work. */
  readonly worstHour: number;
  /** Whether a day ends with more than it began with: the queue grows from day to day. */
  readonly neverClears: boolean;
}

/** Work flows in evenly within each hour, and m workers take m seconds of it a second. A second day shows what is carried over. */
export function fluidDay(demand: Demand, workers: number, overhead = 0): FluidDay {
  const loads = Array.from({ length: HOURS }, (_, hour) => erlangsIn(demand, hour, overhead));
  const day = (start: number): number[] => {
    const backlog: number[] = [];
    let left = start;
    for (const load of loads) {
      left = Math.max(0, left + (load - workers) * SECONDS_PER_HOUR);
      backlog.push(left);
    }
    return backlog;
  };
  const first = day(0);
  const carried = first.at(-1) ?? 0;
  const second = day(carried);
  // A day without room to spare never gets rid of what chance has piled up.
  const mean = loads.reduce((sum, load) => sum + load, 0) / HOURS;
  const neverClears = mean > 0.999 * workers;
  const backlog = neverClears ? first : second;
  const worstHour = loads.reduce((worst, load, hour) => {
    const [a, b] = [backlog[worst] ?? 0, backlog[hour] ?? 0];
    return b > a || (b === a && load > (loads[worst] ?? 0)) ? hour : worst;
  }, 0);
  return { backlog, worstHour, neverClears };
}

/** Lanes of the demand: each tag with each of its priorities once, and the lane of each part. */
export function lanesOf(demand: Demand): {
  readonly lanes: readonly Lane[];
  readonly laneOf: readonly number[];
} {
  const lanes: Lane[] = [];
  const laneOf = demand.map(({ tag, priority }) => {
    const known = lanes.findIndex((lane) => lane.tag === tag && lane.priority === priority);
    return known >= 0 ? known : lanes.push({ tag, priority }) - 1;
  });
  return { lanes, laneOf };
}

/** A stretch of time in which the rates are those of one hour. */
export interface Stretch {
  readonly hour: number;
  readonly seconds: number;
}

/** The jobs of some stretches, one after the other from 0 s: Poisson arrivals, times of their parts plus `overhead` s. */
export function drawJobs(
  demand: Demand,
  stretches: readonly Stretch[],
  random: Random,
  overhead = 0,
): JobStream {
  const { laneOf } = lanesOf(demand);
  const at: number[] = [];
  const service: number[] = [];
  const lane: number[] = [];
  let from = 0;
  for (const { hour, seconds } of stretches) {
    const rates = demand.map(({ jobsPerHour }) => (jobsPerHour[hour] ?? 0) / SECONDS_PER_HOUR);
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    if (total > 0) {
      const mean = 1 / total;
      for (let t = from + random.exponential(mean); t < from + seconds; t += random.exponential(mean)) {
        let rest = random.uniform() * total;
        let index = 0;
        while (index < rates.length - 1 && rest >= (rates[index] ?? 0)) {
          rest -= rates[index] ?? 0;
          index += 1;
        }
        at.push(t);
        service.push((demand[index]?.service.draw(random) ?? 0) + overhead);
        lane.push(laneOf[index] ?? 0);
      }
    }
    from += seconds;
  }
  return {
    at: Float64Array.from(at),
    service: Float64Array.from(service),
    lane: Uint16Array.from(lane),
    length: at.length,
  };
}
