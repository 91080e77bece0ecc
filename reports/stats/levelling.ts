/** Whether a rise levels off, as a filling cache does, or goes on, as a leak does. */
export interface Levelling {
  /** A curve that levels off explains the points better than a straight line, beyond chance. */
  readonly levelsOff: boolean;
  /** Slope of that curve over the last third, in value per unit of time. */
  readonly lateSlope: number;
  /** Standard error of a slope over the last third alone, from the scatter around the curve. */
  readonly lateError: number;
}

/**
 * Rates r of the curves 1 − e^(−r·x), x from 0 to 1 over the run: slow, medium and fast against its length.
 */
const RATES = [3, 6, 12] as const;

/**
 * F statistic (1 and n − 3 degrees of freedom) above which the curve is preferred. Above the usual 5 for a level of
 * 5 %, because the best of three curves is taken and blocks of autocorrelated values still depend a little on one
 * another: at 8, two or three straight rises of three standard deviations in a hundred are taken for one that levels off.
 */
const PREFERRED_F = 8;

/**
 * Compares the least-squares straight line with the best of three curves that level off; times ascending. The slope of
 * the last third alone cannot decide this: at a rise of three standard deviations of autocorrelated noise it misses half
 * the overall slope in two of five runs by chance.
 */
export function levelling(times: readonly number[], values: readonly number[]): Levelling {
  const first = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - first;
  const n = values.length;
  if (!(span > 0) || n < 4) return { levelsOff: false, lateSlope: 0, lateError: 0 };
  const places = times.map((time) => (time - first) / span);
  const line = leastSquares(places, values);
  let curve = line;
  let rate = 0;
  for (const candidate of RATES) {
    const found = leastSquares(
      places.map((x) => -Math.expm1(-candidate * x)),
      values,
    );
    if (found.error < curve.error) {
      curve = found;
      rate = candidate;
    }
  }
  const residual = curve.error / (n - 3);
  const late = places.filter((x) => x >= 2 / 3);
  const lateMean = late.reduce((sum, x) => sum + x, 0) / late.length;
  const lateSquares = late.reduce((sum, x) => sum + (x - lateMean) ** 2, 0);
  return {
    levelsOff: rate > 0 && line.error - curve.error > PREFERRED_F * residual,
    lateSlope:
      (rate > 0 ? curve.slope * 3 * (Math.exp((-rate * 2) / 3) - Math.exp(-rate)) : line.slope) / span,
    lateError: Math.sqrt(residual / lateSquares) / span,
  };
}

function leastSquares(xs: readonly number[], ys: readonly number[]): { slope: number; error: number } {
  const n = xs.length;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (const [i, x] of xs.entries()) {
    const y = (ys[i] ?? 0) - meanY;
    sxx += (x - meanX) ** 2;
    sxy += (x - meanX) * y;
    syy += y ** 2;
  }
  return sxx > 0 ? { slope: sxy / sxx, error: Math.max(0, syy - sxy ** 2 / sxx) } : { slope: 0, error: syy };
}
