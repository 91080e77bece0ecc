/** Shape of `summary.json`, checked against the type that the bundles write. */
import { z } from 'zod';
import { PROFILES } from '../../lib/profiles.ts';
import {
  type MetricSummary,
  type Phase,
  type RunSummary,
  SUMMARY_SCHEMA_VERSION,
  type TargetIdentity,
} from '../../lib/summary-types.ts';
import { reportedScenarios } from '../scenario-report.ts';

const scenarioNames = () => reportedScenarios().map(({ spec }) => spec.name);

const isoTime = z.string().refine((text) => !Number.isNaN(Date.parse(text)), {
  message: 'expected a time such as 2026-01-31T09:30:00Z',
});
const seconds = z.number().nonnegative();

const metric = z.object({
  type: z.enum(['counter', 'gauge', 'rate', 'trend']),
  contains: z.string(),
  // k6 writes null for figures that JSON cannot hold; they count as missing.
  values: z
    .record(z.string(), z.number().nullable())
    .transform((values) =>
      Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== null),
      ),
    ),
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).exactOptional(),
  grid: z.array(z.number()).exactOptional(),
  rankErrors: z.record(z.string(), z.number()).exactOptional(),
}) satisfies z.ZodType<MetricSummary, unknown>;

const phase = z.object({
  name: z.string().min(1),
  startSeconds: seconds,
  seconds,
  users: z.number().nonnegative(),
  measured: z.boolean(),
}) satisfies z.ZodType<Phase>;

const identity = z.object({
  version: z.string().nullable(),
  health: z.string().nullable(),
  workers: z.array(z.string()),
  processStart: z.array(z.number()),
  queueLength: z.number().nullable(),
  scriptHash: z.string().nullable(),
  clock: z.string(),
}) satisfies z.ZodType<TargetIdentity>;

export const runSummarySchema = z.object({
  schemaVersion: z.literal(SUMMARY_SCHEMA_VERSION),
  runId: z.string().min(1),
  suiteVersion: z.string().min(1),
  revision: z.string(),
  scenario: z.string().refine((name) => scenarioNames().includes(name), {
    error: () => `must be one of ${scenarioNames().join(', ')}`,
  }),
  profile: z.enum(PROFILES),
  startedAt: isoTime,
  endedAt: isoTime,
  plan: z.object({ seconds, phases: z.array(phase), helpers: z.number().optional() }),
  settings: z.record(z.string(), z.json()),
  seed: z.number(),
  target: z.object({
    kind: z.enum(['embedded', 'external']),
    atStart: identity.nullable(),
    atEnd: identity.nullable(),
  }),
  segment: z.object({ index: z.number().int().positive(), of: z.number().int().positive() }).exactOptional(),
  generators: z
    .object({
      planned: z.number().int().positive(),
      parts: z.array(
        z.object({ index: z.number(), runId: z.string(), startedAt: isoTime, endedAt: isoTime }),
      ),
    })
    .exactOptional(),
  scenarioData: z.unknown(),
  k6: z.object({
    testRunDurationMs: z.number().nonnegative(),
    metrics: z.record(z.string(), metric),
  }),
}) satisfies z.ZodType<RunSummary, unknown>;
