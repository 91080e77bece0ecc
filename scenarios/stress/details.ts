/** What a stress run says beyond criteria and traffic. */
import { z } from 'zod';
import { count, figure, seriesSchema } from '../../reports/result/figures.ts';

const stepSchema = z.object({
  users: z.number(),
  seconds: z.number(),
  jobsPerSecond: figure,
  requestsPerSecond: figure,
  errorRate: figure,
  p50: figure,
  p95: figure,
  n: count,
  verdict: z.enum(['good', 'bad', 'inconclusive']),
  /** Why it is bad, or why there is no verdict. */
  reason: z.string().optional(),
  /** What a trial of the search was for. */
  purpose: z.string().optional(),
});

const uslSchema = z.object({
  sigma: z.number(),
  kappa: z.number(),
  lambda: z.number(),
  peakUsers: figure,
  peakThroughput: figure,
  /** 95 % bootstrap interval of `peakUsers` and `peakThroughput`. */
  interval: z
    .object({ peakUsers: z.tuple([figure, figure]), peakThroughput: z.tuple([figure, figure]) })
    .nullable(),
  extrapolated: z.boolean(),
});

const capacitySchema = z.object({
  jobsPerSecond: z.number(),
  /** 95 % interval within this run. */
  low: figure,
  high: figure,
  /** The knee: the lowest number of users that had it, and the highest one below that had less. */
  users: z.number(),
  usersBelow: figure,
  /** More users were tried, and brought nothing more. */
  reached: z.boolean(),
});

const resourceName = z.enum(['workers', 'cpu', 'db-connections', 'third-party']);

export const stressDetails = z.object({
  kind: z.literal('stress'),
  series: seriesSchema.optional(),
  mode: z.enum(['ramp', 'search']),
  steps: z.array(stepSchema),
  /** Throughput that more users do not raise, and the knee where it begins; null where no step tells. */
  capacity: capacitySchema.nullable().optional(),
  /** A bracket: the highest number that was good and the lowest that was bad, of this run. */
  maxUsers: z.object({ good: figure, bad: figure }),
  breakingReason: z.string().nullable(),
  usl: uslSchema.nullable(),
  /** Why there is no model, where `usl` is null. */
  uslReason: z.string().optional(),
  peakJobsPerSecond: figure,
  /** Maximum users at the plan's think time, by Little's law. */
  usersAtThinkTime: z.object({ good: figure, bad: figure, thinkSeconds: z.number() }).optional(),
  firstSaturated: z.string().nullable(),
  /** Use of each known resource on the plateau, 0 to 1; from .9 on it is what saturates. */
  utilization: z
    .array(
      z.object({
        resource: resourceName,
        share: z.number(),
        /** How many there are of it, workers or cores, where that is known. */
        of: z.number().optional(),
      }),
    )
    .optional(),
  /** The resource behind `firstSaturated`. */
  saturatedResource: resourceName.nullable().optional(),
  /** Jobs a second that one more worker would add, an upper bound where the CPU leaves less; null where not known, or none. */
  nextWorkerJobsPerSecond: figure.optional(),
  littleGapPercent: figure,
  cost: z
    .object({
      requests: count,
      seconds: z.number(),
      rampRequests: count.optional(),
      rampSeconds: z.number().optional(),
    })
    .optional(),
});
export type StressDetails = z.infer<typeof stressDetails>;
