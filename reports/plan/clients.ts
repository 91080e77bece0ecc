/** How many clients fit, and what each number of them takes: the forecast of each, searched where it has to be. */
import { allenCunneen } from '../stats/queueing.ts';
import { type Demand, fluidDay, HOURS, jobsIn, serviceIn, withClients } from './demand.ts';
import { forecastPeak, type Interval, leastWait, type PeakForecast, type PlanSystem } from './forecast.ts';
import { type MeasuredRun, memoryWith } from './measured.ts';

export interface PlanQuestion {
  /** What the system has to do without any of the clients. */
  readonly base: Demand;
  readonly client: Demand;
  readonly system: PlanSystem;
  /** Longest p95 of the wait at the peak that is accepted, s. */
  readonly maxWait: number;
  /** Highest number of clients in the table; null: some more than fit. */
  readonly upTo: number | null;
  readonly seed: number;
  /** The run that tells where other resources end; null: none was given. */
  readonly run: MeasuredRun | null;
}

/** Whole clients: `low` fit for certain, `high` at most. */
export interface ClientRange {
  readonly low: number;
  readonly high: number;
}

export type LimitName = 'workers' | MeasuredRun['limits'][number]['resource'];

export interface PlanLimit {
  readonly resource: LimitName;
  /** Of the workers, where another resource ends before: at least what that lets in, at most what the amounts allow. */
  readonly clients: ClientRange;
  /** Jobs a second at which it is reached; null for the workers, which are simulated. */
  readonly rate: Interval | null;
}

export interface PlanRow {
  readonly clients: number;
  readonly peak: PeakForecast;
  readonly fits: 'yes' | 'perhaps' | 'no';
  /** Workers with which it would fit; null: more than is sensible to look for. */
  readonly workersNeeded: ClientRange | null;
  /** MB with the workers needed. */
  readonly memoryMb: Interval | null;
  /** Resources that are used up with so many clients. */
  readonly exceeded: readonly LimitName[];
}

export interface ClientPlan {
  readonly rows: readonly PlanRow[];
  readonly fit: ClientRange;
  /** Whether what is there without any of the clients fits. */
  readonly baseFits: boolean;
  /** Ascending by what they let in; the first is what gives way first. */
  readonly limits: readonly PlanLimit[];
  /** `fit` is a lower bound: the search ended there. */
  readonly more: boolean;
}

const MOST_CLIENTS = 10_000;
const MOST_ROWS = 10;
/** Rows where an hour has so many jobs that each takes a second to simulate. */
const FEW_ROWS = 4;
const MANY_JOBS_PER_SECOND = 30;
const MOST_WORKERS = 2_000;

/** Largest n from 0 to `most` for which `holds`, of a predicate that once false stays false; −1 where 0 fails. */
function largest(most: number, guess: number, holds: (n: number) => boolean): number {
  if (!holds(0)) return -1;
  let [good, bad] = [0, most + 1];
  let step = Math.max(1, Math.ceil(guess / 16));
  let at = Math.min(Math.max(1, guess), most);
  while (bad - good > 1) {
    if (holds(at)) {
      good = at;
      at = bad <= most ? Math.min(good + step, bad - 1) : Math.min(most, good + step);
      step *= 2;
    } else {
      bad = at;
      at = Math.max(good + 1, bad - step);
      step *= 2;
    }
    if (bad <= most && good > 0) at = (good + bad) >> 1;
    if (at === good) at += 1;
  }
  return good;
}

const withWorkers = (system: PlanSystem, workers: number): PlanSystem => ({ ...system, workers });

/** Fewest workers by the formula for the busiest hour: where the search for the true number begins. */
function guessWorkers(demand: Demand, { overhead }: PlanSystem, maxWait: number): number {
  const { worstHour } = fluidDay(demand, 1, overhead.value);
  const { mean, scv } = serviceIn(demand, worstHour, overhead.value);
  const arrivalRate = jobsIn(demand, worstHour) / 3600;
  for (let servers = Math.max(1, Math.floor(arrivalRate * mean)); servers < MOST_WORKERS; servers += 1) {
    const wait = allenCunneen({ arrivalRate, servers, meanService: mean, serviceScv: scv });
    if (wait.ok && wait.value.p95Wait <= maxWait) return servers;
  }
  return MOST_WORKERS;
}

/** Fewest workers with which the wait stays within the limit: perhaps, and for certain. */
export function workersNeeded(
  demand: Demand,
  system: PlanSystem,
  maxWait: number,
  seed: number,
): ClientRange | null {
  const known = new Map<number, PeakForecast>();
  const forecast = (workers: number): PeakForecast => {
    const found = known.get(workers) ?? forecastPeak(demand, withWorkers(system, workers), seed);
    known.set(workers, found);
    return found;
  };
  let high = guessWorkers(demand, system, maxWait);
  if (high >= MOST_WORKERS) return null;
  while (high < MOST_WORKERS && forecast(high).p95Wait.high > maxWait) high += Math.max(1, high >> 5);
  const certain = (workers: number) =>
    leastWait(demand, withWorkers(system, workers)) <= maxWait && forecast(workers).p95Wait.high <= maxWait;
  while (high > 1 && certain(high - 1)) high -= 1;
  let low = high;
  const possible = (workers: number) =>
    leastWait(demand, withWorkers(system, workers)) <= maxWait && forecast(workers).p95Wait.low <= maxWait;
  while (low > 1 && possible(low - 1)) low -= 1;
  return { low, high };
}

