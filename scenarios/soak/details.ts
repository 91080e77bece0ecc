/** What a soak says beyond criteria and traffic. */
import { z } from 'zod';
import { count, figure, seriesSchema } from '../../reports/result/figures.ts';

const trendSchema = z.object({
  metric: z.string(),
  unit: z.string(),
  slopePerHour: figure,
  low: figure,
  high: figure,
  p: figure,
  verdict: z.enum(['stable', 'degrading', 'leak', 'inconclusive']),
  minimumDetectable: figure,
  budgetPerHour: figure,
  outlook24h: z.object({ value: figure, low: figure, high: figure }).optional(),
  reason: z.string().optional(),
});

export const soakDetails = z.object({
  kind: z.literal('soak'),
  series: seriesSchema.optional(),
  windows: z.array(
    z.object({
      index: count,
      startSeconds: z.number(),
      seconds: z.number(),
      jobsPerSecond: figure,
      p50: figure,
      p95: figure,
      errorRate: figure,
      memoryFloorMb: figure,
      cpuPercent: figure,
      dbConnections: figure,
      queueLength: figure,
      n: count,
    }),
  ),
  /** Length of what was measured, warm-up cut off: what a slope came to in it is told beside the slope per hour. */
  measuredSeconds: z.number().positive().optional(),
  trends: z.array(trendSchema),
});
export type SoakDetails = z.infer<typeof soakDetails>;
