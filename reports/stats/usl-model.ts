import { largestOf } from './quantile.ts';

/** Universal Scalability Law X(N) = λN / (1 + σ(N − 1) + κN(N − 1)) (Gunther, Guerrilla Capacity Planning, 2007). */
export interface UslCoefficients {
  /** Throughput of one user, λ. */
  readonly lambda: number;
  /** Contention, σ ≥ 0: the serial share. */
  readonly sigma: number;
  /** Coherency, κ ≥ 0: the cost of agreement between pairs; it makes throughput fall beyond the peak. */
  readonly kappa: number;
}

export interface LoadLevel {
  readonly users: number;
  /** Completions per second. */
  readonly throughput: number;
}

export function uslThroughput({ lambda, sigma, kappa }: UslCoefficients, users: number): number {
  return (lambda * users) / (1 + sigma * (users - 1) + kappa * users * (users - 1));
}

/** Users at the peak, N* = √((1 − σ)/κ), at least 1; infinite for κ = 0. */
export function uslPeakUsers({ sigma, kappa }: UslCoefficients): number {
  return kappa > 0 ? Math.max(1, Math.sqrt(Math.max(0, 1 - sigma) / kappa)) : Number.POSITIVE_INFINITY;
}

/** Highest throughput of the model: at N*, or λ/σ for κ = 0, or infinite without contention. */
export function uslMaxThroughput(coefficients: UslCoefficients): number {
  if (coefficients.kappa > 0) return uslThroughput(coefficients, uslPeakUsers(coefficients));
  return coefficients.sigma > 0 ? coefficients.lambda / coefficients.sigma : Number.POSITIVE_INFINITY;
}

/** Sum of squared residuals and the λ that minimizes it for given σ and κ: λ = Σxg/Σg², with g = X(N)/λ. */
function profile(levels: readonly LoadLevel[], sigma: number, kappa: number) {
  let crossed = 0;
  let squared = 0;
  let total = 0;
  for (const { users, throughput } of levels) {
    const relative = uslThroughput({ lambda: 1, sigma, kappa }, users);
    crossed += throughput * relative;
    squared += relative ** 2;
    total += throughput ** 2;
  }
  const lambda = crossed / squared;
  return { lambda, error: total - lambda * crossed };
}

interface FitOptions {
  /** Holds κ at this value. */
  readonly fixedKappa?: number;
  /** Relative precision of σ and κ. Default 1e-9. */
  readonly precision?: number;
}

/**
 * Least squares over σ, κ ≥ 0 with λ in closed form. The inner search runs over κ for a given σ, the outer over σ;
 * both look at the boundary 0 as well as at a logarithmic grid, and refine by golden section around the best point.
 * Gradient methods stall or go negative at κ = 0, where a system without a peak lies.
 */
export function fitUslCoefficients(
  levels: readonly LoadLevel[],
  { fixedKappa, precision = 1e-9 }: FitOptions = {},
): UslCoefficients {
  const largest = largestOf(levels.map(({ users }) => users));
  const bestKappa = (sigma: number) =>
    fixedKappa ?? minimize((kappa) => profile(levels, sigma, kappa).error, 1e-4 / largest ** 2, precision);
  const sigma = minimize(
    (value) => profile(levels, value, bestKappa(value)).error,
    1e-4 / largest,
    precision,
  );
  const kappa = bestKappa(sigma);
  return { lambda: profile(levels, sigma, kappa).lambda, sigma, kappa };
}

/** Argument with the smallest cost: 0, or `smallest` … 10 on a logarithmic scale, to a relative `precision`. */
function minimize(cost: (argument: number) => number, smallest: number, precision: number): number {
  const largest = 10;
  const GRID = 16;
  const low = Math.log(smallest);
  const step = (Math.log(largest) - low) / GRID;
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= GRID; i++) {
    const found = cost(Math.exp(low + i * step));
    if (found < bestCost) {
      bestCost = found;
      best = i;
    }
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = low + (best - 1) * step;
  let right = low + (best + 1) * step;
  let a = right - golden * (right - left);
  let b = left + golden * (right - left);
  let costA = cost(Math.exp(a));
  let costB = cost(Math.exp(b));
  while (right - left > precision) {
    if (costA <= costB) {
      right = b;
      b = a;
      costB = costA;
      a = right - golden * (right - left);
      costA = cost(Math.exp(a));
    } else {
      left = a;
      a = b;
      costA = costB;
      b = left + golden * (right - left);
      costB = cost(Math.exp(b));
    }
  }
  const inner = Math.exp((left + right) / 2);
  return cost(0) <= cost(inner) ? 0 : inner;
}