/** Clients with which an even rate reaches that of a resource, in the busiest hour of each number of clients. */
function clientsAtRate(question: PlanQuestion, rate: number): number {
  const busiest = (clients: number) => {
    const demand = withClients(question.base, question.client, clients);
    return Math.max(...Array.from({ length: HOURS }, (_, hour) => jobsIn(demand, hour))) / 3600;
  };
  return Math.max(
    0,
    largest(MOST_CLIENTS, 16, (clients) => busiest(clients) <= rate),
  );
}

/** 1 to `last`, thinned; the numbers about the limit are always there. */
function rowNumbers(last: number, fit: ClientRange, most: number): readonly number[] {
  const step = Math.max(1, Math.ceil(last / most));
  const even = Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step);
  const wanted = [1, ...even, fit.low, fit.high, fit.high + 1, last];
  return [...new Set(wanted)].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b);
}

/** MB from the fewest to the most workers that may be needed. */
function memoryOf(run: MeasuredRun, { low, high }: ClientRange): Interval | null {
  const [least, most] = [memoryWith(run, low), memoryWith(run, high)];
  if (least === null || most === null) return null;
  return { value: most.value, low: Math.min(least.low, most.low), high: Math.max(least.high, most.high) };
}

/** Answers the question. Takes seconds: every number of clients in the table is simulated. */
export function planClients(question: PlanQuestion): ClientPlan {
  const { base, client, system, maxWait, seed, run } = question;
  const known = new Map<number, PeakForecast>();
  const forecast = (clients: number): PeakForecast => {
    const found = known.get(clients) ?? forecastPeak(withClients(base, client, clients), system, seed);
    known.set(clients, found);
    return found;
  };
  const guess = largest(MOST_CLIENTS, 16, (clients) => {
    const { backlog } = fluidDay(withClients(base, client, clients), system.workers, system.overhead.value);
    return Math.max(...backlog) === 0;
  });
  const others = (run?.limits ?? []).map(
    ({ resource, rate }): PlanLimit => ({
      resource,
      rate,
      clients: { low: clientsAtRate(question, rate.low), high: clientsAtRate(question, rate.high) },
    }),
  );
  // How many more the workers would take than another resource lets in is not worth simulating.
  const most = Math.min(MOST_CLIENTS, ...others.map(({ clients }) => clients.high));
  const search = (holds: (peak: PeakForecast) => boolean) =>
    largest(most, Math.min(guess, most), (clients) => holds(forecast(clients)));
  const certain = search(({ p95Wait }) => p95Wait.high <= maxWait);
  const possible = certain === most ? most : search(({ p95Wait }) => p95Wait.low <= maxWait);
  const byWorkers = {
    low: Math.max(0, certain),
    high: certain === most ? Math.max(most, guess) : Math.max(0, certain, possible),
  };
  const limits = [{ resource: 'workers' as const, clients: byWorkers, rate: null }, ...others].sort(
    (a, b) => a.clients.low - b.clients.low || a.clients.high - b.clients.high,
  );
  const fit = {
    low: Math.min(...limits.map(({ clients }) => clients.low)),
    high: Math.min(...limits.map(({ clients }) => clients.high)),
  };
  const last = question.upTo ?? Math.min(MOST_CLIENTS, Math.max(3, Math.ceil(fit.high * 1.2) + 1));
  const heaviest = withClients(base, client, last);
  const busiest = Math.max(...Array.from({ length: HOURS }, (_, hour) => jobsIn(heaviest, hour))) / 3600;
  const rowsAtMost = busiest > MANY_JOBS_PER_SECOND ? FEW_ROWS : MOST_ROWS;
  const rows = rowNumbers(last, fit, rowsAtMost).map((clients): PlanRow => {
    const peak = forecast(clients);
    const needed = workersNeeded(withClients(base, client, clients), system, maxWait, seed);
    return {
      clients,
      peak,
      fits: clients <= fit.low ? 'yes' : clients <= fit.high ? 'perhaps' : 'no',
      workersNeeded: needed,
      memoryMb: run === null || needed === null ? null : memoryOf(run, needed),
      exceeded: limits.filter((limit) => clients > limit.clients.high).map(({ resource }) => resource),
    };
  });
  return { rows, fit, baseFits: possible >= 0, limits, more: fit.high >= MOST_CLIENTS };
}
