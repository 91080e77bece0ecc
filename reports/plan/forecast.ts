/** How long jobs wait in the worst hour of a day, on so many workers: simulated, with the formulas beside it. */
import { ascending, sortedQuantile } from '../stats/quantile.ts';
import { allenCunneen, relaxationSeconds } from '../stats/queueing.ts';
import { createRandom } from '../stats/random.ts';
import {
  type Demand,
  drawJobs,
  erlangsIn,
  type FluidDay,
  fluidDay,
  HOURS,
  jobsIn,
  lanesOf,
  type Stretch,
  serviceIn,
} from './demand.ts';
import { type JobStream, type QueueSystem, simulateQueue } from './queue.ts';

/** A figure with the lowest and the highest that it may be; equal where it is known exactly. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const exactly = (value: number): Interval => ({ value, low: value, high: value });

/** What serves the jobs. */
export interface PlanSystem {
  readonly workers: number;
  /** Seconds that each job holds its worker beyond its own time: taking it, starting it, storing its result. */
  readonly overhead: Interval;
  /** Time after which an idle worker looks again, s. */
  readonly pollSeconds: number;
}

/** What the formulas say of the same hour. */
export interface FormulaCheck {
  /** Erlang C is exact for exponential service; Allen and Cunneen's is an approximation for any other. */
  readonly method: 'erlang-c' | 'allen-cunneen';
  readonly waiting: number;
  readonly meanWait: number;
  readonly p95Wait: number;
  /** Whether the simulated mean is the same, within what chance, the looks of idle workers and 15 % of approximation explain. */
  readonly agrees: boolean;
}

export interface PeakForecast {
  readonly workers: number;
  /** 0 to 23: the hour after which most is left over, or else the busiest. */
  readonly hour: number;
  readonly jobsPerSecond: number;
  /** Share of the workers' time that the hour asks for; above 1 the queue grows. */
  readonly occupancy: Interval;
  /** Mean wait before a job starts, s. */
  readonly meanWait: number;
  /** p95 of that wait, s: median, lowest and highest of the simulated peak hours. Infinite where the queue grows from day to day. */
  readonly p95Wait: Interval;
  /** Jobs still waiting when the hour is over, if work flowed in evenly. */
  readonly backlogJobs: number;
  readonly neverClears: boolean;
  readonly method: 'simulated' | 'fluid';
  readonly replications: number;
  /** Seconds of the hour in each of them. */
  readonly seconds: number;
  readonly check: FormulaCheck | null;
}

const HOUR = 3600;
/** Peak hours that are simulated: the lowest and the highest of 19 enclose the next one 9 times of 10. */
const REPLICATIONS = 19;
/** Where the queue hardly settles and an hour has very many jobs. */
const FEWEST_REPLICATIONS = 3;
/** Jobs of one peak hour, and of all of them, that are worth simulating. */
const JOBS_OF_ONE = 8_000;
const JOBS_OF_ALL = 250_000;
/** Beyond that a backlog is so large that chance no longer matters in it. */
const JOBS_FOR_FLUID = 200_000;
const FLUID_FROM = 1.02;
/** A steady state takes so many relaxation times; a figure of it many more. */
const SETTLING = 20;
const MEASURING = 50;

const between = ({ low, value, high }: Interval, u: number): number =>
  u < 0.5 ? low + (value - low) * 2 * u : value + (high - value) * (2 * u - 1);

const hourBefore = (hour: number): number => (hour + HOURS - 1) % HOURS;

interface Window {
  readonly stretches: readonly Stretch[];
  /** Where the worst hour begins in it, s. */
  readonly from: number;
  readonly seconds: number;
  readonly jobs: number;
  /** The hour stands for itself: nothing is carried into it, and it is long enough to settle. */
  readonly steady: boolean;
}

