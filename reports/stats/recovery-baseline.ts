import { type Failure, failure, type Outcome, success } from './outcome.ts';
import { largestOf, medianOf } from './quantile.ts';

/** One second of the series. */
export interface Second {
  /** Start of the second, on the clock of the fault's marks. */
  readonly t: number;
  /** Jobs that ended well in it. */
  readonly completed: number;
  readonly failed: number;
  /** 95th percentile in ms of the jobs that ended well in it; null when none did. */
  readonly p95: number | null;
}

/** Level and scatter of a stretch of seconds. */
export interface Baseline {
  readonly seconds: number;
  /** Jobs per second. */
  readonly throughput: number;
  /** Variance of the counts over their mean: 1 for Poisson arrivals, less for a closed loop. */
  readonly dispersion: number;
  readonly failedPerSecond: number;
  /** Median of the seconds' p95 in ms; null without any. */
  readonly p95: number | null;
  /** Highest p95 of a second; null without any. */
  readonly worstP95: number | null;
  /** Robust standard deviation of log p95 from one second to the next. */
  readonly p95Spread: number;
}

export const MIN_BASELINE_SECONDS = 10;
const THROUGHPUT_SHARE = 0.95;
const P95_FACTOR = 1.1;
/** Standard errors by which a window may miss the level and still be noise; and by which it is bad beyond doubt. */
const NOISE_ERRORS = 3;
const DISTINCT_ERRORS = 4;
/** The same for one of the many windows between recovery and the end, of which none may be bad by chance alone. */
const RELAPSE_ERRORS = 5;
/** Seconds of a window from which its latency counts as a relapse: one slow second is a hiccup. */
const RELAPSE_LATENCY_SECONDS = 3;
const MAX_CONFIRM_SECONDS = 60;

/** The failure for values that are not numbers or negative; null if usable. */
export function secondFaults(series: readonly Second[], marks: readonly number[]): Failure | null {
  if (series.length === 0) return failure('empty');
  const numbers = series.flatMap(({ t, completed, failed, p95 }) => [t, completed, failed, p95 ?? 0]);
  const strange = [...numbers, ...marks].filter((value) => !Number.isFinite(value)).length;
  if (strange > 0) return failure('not-finite', { count: strange });
  const negative = series.filter(
    ({ completed, failed, p95 }) => completed < 0 || failed < 0 || (p95 ?? 0) < 0,
  ).length;
  return negative > 0 ? failure('negative-values', { count: negative }) : null;
}

/** Level and scatter of the seconds before the fault; at least 10. */
export function measureBaseline(seconds: readonly Second[]): Outcome<Baseline> {
  if (seconds.length < MIN_BASELINE_SECONDS) {
    return failure('short-baseline', { have: seconds.length, need: MIN_BASELINE_SECONDS });
  }
  const baseline = describe(seconds);
  return baseline.throughput > 0 ? success(baseline) : failure('idle-baseline');
}

function describe(seconds: readonly Second[]): Baseline {
  const counts = seconds.map(({ completed }) => completed);
  const logs = logP95(seconds);
  const middle = logs.length > 0 ? medianOf(logs) : 0;
  const deviation = logs.length > 0 ? medianOf(logs.map((value) => Math.abs(value - middle))) : 0;
  return {
    seconds: seconds.length,
    throughput: sum(counts) / seconds.length,
    // Sums over 5 s catch scatter that is slower than a second.
    dispersion: Math.max(0.25, dispersion(counts, 1), counts.length >= 60 ? dispersion(counts, 5) : 0),
    failedPerSecond: sum(seconds.map(({ failed }) => failed)) / seconds.length,
    p95: logs.length > 0 ? Math.exp(middle) : null,
    worstP95: logs.length > 0 ? Math.exp(largestOf(logs)) : null,
    p95Spread: Math.max(0.02, 1.4826 * deviation),
  };
}

/** Variance over mean of sums of `length` counts, plus one standard error, since few counts understate it. */
function dispersion(counts: readonly number[], length: number): number {
  const sums: number[] = [];
  for (let i = 0; i + length <= counts.length; i += length) sums.push(sum(counts.slice(i, i + length)));
  const mean = sum(sums) / sums.length;
  if (!(mean > 0) || sums.length < 2) return 0;
  const ratio = sum(sums.map((value) => (value - mean) ** 2)) / (sums.length - 1) / mean;
  return ratio * (1 + Math.sqrt(2 / (sums.length - 1)));
}

/**
 * Whether a window is consistent with the level: throughput ≥ 95 % and p95 ≤ 1.1×, each widened to three standard
 * errors of its noise.
 */
