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
  /** Of the target alone. */
  cpuPercent: figure,
  /** Cores of the machine that k6 and the target, where they share it, kept busy together. */
  coresBusy: figure.optional(),
  memoryMb: figure,
  queueLength: figure.optional(),
  /** Share of time that the workers were busy, in percent. */
  workersPercent: figure.optional(),
  dbConnections: figure.optional(),
  /** k6's own lateness, p95 in ms. */
  generatorDriftMs: figure.optional(),
});

/** What the machines of a real system did, as sources beside the run saw them. */
export const machineSchemas = {
  /** Each source, with how fine it is. */
  sources: z.array(z.object({ name: z.string(), resolutionSeconds: z.number().positive() })).optional(),
  /** Containers, pods, processes; `machine`: all that runs there, whoever's it is. */
  parts: z
    .array(
      z.object({
        source: z.string(),
        part: z.string(),
        scope: z.enum(['system', 'machine']),
        cpuPercent: figure,
        cpuPercentMax: figure,
        cpuLimitPercent: figure,
        memoryMbMax: figure,
        memoryLimitMb: figure,
        swapGrowthMb: figure,
        throttledShare: figure,
        samples: count,
        /** Of a soak: the slope of its memory, and the verdict on it. */
        memoryTrend: z
          .object({ slopePerHour: figure, low: figure, high: figure, verdict: z.string() })
          .optional(),
      }),
    )
    .optional(),
  databases: z
    .array(
      z.object({
        part: z.string(),
        connectionsMax: count,
        maxConnections: count,
        activeMax: count,
        idleInTransactionMax: count,
        waitingForLockMax: count,
        cacheHitShare: figure,
        longestTransactionSeconds: z.number(),
        queueTableGrowthMb: figure,
      }),
    )
    .optional(),
  /** What befell parts while the load ran, in seconds after its start. */
  happened: z
    .array(
      z.object({
        seconds: z.number(),
        part: z.string(),
        what: z.enum(['restarted', 'oom-killed', 'stopped', 'moved', 'vanished']),
      }),
    )
    .optional(),
};
