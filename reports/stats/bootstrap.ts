import { normalCdf, studentTQuantile } from './distributions.ts';
import { failure, type Outcome, seriesFault, success } from './outcome.ts';
import { ascending, sortedQuantile } from './quantile.ts';
import { createRandom, type Random } from './random.ts';

export interface BootstrapOptions {
  readonly seed: number;
  /** Default 1,000. */
  readonly resamples?: number;
  /** Default .95. */
  readonly confidence?: number;
}

export interface BootstrapInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly resamples: number;
}

/** The latencies of one window of one phase. */
export interface PhaseWindow {
  readonly phase: 'quiet' | 'noisy';
  readonly values: readonly number[];
}

export interface PhaseRatio extends BootstrapInterval {
  readonly method: 'bootstrap' | 't';
  readonly quiet: number;
  readonly noisy: number;
  readonly windows: { readonly quiet: number; readonly noisy: number };
}

const MIN_WINDOWS = 3;

/**
 * Fewest independent units for a bootstrap: a resample never leaves the range of its units, and fewer than 6 lie all on
 * one side of the truth in more than one case of twenty.
 */
const MIN_UNITS = 6;

/**
 * Ratio noisy/quiet of a quantile (p95 by default) over interleaved quiet and noisy windows, with an interval from a
 * block bootstrap whose blocks are whole windows: values inside a window depend on one another, windows hardly. With
 * as many quiet as noisy windows, neighbours are drawn as pairs, so that a slow drift cancels. With 3 to 5 windows a
 * phase, too few for a bootstrap, the interval is Student's t on the logs of the windows' quantiles. Empty windows are
 * left out.
 */
export function phaseRatio(
  windows: readonly PhaseWindow[],
  options: BootstrapOptions & { readonly p?: number },
): Outcome<PhaseRatio> {
  const p = options.p ?? 0.95;
  const all = windows.flatMap((window) => window.values);
  const fault = seriesFault(all);
  if (fault) return fault;
  const quiet = windows.filter((window) => window.phase === 'quiet' && window.values.length > 0);
  const noisy = windows.filter((window) => window.phase === 'noisy' && window.values.length > 0);
  const fewest = Math.min(quiet.length, noisy.length);
  if (fewest < MIN_WINDOWS) return failure('too-few-windows', { have: fewest, need: MIN_WINDOWS });

  const random = createRandom(options.seed);
  const quietPool = createPool(quiet);
  const noisyPool = createPool(noisy);
  const quietQuantile = quietPool.quantile(
    quiet.map(() => 1),
    p,
  );
  const noisyQuantile = noisyPool.quantile(
    noisy.map(() => 1),
    p,
  );
  if (quietQuantile <= 0) return failure('all-zero');
  const paired = quiet.length === noisy.length;
  const estimate = noisyQuantile / quietQuantile;
  const draw = (): number => {
    const quietCounts = drawCounts(quiet.length, random);
    const noisyCounts = paired ? quietCounts : drawCounts(noisy.length, random);
    return noisyPool.quantile(noisyCounts, p) / quietPool.quantile(quietCounts, p);
  };
  const method = fewest < MIN_UNITS ? 't' : 'bootstrap';
  const ratio =
    method === 't'
      ? logRatioInterval(quiet, noisy, p, estimate, options.confidence ?? 0.95)
      : interval(estimate, draw, fewest, options);
  if (!ratio.ok) return ratio;
  return success({
    ...ratio.value,
    method,
    quiet: quietQuantile,
    noisy: noisyQuantile,
    windows: { quiet: quiet.length, noisy: noisy.length },
  });
}

/** t interval around the ratio, from the logs of the windows' own quantiles; pairs where there are as many of both. */
function logRatioInterval(
  quiet: readonly PhaseWindow[],
  noisy: readonly PhaseWindow[],
  p: number,
  estimate: number,
  confidence: number,
): Outcome<BootstrapInterval> {
  const logs = (windows: readonly PhaseWindow[]) =>
    windows.map(({ values }) => Math.log(sortedQuantile(ascending(values), p)));
  const [left, right] = [logs(quiet), logs(noisy)];
  const errors =
    left.length === right.length
      ? variance(right.map((value, i) => value - (left[i] ?? 0))) / left.length
      : variance(left) / left.length + variance(right) / right.length;
  const fewest = Math.min(left.length, right.length);
  const factor = Math.exp(studentTQuantile(0.5 + confidence / 2, fewest - 1) * Math.sqrt(errors));
  if (!Number.isFinite(factor) || !Number.isFinite(estimate)) return failure('not-finite', { count: 1 });
  return success({ estimate, low: estimate / factor, high: estimate * factor, confidence, resamples: 0 });
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/**
 * Tail probability for the percentile interval of `n` independent units: Φ(√(n/(n−1)) · t(tail, n−1)), Hesterberg's
 * expanded percentile interval (The American Statistician 69, 2015). The plain bootstrap is too narrow for few units.
 */
export function expandedTail(n: number, confidence: number): number {
  const tail = (1 - confidence) / 2;
  if (n < 2) return 0;
  return normalCdf(Math.sqrt(n / (n - 1)) * studentTQuantile(tail, n - 1));
}

/** How often each of `n` units is drawn in `n` draws with replacement. */
function drawCounts(n: number, random: Random): number[] {
  const counts = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    const drawn = random.below(n);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  return counts;
}

/** Sorts the values of all windows once, so that the quantile of a resample is a walk instead of a sort. */
function createPool(windows: readonly PhaseWindow[]) {
  const entries = windows.flatMap((window, index) => window.values.map((value) => ({ value, index })));
  entries.sort((left, right) => left.value - right.value);
  return {
    /** Type-7 quantile of the pooled values, window i taken `counts[i]` times. */
    quantile(counts: readonly number[], p: number): number {
      let n = 0;
      for (const [index, window] of windows.entries()) n += window.values.length * (counts[index] ?? 0);
      const position = (n - 1) * p;
      const rank = Math.floor(position);
      let seen = 0;
      let left = Number.NaN;
      for (const { value, index } of entries) {
        seen += counts[index] ?? 0;
        if (seen > rank && Number.isNaN(left)) left = value;
        if (seen > rank + 1) return left + (position - rank) * (value - left);
      }
      return left;
    },
  };
}

/** Percentile interval of `draw`, with tails for `units` independent units. */
function interval(
  estimate: number,
  draw: () => number,
  units: number,
  options: BootstrapOptions,
): Outcome<BootstrapInterval> {
  const confidence = options.confidence ?? 0.95;
  const draws: number[] = [];
  for (let i = 0; i < (options.resamples ?? 1000); i++) {
    const drawn = draw();
    if (Number.isFinite(drawn)) draws.push(drawn);
  }
  if (!Number.isFinite(estimate) || draws.length === 0) return failure('not-finite', { count: 1 });
  const sorted = ascending(draws);
  const tail = expandedTail(units, confidence);
  return success({
    estimate,
    low: sortedQuantile(sorted, tail),
    high: sortedQuantile(sorted, 1 - tail),
    confidence,
    resamples: draws.length,
  });
}
