/** The figures of one phase of a run. */
import { z } from 'zod';
import { count, figure } from './figures.ts';

export const phaseFiguresSchema = z.object({
  name: z.string(),
  startSeconds: z.number(),
  seconds: z.number(),
  jobsPerSecond: figure,
  errorRate: figure,
  p50: figure,
  p95: figure,
  n: count,
  /** Answers by status during the phase, `0` for none (refused, reset, timed out). */
  statuses: z.record(z.string(), count).optional(),
});
export type PhaseFigures = z.infer<typeof phaseFiguresSchema>;
