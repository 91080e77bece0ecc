/**
 * The one typed result of a run. Analysis builds it, every output renders it, `result.schema.json` is generated
 * from it, and every written `result.json` is validated against it.
 */
import { z } from 'zod';
import { PROFILES, SCENARIO_NAMES } from '../lib/catalog.ts';

/** A figure that may be missing: `null` says that there were no samples for it. */
const figure = z.number().finite().nullable();
const count = z.number().int().nonnegative();
const isoTime = z.string().min(20);

export const criterionVerdict = z.enum(['pass', 'fail', 'inconclusive']);
export const validityVerdict = z.enum(['valid', 'discarded', 'unknown']);

export const latencySchema = z.object({
  min: figure,
  p50: figure,
  p90: figure,
  p95: figure,
  p99: figure,
  max: figure,
  n: count,
  /** Whether n allows a 95 % interval with two finite ends; a percentile without one is an estimate, not a finding. */
  established: z.object({ p95: z.boolean(), p99: z.boolean() }).optional(),
});

export const criterionSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  limit: z.number().finite(),
  /** How `observed` must stand to `limit` to pass. */
  comparison: z.enum(['<', '<=', '>', '>=', '=']),
  observed: figure,
  unit: z.string(),
  /** Samples behind `observed`. */
  n: count,
  verdict: criterionVerdict,
  /** 95 % interval of `observed`, where one is known. */
  interval: z.tuple([figure, figure]).optional(),
  /** Why the verdict is what it is, where the figures alone do not say it. */
  detail: z.string().optional(),
  /** The next thing to look at, for a criterion that did not pass. */
  next: z.string().optional(),
});

export const validityCheckSchema = z.object({
  id: z.string().min(1),
  verdict: validityVerdict,
  detail: z.string(),
});

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

const perStepResource = z.object({
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

export const stressDetails = z.object({
  kind: z.literal('stress'),
  series: seriesSchema.optional(),
  mode: z.enum(['ramp', 'search']),
  steps: z.array(stepSchema),
  maxUsers: z.object({ good: figure, bad: figure }),
  breakingReason: z.string().nullable(),
  usl: uslSchema.nullable(),
  /** Why there is no model, where `usl` is null. */
  uslReason: z.string().optional(),
  peakJobsPerSecond: figure,
  /** Maximum users at the plan's think time, by Little's law. */
  usersAtThinkTime: z.object({ good: figure, bad: figure, thinkSeconds: z.number() }).optional(),
  firstSaturated: z.string().nullable(),
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
  neighbour: z.object({ quietP95: figure, noisyP95: figure, ratio: figure, low: figure, high: figure }),
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
  backlogDrainSeconds: figure.optional(),
  jobs: z.object({ accepted: count, completed: count, failed: count, lost: count, duplicated: count }),
});

export const dbOutageDetails = faultShape.extend({ kind: z.literal('db-outage') });

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

export const resultSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string().min(1),
  suiteVersion: z.string().min(1),
  scenario: z.enum(SCENARIO_NAMES as [(typeof SCENARIO_NAMES)[number]]),
  profile: z.enum(PROFILES),
  startedAt: isoTime,
  durationSeconds: z.number().nonnegative(),
  validity: z.object({ verdict: validityVerdict, checks: z.array(validityCheckSchema) }),
  verdict: criterionVerdict,
  answer: z.string().min(1),
  criteria: z.array(criterionSchema),
  traffic: z.object({
    /** What the figures are taken from: the measured phases, or the whole run where they cannot be told apart. */
    scope: z.enum(['measured', 'run']).optional(),
    /** Length of that part. */
    seconds: figure.optional(),
    requests: count,
    requestsPerSecond: figure,
    errorRate: figure,
    latencyMs: latencySchema,
    jobs: z.object({
      submitted: count,
      completed: count,
      failed: count,
      lost: count,
      duplicated: count,
      latencyMs: latencySchema,
      queueWaitMs: latencySchema.optional(),
    }),
  }),
  resources: z
    .object({
      source: z.string(),
      /** Mean, in percent of one core, over all processes of the target. */
      cpuPercent: figure,
      cpuPercentMax: figure.optional(),
      /** Highest. */
      memoryMb: figure,
      queueLengthMax: figure.optional(),
      dbConnectionsMax: figure.optional(),
      workerOccupancyPercent: figure.optional(),
      /** Samples of the monitor behind them. */
      samples: count.optional(),
      perStep: z.array(perStepResource).optional(),
    })
    .nullable(),
  details: detailsSchema,
  notEstablished: z.array(z.string()),
  fingerprint: z.object({
    target: z.record(z.string(), z.unknown()),
    engine: z.record(z.string(), z.unknown()),
    generator: z.record(z.string(), z.unknown()),
    settings: z.record(z.string(), z.unknown()),
    revision: z.string(),
    seed: z.number(),
  }),
});

export type Result = z.infer<typeof resultSchema>;
export type Details = z.infer<typeof detailsSchema>;
export type DetailsOf<K extends Details['kind']> = Extract<Details, { kind: K }>;
export type Criterion = z.infer<typeof criterionSchema>;
export type CriterionVerdict = z.infer<typeof criterionVerdict>;
export type ValidityCheck = z.infer<typeof validityCheckSchema>;
export type ValidityVerdict = z.infer<typeof validityVerdict>;
export type Latency = z.infer<typeof latencySchema>;
export type Series = z.infer<typeof seriesSchema>;
