import { failure, type Outcome, seriesFault, success } from './outcome.ts';
import { largestOf } from './quantile.ts';
import { createRandom } from './random.ts';
import {
  fitUslCoefficients,
  type LoadLevel,
  type UslCoefficients,
  uslMaxThroughput,
  uslPeakUsers,
  uslThroughput,
} from './usl-model.ts';

export const MIN_LEVELS = 6;
export const MIN_LEVELS_PAST_PEAK = 2;

/** An interval; null is an end that the data leaves open (infinite). */
export interface OpenInterval {
  readonly low: number | null;
  readonly high: number | null;
}

export interface UslFit extends UslCoefficients {
  /**
   * `peak`: throughput falls beyond `peakUsers`. `plateau`: no peak, throughput approaches λ/σ. `linear`: neither
   * contention nor a peak is seen, so the data shows no limit.
   */
  readonly shape: 'peak' | 'plateau' | 'linear';
  /** N* = √((1 − σ)/κ); null without a peak. */
  readonly peakUsers: number | null;
  /** X(N*), or the limit λ/σ of a plateau, per second; null for `linear`. */
  readonly peakThroughput: number | null;
  /** Bootstrap interval, 95 % by default. */
  readonly interval: { readonly peakUsers: OpenInterval; readonly peakThroughput: OpenInterval };
  /** True: the peak or limit was not covered by the measurement (see `fitUsl`) and is a guess of the model. */
  readonly extrapolated: boolean;
  readonly levels: number;
  readonly levelsPastPeak: number;
  /** Share of the variance of the throughput that the curve explains. */
  readonly rSquared: number;
}

export interface UslOptions {
  readonly seed: number;
  /** Default 400. */
  readonly resamples?: number;
  /** Default .95. */
  readonly confidence?: number;
}

/** A plateau further than this above the best measured throughput has not been reached. */
const PLATEAU_REACHED = 1.1;

/**
 * Fits the Universal Scalability Law to throughput by users, with a bootstrap interval on peak and
 * throughput. At least 6 levels of load are needed. A peak is covered when at least 2 levels lie past it; else it is
 * `extrapolated`. Where κ cannot be told from 0 (the interval of N* is open) and no level lies past N*, the fit
 * without a peak is given: its limit is λ/σ.
 */
export function fitUsl(levels: readonly LoadLevel[], options: UslOptions): Outcome<UslFit> {
  const numbers = levels.flatMap(({ users, throughput }) => [users, throughput]);
  const fault = seriesFault(numbers);
  if (fault) return fault;
  const negative = levels.filter(({ users, throughput }) => users <= 0 || throughput < 0).length;
  if (negative > 0) return failure('negative-values', { count: negative });
  const distinct = [...new Set(levels.map(({ users }) => users))];
  if (distinct.length < MIN_LEVELS)
    return failure('too-few-levels', { have: distinct.length, need: MIN_LEVELS });
  if (levels.every(({ throughput }) => throughput === 0)) return failure('no-throughput');

  let coefficients = fitUslCoefficients(levels);
  const draws = bootstrapFits(levels, coefficients, options);
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  const peakUsers = nearestRankInterval(draws.map(uslPeakUsers), tail);
  const peak = uslPeakUsers(coefficients);
  const past = distinct.filter((users) => users > peak).length;
  if (past === 0 && peakUsers.high === null) coefficients = fitUslCoefficients(levels, { fixedKappa: 0 });

  const highest = largestOf(levels.map(({ throughput }) => throughput));
  const shape = coefficients.kappa > 0 ? 'peak' : coefficients.sigma > 0 ? 'plateau' : 'linear';
  const limit = uslMaxThroughput(coefficients);
  return success({
    ...coefficients,
    shape,
    peakUsers: finiteOrNull(uslPeakUsers(coefficients)),
    peakThroughput: finiteOrNull(limit),
    interval: { peakUsers, peakThroughput: nearestRankInterval(draws.map(uslMaxThroughput), tail) },
    extrapolated: shape === 'peak' ? past < MIN_LEVELS_PAST_PEAK : limit > highest * PLATEAU_REACHED,
    levels: distinct.length,
    levelsPastPeak: shape === 'peak' ? past : 0,
    rSquared: rSquared(levels, coefficients),
  });
}

/**
 * Parametric bootstrap: fits to the curve plus normal noise, whose size grows with the root of the throughput, as that of
 * counts does. Its variance is itself drawn (n − 3 over χ²), since a handful of levels hardly knows it; resampling the
 * residuals instead covers the true peak in about 85 of 100 cases only.
 */
function bootstrapFits(
  levels: readonly LoadLevel[],
  fit: UslCoefficients,
  options: UslOptions,
): UslCoefficients[] {
  const random = createRandom(options.seed);
  const freedom = Math.max(1, levels.length - 3);
  const points = levels.map(({ users, throughput }) => {
    const expected = uslThroughput(fit, users);
    return { users, expected, root: Math.sqrt(expected), residual: throughput - expected };
  });
  let squares = 0;
  for (const { root, residual } of points) squares += root > 0 ? (residual / root) ** 2 : 0;
  return Array.from({ length: options.resamples ?? 400 }, () => {
    let chiSquare = 0;
    for (let i = 0; i < freedom; i++) chiSquare += random.normal() ** 2;
    const scale = Math.sqrt(squares / chiSquare);
    return fitUslCoefficients(
      points.map(({ users, expected, root }) => ({
        users,
        throughput: Math.max(0, expected + scale * root * random.normal()),
      })),
      { precision: 1e-5 },
    );
  });
}

/** By nearest rank, since draws without a peak are infinite and cannot be interpolated. */
function nearestRankInterval(draws: readonly number[], tail: number): OpenInterval {
  const sorted = Float64Array.from(draws).sort();
  const at = (share: number) => finiteOrNull(sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN);
  return { low: at(tail), high: at(1 - tail) };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function rSquared(levels: readonly LoadLevel[], fit: UslCoefficients): number {
  const mean = levels.reduce((sum, { throughput }) => sum + throughput, 0) / levels.length;
  let residual = 0;
  let total = 0;
  for (const { users, throughput } of levels) {
    residual += (throughput - uslThroughput(fit, users)) ** 2;
    total += (throughput - mean) ** 2;
  }
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}
