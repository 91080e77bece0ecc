/** What figures and series of a result are made of. */
import { z } from 'zod';

/** A figure that may be missing: `null` says that there were no samples for it. */
export const figure = z.number().finite().nullable();
export const count = z.number().int().nonnegative();
export const isoTime = z.string().min(20);

/** Per-second series, all arrays as long as `t`; `null` where nothing happened in that second. */
export const seriesSchema = z.object({
  /** Seconds after the start of the load. */
  t: z.array(z.number()),
  /** Seconds a point, where a long run was thinned: rates and gauges are means, percentiles the worst of the bin. */
  binSeconds: z.number().positive().optional(),
  requestsPerSecond: z.array(figure).optional(),
  jobsPerSecond: z.array(figure).optional(),
  errorRate: z.array(figure).optional(),
  p50: z.array(figure).optional(),
  p95: z.array(figure).optional(),
  p99: z.array(figure).optional(),
  users: z.array(figure).optional(),
  queueLength: z.array(figure).optional(),
  cpuPercent: z.array(figure).optional(),
  memoryMb: z.array(figure).optional(),
  /** Named moments: fault begins and ends, steps, phases. */
  marks: z.array(z.object({ t: z.number(), label: z.string(), kind: z.enum(['fault', 'step', 'phase']) })),
});

/** The target's resources at a number of users. */
export const perStepResource = z.object({
  users: z.number(),
  cpuPercent: figure,
  memoryMb: figure,
  queueLength: figure.optional(),
  /** Share of time that the workers were busy, in percent. */
  workersPercent: figure.optional(),
  dbConnections: figure.optional(),
  /** k6's own lateness, p95 in ms. */
  generatorDriftMs: figure.optional(),
});
