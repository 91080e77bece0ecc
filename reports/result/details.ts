/** What a result says beyond criteria and traffic: the details of each kind of scenario. */
import { z } from 'zod';
import { ANSWER_PARTS, LEAK_FORMS } from '../../lib/leaks/finder.ts';
import { count, figure, isoTime, seriesSchema } from './figures.ts';
import { criterionVerdict } from './verdicts.ts';

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

export const multitenantDetails = z.object({
  kind: z.literal('multitenant'),
  series: seriesSchema.optional(),
  tenants: count,
  responsesChecked: count,
  foreignData: count,
  leaks: z.array(
    z.object({
      request: z.string(),
      askedBy: z.string(),
      belongsTo: z.string(),
      /** Part of the answer that held it, and how it was spelled there. */
      part: z.enum(ANSWER_PARTS).optional(),
      form: z.enum(LEAK_FORMS).optional(),
      excerpt: z.string(),
    }),
  ),
  crossTenantReads: z.object({ attempted: count, leaked: count }),
  scaling: z.object({
    points: z.array(z.object({ tenants: count, p50: figure, p95: figure, jobsPerSecond: figure, n: count })),
    exponent: figure,
    low: figure,
    high: figure,
  }),
  neighbour: z.object({
    quietP95: figure,
    noisyP95: figure,
    ratio: figure,
    low: figure,
    high: figure,
    /** At the load of the quiet windows, in the part of the run where nobody floods. */
    elsewhereP95: figure.optional(),
    /** Share of the users' quiet windows in which the flood's jobs were gone in time. */
    quietMeasured: figure.optional(),
  }),
  fairness: z.object({ jain: figure, minShare: figure }),
  perTenant: z.array(
    z.object({ workspace: z.string(), jobs: count, share: figure, p50: figure, p95: figure, n: count }),
  ),
});

const phaseFigures = z.object({
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

const faultShape = z.object({
  series: seriesSchema.optional(),
  fault: z.object({
    kind: z.string(),
    backend: z.string(),
    startedAt: isoTime.nullable(),
    clearedAt: isoTime.nullable(),
    startedSeconds: figure,
    clearedSeconds: figure,
  }),
  phases: z.array(phaseFigures),
  timeToDetectSeconds: figure,
  timeToRecoverSeconds: figure,
  /** Seconds after the fault at which a system that had been back got worse again; null: it did not. */
  relapsedAfterSeconds: figure.optional(),
  /** Smallest loss of throughput, as a share, that would have been seen: in a single second, and if it had lasted. */
  visibleLoss: z.object({ second: z.number(), lasting: z.number() }).nullable().optional(),
  backlogDrainSeconds: figure.optional(),
  jobs: z.object({
    accepted: count,
    completed: count,
    failed: count,
    /** Accepted, and no longer there. */
    lost: count,
    /** Accepted and there, but not ended in the time that the longest rescue takes. */
    unfinished: count.optional(),
    /** What became of them the system did not tell. */
    untold: count.optional(),
    /** Run again after the fault had killed their workers: no repetition. */
    rescued: count.optional(),
    duplicated: count,
  }),
});

export const dbOutageDetails = faultShape.extend({
  kind: z.literal('db-outage'),
  /** Clients that waited for an answer while the database was away. */
  answers: z
    .object({
      waited: count,
      answered: count,
      /** They waited so long, ms, and had none. */
      unanswered: count,
      patienceMs: z.number(),
      p50: figure,
      p95: figure,
      /** Answers of any kind that came while the fault was in force, and were looked at for another's data. */
      judged: count,
    })
    .optional(),
});

export const apiLatencyDetails = faultShape.extend({
  kind: z.literal('api-latency'),
  /** Figures of the half of the load that does not call the third party, fault over no fault. */
  bystanders: z.object({ quietP95: figure, faultP95: figure, ratio: figure, low: figure, high: figure }),
  /** Jobs that called the third party during the fault: how they ended. */
  callers: z.object({ degraded: count, succeeded: count, failed: count, overTimeout: count }),
  busyWorkersShare: figure,
});

export const webhookDetails = z.object({
  kind: z.literal('duplicate-webhooks'),
  series: seriesSchema.optional(),
  arms: z.array(
    z.object({
      name: z.string(),
      rounds: count,
      sent: count,
      accepted: count,
      /** Side effects counted / expected, over all rounds. */
      sideEffects: count,
      expected: count,
      verdict: criterionVerdict,
      detail: z.string().optional(),
    }),
  ),
});

export const securityDetails = z.object({
  kind: z.literal('security'),
  series: seriesSchema.optional(),
  probes: z.array(
    z.object({
      id: z.string(),
      sent: z.string(),
      expected: z.string(),
      observed: z.string(),
      verdict: z.enum(['pass', 'fail', 'not-checked']),
    }),
  ),
  logs: z.object({
    sources: z.array(z.string()),
    bytesScanned: count,
    findings: z.array(z.object({ source: z.string(), line: count, rule: z.string(), excerpt: z.string() })),
  }),
});

export const loadDetails = z.object({
  kind: z.literal('load'),
  series: seriesSchema.optional(),
  phases: z.array(phaseFigures.extend({ users: z.number() })),
  /** burst only: seconds after the peak until the quiet level was back. */
  timeToRecoverSeconds: figure.optional(),
});

export const detailsSchema = z.discriminatedUnion('kind', [
  loadDetails,
  stressDetails,
  soakDetails,
  multitenantDetails,
  dbOutageDetails,
  apiLatencyDetails,
  webhookDetails,
  securityDetails,
]);
