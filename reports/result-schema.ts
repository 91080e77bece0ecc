/**
 * The one typed result of a run. Analysis builds it, every output renders it, `result.schema.json` is generated
 * from it, and every written `result.json` is validated against it.
 */
import { z } from 'zod';
import { PROFILES } from '../lib/profiles.ts';
import { evidenceSchema } from './result/evidence.ts';
import { count, figure, isoTime, machineSchemas, perStepResource, seriesSchema } from './result/figures.ts';
import { criterionEvidence, criterionVerdict, validityVerdict } from './result/verdicts.ts';

export { criterionVerdict, validityVerdict } from './result/verdicts.ts';

/** `measured`: the measured phase, or the step that the answer speaks of; `run`: all of the run, ramps and faults too. */
export const scopeName = z.enum(['measured', 'run']);

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
  /** Merged from several generators: how far each percentile may be off in rank, as a share of the samples. */
  rankError: z.object({ p50: figure, p95: figure, p99: figure }).optional(),
});

export const criterionSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  limit: z.number().finite(),
  /** How `observed` must stand to `limit` to pass. */
  comparison: z.enum(['<', '<=', '>', '>=', '=']),
  observed: figure,
  /** `observed` is a lower bound: so long nothing was seen, and how much longer it would have taken nobody knows. */
  beyond: z.boolean().optional(),
  unit: z.string(),
  /** Samples behind `observed`. */
  n: count,
  verdict: criterionVerdict,
  /** How sure the verdict is; absent without a verdict. */
  evidence: criterionEvidence.optional(),
  /** Samples from which a figure like this one would be proven, where it is not and a number is known. */
  needs: count.optional(),
  /** `observed` is a percentile merged from several generators: so far it may be off in rank, as a share of the samples. */
  rankError: z.number().nonnegative().optional(),
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

/** What every scenario's details have; the rest is its own, checked against the schema that it gives. */
export const detailsSchema = z.looseObject({ kind: z.string().min(1), series: seriesSchema.optional() });

export const resultSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string().min(1),
  suiteVersion: z.string().min(1),
  scenario: z.string().min(1),
  profile: z.enum(PROFILES),
  startedAt: isoTime,
  durationSeconds: z.number().nonnegative(),
  /** Generators that carried the load together and whose figures are merged here; absent: one. */
  generators: z.number().int().positive().optional(),
  validity: z.object({ verdict: validityVerdict, checks: z.array(validityCheckSchema) }),
  verdict: criterionVerdict,
  answer: z.string().min(1),
  criteria: z.array(criterionSchema),
  traffic: z.object({
    /** What the figures are taken from: the measured phases, or the whole run where they cannot be told apart. */
    scope: scopeName.optional(),
    /** Name of that part, as tables of phases and steps call it. */
    phase: z.string().optional(),
    /** Length of that part. */
    seconds: figure.optional(),
    requests: count,
    requestsPerSecond: figure,
    errorRate: figure,
    latencyMs: latencySchema,
    /** Requests of the whole run by route, the most frequent first; then those of the monitor and the set-up. */
    routes: z
      .array(
        z.object({
          part: z.enum(['load', 'monitor', 'setup']),
          /** Method and path with placeholders; empty beside the load. */
          route: z.string(),
          n: count,
          perSecond: figure,
          failedShare: figure,
          latencyMs: latencySchema,
        }),
      )
      .optional(),
    jobs: z.object({
      submitted: count,
      completed: count,
      failed: count,
      lost: count,
      duplicated: count,
      latencyMs: latencySchema,
      /** The quantiles that k6 kept of it, in their order: its distribution. */
      quantiles: z.array(z.object({ level: z.number(), ms: z.number() })).optional(),
      queueWaitMs: latencySchema.optional(),
    }),
  }),
  resources: z
    .object({
      source: z.string(),
      /** The part of the run that the figures are taken from, as in `traffic`. */
      scope: scopeName.optional(),
      phase: z.string().optional(),
      seconds: figure.optional(),
      /** Cores of the target's machine, where they are known. */
      cores: z.number().int().positive().optional(),
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
      ...machineSchemas,
    })
    .nullable(),
  details: detailsSchema,
  /** Single failures, by kind, the most frequent first; absent where nothing failed. */
  evidence: z.array(evidenceSchema).optional(),
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
export type Criterion = z.infer<typeof criterionSchema>;
export type CriterionVerdict = z.infer<typeof criterionVerdict>;
export type ValidityCheck = z.infer<typeof validityCheckSchema>;
export type ValidityVerdict = z.infer<typeof validityVerdict>;
export type Latency = z.infer<typeof latencySchema>;
export type Series = z.infer<typeof seriesSchema>;
