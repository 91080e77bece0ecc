/**
 * Percentiles of many samples that are known by their quantiles alone: the mixture of the distributions of several
 * generators, and how far the result may be off in rank. Pure.
 */

/** A sample known at some levels. */
export interface KnownSample {
  /** Number of values. */
  readonly n: number;
  /** Levels in (0 … 1), rising, 0 and 1 among them. */
  readonly levels: readonly number[];
  /** The type-7 quantiles at those levels, as k6 computes them (linear between the two nearest order statistics). */
  readonly values: readonly number[];
}

export interface MergedQuantile {
  readonly value: number;
  /**
   * How far the rank of `value` among all pooled values may lie from the one asked for, as a share of their number: the
   * pooled value at some rank within `level ± rankError` is `value`, or two neighbouring ones enclose it.
   */
  readonly rankError: number;
}

/** Floating point: a rank that is whole may be computed a little above or below. */
const SLACK = 1e-9;

/** Index of the first value that is not below `x` (`strict`: that is above it). */
function lowerBound(values: readonly number[], x: number, strict: boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle] ?? Number.POSITIVE_INFINITY;
    if (value < x || (strict && value === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Share of a sample at or below `x` (`strict`: below it), by linear interpolation between the known levels. */
function shareBelow({ levels, values }: KnownSample, x: number, strict: boolean): number {
  const index = lowerBound(values, x, !strict);
  if (index === 0) return 0;
  if (index === values.length) return 1;
  const [fromValue, toValue] = [values[index - 1] ?? x, values[index] ?? x];
  const [from, to] = [levels[index - 1] ?? 0, levels[index] ?? 1];
  // Between the two, `x` lies above the first, or is it: then its level is the share.
  return toValue > fromValue ? from + ((to - from) * (x - fromValue)) / (toValue - fromValue) : to;
}

/** Fewest values that are surely at or below `x`, and most that can be below it. */
function countsAround({ n, levels, values }: KnownSample, x: number): { atLeast: number; atMost: number } {
  const above = lowerBound(values, x, true);
  const notBelow = lowerBound(values, x, false);
  // The quantile at a level lies between the order statistics around (n − 1) · level, counted from 0.
  const known = above === 0 ? null : (levels[above - 1] ?? 0);
  const atLeast = known === null ? 0 : Math.floor((n - 1) * known - SLACK) + 1;
  const next = notBelow === values.length ? null : (levels[notBelow] ?? 1);
  const atMost = next === null ? n : Math.ceil((n - 1) * next + SLACK);
  return { atLeast: Math.max(0, atLeast), atMost: Math.min(n, atMost) };
}

/** Merges samples into one distribution that can be asked for any quantile. Those without values count for nothing. */
export class Mixture {
  readonly #samples: readonly KnownSample[];
  /** Every known value of every sample, each once, rising. */
  readonly #knots: readonly number[];
  /** Values in all samples together. */
  readonly n: number;

  constructor(samples: readonly KnownSample[]) {
    this.#samples = samples.filter(({ n }) => n > 0);
    this.n = this.#samples.reduce((sum, { n }) => sum + n, 0);
    const all = Float64Array.from(this.#samples.flatMap(({ values }) => values)).sort();
    this.#knots = Array.from(all).filter((value, index) => index === 0 || value !== all[index - 1]);
  }

  /** The quantile at a level, 0 to 1; null where there is no value at all. */
  quantile(level: number): MergedQuantile | null {
    const [first] = this.#knots;
    const last = this.#knots.at(-1);
    if (first === undefined || last === undefined) return null;
    // The ends are known, not estimated.
    if (level <= 0) return { value: first, rankError: 0 };
    if (level >= 1) return { value: last, rankError: 0 };
    const value = this.#valueAt(level);
    return { value, rankError: this.#rankError(value, level) };
  }

  #share(x: number, strict: boolean): number {
    return this.#samples.reduce((sum, one) => sum + (one.n / this.n) * shareBelow(one, x, strict), 0);
  }

  #valueAt(level: number): number {
    let low = 0;
    let high = this.#knots.length - 1;
    // The first knot up to which the share reaches the level: the share only grows.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#share(this.#knots[middle] ?? 0, false) >= level - SLACK) high = middle;
      else low = middle + 1;
    }
    const to = this.#knots[low] ?? 0;
    const from = this.#knots[low - 1];
    const below = this.#share(to, true);
    // The level falls on the value itself, of which there are many, or below which nothing is known.
    if (from === undefined || below <= level) return to;
    const start = this.#share(from, false);
    return below > start ? from + ((to - from) * (level - start)) / (below - start) : to;
  }

  #rankError(x: number, level: number): number {
    let atLeast = 0;
    let atMost = 0;
    for (const sample of this.#samples) {
      const counts = countsAround(sample, x);
      atLeast += counts.atLeast;
      atMost += counts.atMost;
    }
    return Math.max(level - atLeast / this.n, atMost / this.n - level, 0);
  }
}
