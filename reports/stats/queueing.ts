/**
 * Waiting in a queue with m servers, in closed form. Rates per second, times in seconds. All of them need a steady state,
 * so an offered load below m; for what changes by the hour there is the simulation of `reports/plan`.
 */
import { failure, type Outcome, success } from './outcome.ts';

export interface QueueLoad {
  /** Arrivals a second. */
  readonly arrivalRate: number;
  readonly servers: number;
  /** Mean service time, s. */
  readonly meanService: number;
  /** Squared coefficient of variation of the service time: 0 constant, 1 exponential. Default 1. */
  readonly serviceScv?: number;
  /** The same of the time between two arrivals: 1 for a Poisson process. Default 1. */
  readonly arrivalScv?: number;
}

export interface QueueWait {
  /** Share of the servers' time in use. */
  readonly occupancy: number;
  /** Share of jobs that wait at all. */
  readonly waiting: number;
  /** Mean wait of all jobs, s. */
  readonly meanWait: number;
  /** p95 of the wait of all jobs, s: exact for exponential service, else by an exponential tail with the same mean. */
  readonly p95Wait: number;
}

/**
 * Erlang's C: the share of jobs that wait in M/M/m with `load` erlangs. By the recursion of Erlang's B, which stays
 * within 0 to 1 for any m (Kleinrock, Queueing Systems I, 3.5 and 3.6). 1 where the load reaches the servers.
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  let blocked = 1;
  for (let m = 1; m <= servers; m += 1) blocked = (load * blocked) / (m + load * blocked);
  return (servers * blocked) / (servers - load * (1 - blocked));
}

/**
 * Wait in GI/G/m by Allen and Cunneen (Allen, Probability, Statistics and Queueing Theory, 1990, 5.2.5): that of M/M/m
 * times the mean of both squared coefficients of variation. Exact for M/M/m and, by Pollaczek and Khinchine, for M/G/1.
 */
export function allenCunneen(load: QueueLoad): Outcome<QueueWait> {
  const { arrivalRate, servers, meanService, serviceScv = 1, arrivalScv = 1 } = load;
  const offered = arrivalRate * meanService;
  if (!(offered < servers)) return failure('out-of-range', { value: offered, low: 0, high: servers });
  const waiting = erlangC(servers, offered);
  const spread = (arrivalScv + serviceScv) / 2;
  const meanOfWaiting = (spread * meanService) / (servers - offered);
  return success({
    occupancy: offered / servers,
    waiting,
    meanWait: waiting * meanOfWaiting,
    p95Wait: waiting <= 0.05 ? 0 : meanOfWaiting * Math.log(waiting / 0.05),
  });
}

/**
 * Time in which the queue forgets its state, s: the relaxation time of M/G/m in heavy traffic, S(1 + c²) / 2m(1 − ρ)²
 * (Kingman's diffusion). What is shorter than some twenty of it is no steady state.
 */
export function relaxationSeconds(load: QueueLoad): number {
  const { arrivalRate, servers, meanService, serviceScv = 1 } = load;
  const room = 1 - (arrivalRate * meanService) / servers;
  if (room <= 0) return Number.POSITIVE_INFINITY;
  return (meanService * (1 + serviceScv)) / (2 * servers * room ** 2) + meanService;
}
