/** The slices of a soak run as k6's summary has them, and the windows they are joined to. */

import { z } from 'zod';
import { METRIC } from '../../../lib/metric-names.ts';
import type { RunSummary } from '../../../lib/summary-types.ts';
import type { Stretch } from '../../../reports/resources/into-run.ts';
import { mainSource } from '../../../reports/resources/totals.ts';
import { medianOf, smallestOf } from '../../../reports/stats/quantile.ts';
import { MAX_BLOCKS, MIN_BLOCKS } from '../../../reports/stats/soak-blocks.ts';
import type { SoakContext } from '../context.ts';
import type { SoakDetails } from '../details.ts';
import { soakTiming } from '../load/plan.ts';
import { sliceName } from '../load/tags.ts';

export interface Slice {
  readonly startSeconds: number;
  readonly seconds: number;
  readonly jobsPerSecond: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  /** Share of failed journeys, and how many there were. */
  readonly errorRate: number | null;
  readonly journeys: number;
  /** 10th percentile of the slice's samples. */
  readonly memoryFloorMb: number | null;
  readonly cpuPercent: number | null;
  readonly dbConnections: number | null;
  readonly queueLength: number | null;
}

const timingSchema = z.object({
  timing: z.object({
    seconds: z.number(),
    warmupSeconds: z.number(),
    slices: z.number().int().positive(),
    sliceSeconds: z.number().positive(),
  }),
});

/** How the run was cut; from its settings, where it did not record it. */
export function timingOf({ summary, settings }: SoakContext) {
  const parsed = timingSchema.safeParse(summary.scenarioData);
  return parsed.success ? parsed.data.timing : soakTiming(settings);
}

/** The slices as stretches of the load, where the run recorded how it was cut. */
export function sliceStretches({ scenarioData }: RunSummary): Stretch[] {
  const parsed = timingSchema.safeParse(scenarioData);
  if (!parsed.success) return [];
  const { warmupSeconds, slices, sliceSeconds } = parsed.data.timing;
  return Array.from({ length: slices }, (_, index) => ({
    tags: `slice:${sliceName(index)}`,
    startSeconds: warmupSeconds + index * sliceSeconds,
    seconds: sliceSeconds,
  }));
}

/** Whether the memory is that of the workers' pings alone. */
export function readsPings({ summary, files }: SoakContext): boolean {
  const parsed = z.object({ memoryFrom: z.literal('pings') }).safeParse(summary.scenarioData);
  return parsed.success && (files.resources === null || mainSource(files.resources) === null);
}

/** The slices that the run went through to their end, in order of time. */
export function slicesOf(context: SoakContext): Slice[] {
  const { metrics, loadSeconds } = context;
  const { warmupSeconds, slices, sliceSeconds } = timingOf(context);
  const all: Slice[] = [];
  for (let index = 0; index < slices; index += 1) {
    const startSeconds = warmupSeconds + index * sliceSeconds;
    if (startSeconds + sliceSeconds > loadSeconds) break;
    const tags = { slice: sliceName(index) };
    const latency = metrics.trend(METRIC.jobDuration, tags);
    const errors = metrics.rate(METRIC.journeyErrors, tags);
    const completed = metrics.count(METRIC.jobsCompleted, tags);
    all.push({
      startSeconds,
      seconds: sliceSeconds,
      jobsPerSecond: completed === null ? null : completed / sliceSeconds,
      p50: latency.p50,
      p95: latency.p95,
      errorRate: errors.rate,
      journeys: errors.n,
      memoryFloorMb: metrics.value(METRIC.targetMemory, 'p(10)', tags),
      cpuPercent: metrics.mean(METRIC.targetCpu, tags),
      dbConnections: metrics.trend(METRIC.dbConnections, tags).p50,
      queueLength: metrics.mean(METRIC.queueLength, tags),
    });
  }
  return all;
}

type Window = SoakDetails['windows'][number];

function summarise(
  slices: readonly Slice[],
  pick: (slice: Slice) => number | null,
  summary: (values: readonly number[]) => number,
): number | null {
  const values = slices.flatMap((slice) => pick(slice) ?? []);
  return values.length === 0 ? null : summary(values);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function windowOf(slices: readonly Slice[], index: number): Window {
  const seconds = slices.reduce((sum, slice) => sum + slice.seconds, 0);
  const journeys = slices.reduce((sum, slice) => sum + slice.journeys, 0);
  const failed = slices.reduce((sum, slice) => sum + (slice.errorRate ?? 0) * slice.journeys, 0);
  return {
    index: index + 1,
    startSeconds: slices[0]?.startSeconds ?? 0,
    seconds,
    jobsPerSecond: summarise(slices, (slice) => slice.jobsPerSecond, meanOf),
    p50: summarise(slices, (slice) => slice.p50, medianOf),
    p95: summarise(slices, (slice) => slice.p95, medianOf),
    errorRate: journeys > 0 ? failed / journeys : null,
    memoryFloorMb: summarise(slices, (slice) => slice.memoryFloorMb, smallestOf),
    cpuPercent: summarise(slices, (slice) => slice.cpuPercent, meanOf),
    dbConnections: summarise(slices, (slice) => slice.dbConnections, medianOf),
    queueLength: summarise(slices, (slice) => slice.queueLength, meanOf),
    n: journeys,
  };
}

/**
 * 8 to 12 windows for the eye, as the trends have blocks. Percentiles of a window are the medians of its slices' own: they
 * say where a typical slice stood, and no percentile is averaged.
 */
export function windowsOf(slices: readonly Slice[]): Window[] {
  const count = Math.min(
    slices.length,
    Math.min(MAX_BLOCKS, Math.max(MIN_BLOCKS, Math.round(slices.length / 4))),
  );
  return Array.from({ length: count }, (_, index) =>
    windowOf(
      slices.slice(
        Math.round((index * slices.length) / count),
        Math.round(((index + 1) * slices.length) / count),
      ),
      index,
    ),
  );
}