/** What has to be simulated so that the worst hour is what it would be in a whole day. */
function windowOf(demand: Demand, system: PlanSystem, { backlog, worstHour }: FluidDay): Window {
  const overhead = system.overhead.value;
  const relaxation = (hour: number): number => {
    const { mean, scv } = serviceIn(demand, hour, overhead);
    const arrivalRate = jobsIn(demand, hour) / HOUR;
    return relaxationSeconds({ arrivalRate, servers: system.workers, meanService: mean, serviceScv: scv });
  };
  const carried: number[] = [];
  for (let hour = hourBefore(worstHour); (backlog[hour] ?? 0) > 0 && carried.length < HOURS - 1; ) {
    carried.unshift(hour);
    hour = hourBefore(hour);
  }
  const first = carried[0] ?? worstHour;
  const before = hourBefore(first);
  const warmUp = Math.min(HOUR, Math.max(60, SETTLING * relaxation(before)));
  const own = relaxation(worstHour);
  const steady = carried.length === 0 && SETTLING * own <= HOUR;
  const jobs = jobsIn(demand, worstHour);
  const seconds = steady
    ? Math.min(HOUR, Math.max((JOBS_OF_ONE / Math.max(jobs, 1)) * HOUR, MEASURING * own))
    : HOUR;
  // In a shortened hour the system is at its level from the beginning: what came before no longer matters.
  const lead: Stretch =
    seconds < HOUR ? { hour: worstHour, seconds: SETTLING * own } : { hour: before, seconds: warmUp };
  const stretches = [lead, ...carried.map((hour) => ({ hour, seconds: HOUR })), { hour: worstHour, seconds }];
  return {
    stretches,
    from: lead.seconds + carried.length * HOUR,
    seconds,
    jobs: stretches.reduce((sum, each) => sum + (jobsIn(demand, each.hour) * each.seconds) / HOUR, 0),
    steady,
  };
}

/** p95 of the wait of the jobs that come from a moment on; of several lanes that of the one which waits longest. */
function p95From(jobs: JobStream, starts: Float64Array, from: number): { p95: number; mean: number } {
  const byLane = new Map<number, number[]>();
  let [sum, count] = [0, 0];
  for (let job = 0; job < jobs.length; job += 1) {
    const at = jobs.at[job] ?? 0;
    if (at < from) continue;
    const wait = (starts[job] ?? 0) - at;
    const lane = jobs.lane[job] ?? 0;
    const waits = byLane.get(lane);
    if (waits === undefined) byLane.set(lane, [wait]);
    else waits.push(wait);
    sum += wait;
    count += 1;
  }
  const p95s = [...byLane.values()].map((waits) => sortedQuantile(ascending(waits), 0.95));
  return { p95: Math.max(0, ...p95s), mean: count === 0 ? 0 : sum / count };
}

/**
 * Shortest p95 of the wait that the worst hour can have, s: that of the amounts alone, without any chance. Spares the
 * simulation of what cannot be within a limit.
 */
export function leastWait(demand: Demand, system: PlanSystem): number {
  const { low } = system.overhead;
  if (fluidDay(demand, system.workers, low).neverClears) return Number.POSITIVE_INFINITY;
  return fluidWait(demand, system, low).p95;
}

/** Waits where so much is left over that only the amounts count: work ahead of a job, over the workers. */
function fluidWait(demand: Demand, system: PlanSystem, overhead: number): { p95: number; mean: number } {
  const day = fluidDay(demand, system.workers, overhead);
  const before = day.backlog[hourBefore(day.worstHour)] ?? 0;
  const after = day.backlog[day.worstHour] ?? 0;
  const at = (share: number) => (before + share * (after - before)) / system.workers;
  return { p95: at(after > before ? 0.95 : 0.05), mean: at(0.5) };
}

function formulaCheck(
  demand: Demand,
  system: PlanSystem,
  hour: number,
  simulated: { readonly mean: number; readonly spread: number },
): FormulaCheck | null {
  const { mean, scv } = serviceIn(demand, hour, system.overhead.value);
  const arrivalRate = jobsIn(demand, hour) / HOUR;
  const outcome = allenCunneen({ arrivalRate, servers: system.workers, meanService: mean, serviceScv: scv });
  if (!outcome.ok) return null;
  const { waiting, meanWait, p95Wait } = outcome.value;
  const gap = Math.abs(simulated.mean - meanWait);
  const agrees = gap <= 0.15 * meanWait + system.pollSeconds + 2 * simulated.spread;
  const method = Math.abs(scv - 1) < 1e-9 ? 'erlang-c' : 'allen-cunneen';
  return { method, waiting, meanWait, p95Wait, agrees };
}

