import { failure, type Outcome, success } from './outcome.ts';
import { ascending, largestOf, smallestOf, sortedQuantile } from './quantile.ts';

export interface SoakPoint {
  /** Seconds. */
  readonly t: number;
  /** NaN or infinite: not measured; left out and counted. */
  readonly value: number;
}

export interface Block {
  /** Middle of its points, in seconds. */
  readonly t: number;
  readonly value: number;
  readonly points: number;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Points after the warm-up, in order of time. */
  readonly points: readonly SoakPoint[];
  readonly missing: number;
}

export const MIN_BLOCKS = 8;
export const MAX_BLOCKS = 12;
const POINTS_PER_BLOCK = 10;
const MIN_POINTS = 3 * MIN_BLOCKS;

export interface BlockOptions {
  /** Default: a tenth of the run. */
  readonly warmupSeconds?: number;
  /**
   * `median`; `floor`, the 10th percentile, of a heap after collection; or `mean`, of counts over equal times, of which
   * the median would be one of a few whole numbers. Default `median`.
   */
  readonly summary?: 'median' | 'floor' | 'mean';
}

const SUMMARIES = {
  median: (values: readonly number[]) => sortedQuantile(ascending(values), 0.5),
  floor: (values: readonly number[]) => sortedQuantile(ascending(values), 0.1),
  mean: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
} as const satisfies Record<NonNullable<BlockOptions['summary']>, (values: readonly number[]) => number>;

/**
 * Cuts the warm-up and divides the rest into 8–12 blocks of equal length (10 points a block, where there are enough),
 * each with its median, floor or mean. Autocorrelated points become nearly independent that way; tests on the raw ones raise an
 * alarm on every second healthy run. At least 24 points are needed, and 8 blocks that are not empty.
 */
export function soakBlocks(series: readonly SoakPoint[], options: BlockOptions = {}): Outcome<Blocks> {
  const usable = series.filter(({ t, value }) => Number.isFinite(t) && Number.isFinite(value));
  const missing = series.length - usable.length;
  if (usable.length === 0) return missing > 0 ? failure('not-finite', { count: missing }) : failure('empty');
  const start = smallestOf(usable.map(({ t }) => t));
  const end = largestOf(usable.map(({ t }) => t));
  const warmup = options.warmupSeconds ?? (end - start) / 10;
  const points = usable.filter(({ t }) => t >= start + warmup).sort((a, b) => a.t - b.t);
  if (points.length < MIN_POINTS) return failure('too-few', { have: points.length, need: MIN_POINTS });

  const from = points[0]?.t ?? start;
  const count = Math.min(MAX_BLOCKS, Math.max(MIN_BLOCKS, Math.round(points.length / POINTS_PER_BLOCK)));
  if (!(end > from)) return failure('no-time-span');
  const members = Array.from({ length: count }, (): SoakPoint[] => []);
  for (const point of points) {
    members[Math.min(count - 1, Math.floor(((point.t - from) / (end - from)) * count))]?.push(point);
  }
  const summarise = SUMMARIES[options.summary ?? 'median'];
  const blocks = members
    .filter((block) => block.length > 0)
    .map((block) => ({
      t: block.reduce((sum, { t }) => sum + t, 0) / block.length,
      value: summarise(block.map(({ value }) => value)),
      points: block.length,
    }));
  if (blocks.length < MIN_BLOCKS) return failure('too-few-blocks', { have: blocks.length, need: MIN_BLOCKS });
  return success({ blocks, points, missing });
}
