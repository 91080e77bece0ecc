import { scaleLinear, scaleLog } from 'd3-scale';

export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

export type ScaleKind = 'linear' | 'log';

/** Steps of a clock that a reader expects between two ticks, in seconds. */
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Ticks on a clock over [0, end] seconds, at most `most`. */
export function clockTicks(start: number, end: number, most: number): readonly number[] {
  const step = CLOCK_STEPS.find((each) => (end - start) / each <= most) ?? Math.ceil((end - start) / most);
  const first = Math.ceil(start / step) * step;
  return Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, index) => first + index * step);
}

const LOG_FACTORS = [1, 2, 5];

function logTicks(low: number, high: number, most: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const factor of LOG_FACTORS) ticks.push(factor * 10 ** power);
  }
  const inside = ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
  if (inside.length <= most) return inside;
  const decades = inside.filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9);
  return decades.length >= 2 ? decades : inside.filter((_, index) => index % 2 === 0);
}

/** A vertical or horizontal scale. A linear one begins at zero unless `domain` says otherwise. */
export function scaleOf(
  kind: ScaleKind,
  values: readonly number[],
  range: readonly [number, number],
  ticks: number,
  fromZero = true,
): Scale {
  const finite = values.filter((value) => Number.isFinite(value) && (kind === 'linear' || value > 0));
  let low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) [low, high] = [kind === 'log' ? 1 : 0, kind === 'log' ? 10 : 1];
  if (kind === 'log') {
    if (high / low < 4) [low, high] = [low / 2, high * 2];
    const scale = scaleLog([low / 1.15, high * 1.15], [...range]);
    return {
      at: (value) => scale(Math.max(value, low / 1.15)),
      ticks: logTicks(low / 1.15, high * 1.15, ticks + 2),
    };
  }
  if (fromZero) low = Math.min(0, low);
  if (high === low) high = low + (low === 0 ? 1 : Math.abs(low) * 0.2);
  const margin = fromZero ? 0 : (high - low) * 0.08;
  const scale = scaleLinear([low - margin, high + margin], [...range]).nice(ticks);
  return { at: (value) => scale(value), ticks: scale.ticks(ticks) };
}