/** The worst hour of a day of this demand. The same seed gives the same days, whatever the workers. */
export function forecastPeak(demand: Demand, system: PlanSystem, seed: number): PeakForecast {
  const { workers, overhead } = system;
  const day = fluidDay(demand, workers, overhead.value);
  const hour = day.worstHour;
  const erlangs = (seconds: number) => erlangsIn(demand, hour, seconds) / workers;
  const { mean: service } = serviceIn(demand, hour, overhead.value);
  const common = {
    workers,
    hour,
    jobsPerSecond: jobsIn(demand, hour) / HOUR,
    occupancy: {
      value: erlangs(overhead.value),
      low: erlangs(overhead.low),
      high: erlangs(overhead.high),
    },
    backlogJobs: service === 0 ? 0 : (day.backlog[hour] ?? 0) / service,
    neverClears: day.neverClears,
  };
  const endless = exactly(Number.POSITIVE_INFINITY);
  const clears = (seconds: number) => !fluidDay(demand, workers, seconds).neverClears;
  if (day.neverClears) {
    const nothing = { method: 'fluid', replications: 0, seconds: HOUR, check: null } as const;
    if (!clears(overhead.low)) {
      return { ...common, ...nothing, meanWait: Number.POSITIVE_INFINITY, p95Wait: endless };
    }
    const best = forecastPeak(demand, { ...system, overhead: exactly(overhead.low) }, seed);
    const p95Wait = { ...endless, low: best.p95Wait.low };
    return { ...common, ...nothing, meanWait: Number.POSITIVE_INFINITY, p95Wait };
  }
  const window = windowOf(demand, system, day);
  if (common.occupancy.value > FLUID_FROM && window.jobs > JOBS_FOR_FLUID) {
    const [value, low, high] = [overhead.value, overhead.low, overhead.high].map((seconds) =>
      fluidWait(demand, system, seconds),
    );
    return {
      ...common,
      meanWait: value?.mean ?? 0,
      p95Wait: { value: value?.p95 ?? 0, low: low?.p95 ?? 0, high: high?.p95 ?? 0 },
      method: 'fluid',
      replications: 0,
      seconds: HOUR,
      check: null,
    };
  }
  const affordable = Math.floor(JOBS_OF_ALL / Math.max(window.jobs, 1));
  const replications = Math.max(FEWEST_REPLICATIONS, Math.min(REPLICATIONS, affordable));
  const queue: QueueSystem = {
    groups: [{ count: workers, tags: null }],
    lanes: lanesOf(demand).lanes,
    pollSeconds: system.pollSeconds,
  };
  const runs = Array.from({ length: replications }, (_, index) => {
    const random = createRandom(seed * 1_000_003 + index);
    const jobs = drawJobs(demand, window.stretches, random, between(overhead, (index + 0.5) / replications));
    return p95From(jobs, simulateQueue(jobs, queue), window.from);
  });
  // Where the longest overhead that is possible fills the workers for good, there is no highest wait.
  const p95s = ascending(runs.map(({ p95 }) => p95));
  const meanWait = runs.reduce((sum, { mean }) => sum + mean, 0) / replications;
  const variance = runs.reduce((sum, { mean }) => sum + (mean - meanWait) ** 2, 0) / (replications - 1);
  const lanes = queue.lanes.length;
  return {
    ...common,
    meanWait,
    p95Wait: {
      value: sortedQuantile(p95s, 0.5),
      low: p95s[0] ?? 0,
      high: clears(overhead.high) ? (p95s[replications - 1] ?? 0) : Number.POSITIVE_INFINITY,
    },
    method: 'simulated',
    replications,
    seconds: window.seconds,
    check:
      window.steady && lanes === 1
        ? formulaCheck(demand, system, hour, {
            mean: meanWait,
            spread: Math.sqrt(variance / replications),
          })
        : null,
  };
}
