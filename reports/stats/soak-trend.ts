import { normalQuantile, twoSidedZ } from './distributions.ts';
import { type Levelling, levelling } from './levelling.ts';
import { mannKendall } from './mann-kendall.ts';
import { failure, type Outcome, success } from './outcome.ts';
import { type Block, type BlockOptions, type SoakPoint, soakBlocks } from './soak-blocks.ts';
import { theilSen } from './theil-sen.ts';

export interface SoakOptions extends BlockOptions {
  /**
   * `resource`: what a process holds (memory, connections); it may fill and level off. `performance`: what users feel
   * (latency, throughput, errors); a lasting loss counts even when it has levelled off.
   */
  readonly kind: 'resource' | 'performance';
  /** Which way is worse. Default `up`. */
  readonly worse?: 'up' | 'down';
  /** Slope in the worse direction, per hour, that is accepted; ≥ 0. */
  readonly budgetPerHour: number;
}

export type SoakVerdict = 'stable' | 'degrading' | 'leak' | 'inconclusive';

export interface SoakTrend {
  readonly verdict: SoakVerdict;
  /** Theil–Sen slope of the blocks with Sen's 95 % interval, in the series' own sign. */
  readonly slopePerHour: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided Mann–Kendall p of the blocks. */
  readonly p: number;
  /** Size of the slope that a run like this one detects four times in five; smaller ones go unseen. */
  readonly minimumDetectablePerHour: number;
  readonly budgetPerHour: number;
  /** Theil–Sen slope of the last third, per hour. */
  readonly lastThirdPerHour: number;
  /** The rise levels off (only looked at in a resource). */
  readonly plateau: boolean;
  /** Where it levels off: the slope that is left in the last third, per hour; else null. */
  readonly leftPerHour: number | null;
  /** Value on the trend line at the end of the run. */
  readonly levelAtEnd: number;
  /** Change in the 24 hours after the run, if the trend goes on. */
  readonly outlook24h: { readonly change: number; readonly low: number; readonly high: number };
  readonly blocks: readonly Block[];
  readonly missing: number;
}

/** Two-sided p below which a trend in the worse direction is evident; set by simulation, see README.md here. */
export const TREND_ALPHA = 0.05;
/** p below which the growth of a resource may be called a leak. */
export const LEAK_ALPHA = 0.01;
const POWER = 0.8;
const CONFIDENCE = 0.95;

/**
 * Verdict on one metric of a soak run, from Mann–Kendall and Theil–Sen on block medians or floors.
 *
 * - `degrading`: a trend in the worse direction is evident (p < .05), its lower limit exceeds the budget, and a resource
 *   does not level off.
 * - `leak`: as that, in a resource, with p < .01 and the last third still growing at half the overall slope or more.
 * - `stable`: the upper limit lies within the budget and a slope of the size of the budget would have been detected;
 *   or a resource levels off, to a slope whose upper limit lies within the budget.
 * - `inconclusive`: neither; a run too short to see the budget never says "no leak".
 */
export function soakTrend(series: readonly SoakPoint[], options: SoakOptions): Outcome<SoakTrend> {
  const budget = options.budgetPerHour;
  if (!(budget >= 0 && Number.isFinite(budget))) {
    return failure('out-of-range', { value: budget, low: 0, high: Number.POSITIVE_INFINITY });
  }
  const cut = soakBlocks(series, options);
  if (!cut.ok) return cut;
  // All of it is computed with "up" as the worse direction, in hours.
  const sign = options.worse === 'down' ? -1 : 1;
  const { blocks, points, missing } = cut.value;
  const times = blocks.map(({ t }) => t / 3600);
  const values = blocks.map(({ value }) => sign * value);
  const test = mannKendall(values);
  if (!test.ok) return test;
  const line = theilSen(times, values, CONFIDENCE);
  if (!line.ok) return line;
  const { slope, low, high, intercept } = line.value;
  const error = (high - low) / (2 * twoSidedZ(CONFIDENCE));
  const minimumDetectable = (twoSidedZ(1 - TREND_ALPHA) + normalQuantile(POWER)) * error;
  const lastThird = slopeOfLastThird(points, sign);
  const shape = options.kind === 'resource' ? levelling(times, values) : null;
  const evidence = { slope, low, high, budget, lastThird, minimumDetectable, shape };
  const signed = { p: test.value.p, rises: test.value.z > 0 };
  const interval = [sign * low, sign * high] as const;
  const [lower, upper] = [Math.min(...interval), Math.max(...interval)];
  const plateau = shape !== null && slope > 0 && shape.levelsOff;
  return success({
    verdict: judge({ ...evidence, ...signed }, options.kind),
    slopePerHour: sign * slope,
    low: lower,
    high: upper,
    p: test.value.p,
    minimumDetectablePerHour: minimumDetectable,
    budgetPerHour: budget,
    lastThirdPerHour: sign * lastThird,
    plateau,
    leftPerHour: plateau ? sign * shape.lateSlope : null,
    levelAtEnd: sign * (intercept + slope * ((points.at(-1)?.t ?? 0) / 3600)),
    outlook24h: { change: sign * slope * 24, low: lower * 24, high: upper * 24 },
    blocks,
    missing,
  });
}

interface Evidence {
  readonly p: number;
  readonly rises: boolean;
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  readonly budget: number;
  readonly lastThird: number;
  readonly minimumDetectable: number;
  readonly shape: Levelling | null;
}

function judge(evidence: Evidence, kind: SoakOptions['kind']): SoakVerdict {
  const { slope, low, high, budget, shape } = evidence;
  const evident = evidence.rises && evidence.p < TREND_ALPHA && low > budget;
  const levelled =
    shape?.levelsOff === true && shape.lateSlope + twoSidedZ(CONFIDENCE) * shape.lateError <= budget;
  if (evident && shape?.levelsOff) return levelled ? 'stable' : 'inconclusive';
  if (evident) {
    const leak = kind === 'resource' && evidence.p < LEAK_ALPHA && evidence.lastThird >= slope / 2;
    return leak ? 'leak' : 'degrading';
  }
  const seen = high <= budget && evidence.minimumDetectable <= budget;
  return seen || levelled ? 'stable' : 'inconclusive';
}

/** Theil–Sen slope per hour of the points of the last third; 0 if it holds fewer than two. */
function slopeOfLastThird(points: readonly SoakPoint[], sign: number): number {
  const first = points[0]?.t ?? 0;
  const from = first + (((points.at(-1)?.t ?? 0) - first) * 2) / 3;
  const late = points.filter(({ t }) => t >= from);
  // Pairs grow with the square; long runs are thinned out.
  const every = Math.ceil(late.length / 300);
  const used = late.filter((_, i) => i % every === 0);
  const line = theilSen(
    used.map(({ t }) => t / 3600),
    used.map(({ value }) => sign * value),
  );
  return line.ok ? line.value.slope : 0;
}