export function isAsGood(window: readonly Second[], level: Baseline): boolean {
  const completed = sum(window.map((second) => second.completed));
  const enough = completed >= THROUGHPUT_SHARE * level.throughput * window.length;
  if (!enough && throughputErrors(window, level) < -NOISE_ERRORS) return false;
  return latencyErrors(window, level) <= NOISE_ERRORS;
}

/** Whether a window lies below the level beyond doubt, in throughput, p95 or failures. */
export function isDistinctlyWorse(window: readonly Second[], level: Baseline): boolean {
  return isWorseBy(DISTINCT_ERRORS, window, level) || latencyErrors(window, level) > DISTINCT_ERRORS;
}

/** Whether a window of the time after recovery is a relapse: any loss of throughput, a slowness of seconds. */
export function isRelapse(window: readonly Second[], level: Baseline): boolean {
  if (isWorseBy(RELAPSE_ERRORS, window, level)) return true;
  return window.length >= RELAPSE_LATENCY_SECONDS && latencyErrors(window, level) > RELAPSE_ERRORS;
}

function isWorseBy(errors: number, window: readonly Second[], level: Baseline): boolean {
  const completed = sum(window.map((second) => second.completed));
  const low = completed < THROUGHPUT_SHARE * level.throughput * window.length;
  if (low && throughputErrors(window, level) < -errors) return true;
  const failed = sum(window.map((second) => second.failed));
  const expected = level.failedPerSecond * window.length;
  return failed > expected + errors * Math.sqrt(expected) + 2 && failed > 0.05 * (completed + failed);
}

/** `isDistinctlyWorse` against the seconds that follow, with the scatter from before the fault. */
export function isWorseThan(
  before: readonly Second[],
  after: readonly Second[],
  baseline: Baseline,
): boolean {
  const level = describe(after);
  return isDistinctlyWorse(before, {
    ...level,
    dispersion: baseline.dispersion,
    p95Spread: baseline.p95Spread,
  });
}

/** Standard errors of a window's throughput from the level: signed root of the Poisson deviance, half a job of continuity. */
function throughputErrors(window: readonly Second[], level: Baseline): number {
  const expected = level.throughput * window.length;
  const completed = sum(window.map((second) => second.completed)) + 0.5;
  if (!(expected > 0)) return completed > 0.5 ? Number.POSITIVE_INFINITY : 0;
  const deviance = 2 * (completed * Math.log(completed / expected) - completed + expected);
  const scatter = level.dispersion * (1 + window.length / level.seconds);
  return Math.sign(completed - expected) * Math.sqrt(Math.max(0, deviance) / scatter);
}

/**
 * Standard errors of the median log p95 above the level; 0 while it is within 1.1×, and in windows of one or two seconds
 * while it is within the worst second of the level (the p95 of ten jobs is nearly their maximum, far from normal).
 */
function latencyErrors(window: readonly Second[], level: Baseline): number {
  const logs = logP95(window);
  if (logs.length === 0 || level.p95 === null || level.worstP95 === null) return 0;
  const middle = medianOf(logs);
  if (logs.length < 3 && middle <= Math.log(level.worstP95)) return 0;
  const excess = middle - Math.log(level.p95);
  if (excess <= Math.log(P95_FACTOR)) return 0;
  const efficiency = logs.length < 3 ? 1 : Math.sqrt(Math.PI / 2);
  return excess / (level.p95Spread * efficiency * Math.sqrt(1 / logs.length + 1 / level.seconds));
}

/**
 * Seconds that a stretch must hold to count as recovered: enough for half the throughput to lie four standard errors
 * away. Null when no stretch of a minute is.
 */
export function confirmationSeconds(baseline: Baseline, fewest: number): number | null {
  for (let seconds = Math.max(1, Math.ceil(fewest)); seconds <= MAX_CONFIRM_SECONDS; seconds++) {
    if (visibleShortfall(baseline, seconds) <= 0.5) return seconds;
  }
  return null;
}

/** Smallest loss of throughput, as a share, that `seconds` after the fault show at four standard errors. */
export function visibleShortfall(baseline: Baseline, seconds: number): number {
  return visibleAt(DISTINCT_ERRORS, baseline, seconds);
}

/** The same for a loss of `seconds` somewhere between recovery and the end: what a relapse must exceed to be seen. */
export function visibleRelapse(baseline: Baseline, seconds: number): number {
  return visibleAt(RELAPSE_ERRORS, baseline, seconds);
}

function visibleAt(errors: number, baseline: Baseline, seconds: number): number {
  const variance = (baseline.dispersion / baseline.throughput) * (1 / seconds + 1 / baseline.seconds);
  return Math.min(1, Math.max(1 - THROUGHPUT_SHARE, errors * Math.sqrt(variance)));
}

function logP95(seconds: readonly Second[]): number[] {
  return seconds.flatMap(({ p95 }) => (p95 === null || p95 <= 0 ? [] : [Math.log(p95)]));
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
