/** What the bundle recorded of a multitenant run: its tenants, and the ledger of the journeys that count. */
import { z } from 'zod';
import { ANSWER_PARTS, LEAK_FORMS } from '../../../lib/leaks/finder.ts';
import { METRIC } from '../../../lib/metric-names.ts';
import type { TenantContext } from '../context.ts';
import { type TenantPlan, tenantPlan } from '../load/plan.ts';

const recordSchema = z.object({ workspaces: z.array(z.string()).min(2), flooding: z.number().int() });

const jobSchema = z.object({
  slot: z.string(),
  tenant: z.number().int().nonnegative(),
  ms: z.number().nonnegative().nullable(),
  ok: z.boolean(),
});
export type LedgerJob = z.infer<typeof jobSchema>;

const leakSchema = z.object({
  request: z.string(),
  askedBy: z.string(),
  belongsTo: z.string(),
  part: z.enum(ANSWER_PARTS),
  form: z.enum(LEAK_FORMS),
  excerpt: z.string(),
});
export type Leak = z.infer<typeof leakSchema>;

/** A user that could measure a quiet window: the flood's jobs were gone in time. */
const quietSchema = z.object({ slot: z.string(), tenant: z.number().int().nonnegative() });

/** Share of the journeys of the summary that the ledger must have to be used instead of it. */
const COMPLETE = 0.98;
const MOST_LEAKS = 20;

export interface TenantRecord {
  readonly workspaces: readonly string[];
  readonly flooding: number;
  readonly plan: TenantPlan;
  /** Journeys by window or visit; null where there is no ledger, or not a whole one. */
  readonly jobs: ReadonlyMap<string, readonly LedgerJob[]> | null;
  /** By tenant: users that could measure a quiet window, one for each of both. Empty without a ledger. */
  readonly quietMeasured: ReadonlyMap<number, number>;
}

function ledgerOf({ files, metrics }: TenantContext): TenantRecord['jobs'] {
  const jobs = new Map<string, LedgerJob[]>();
  let answered = 0;
  for (const event of files.events) {
    const parsed = event.event === 'tenant-job' ? jobSchema.safeParse(event) : null;
    if (parsed?.success !== true) continue;
    const known = jobs.get(parsed.data.slot);
    if (known === undefined) jobs.set(parsed.data.slot, [parsed.data]);
    else known.push(parsed.data);
    if (parsed.data.ms !== null) answered += 1;
  }
  const sides = ['quiet', 'noisy'].map((side) => metrics.trend(METRIC.jobDuration, { side }).n);
  const expected = sides.reduce((sum, n) => sum + n, 0);
  return answered > 0 && answered >= expected * COMPLETE ? jobs : null;
}

function quietMeasuredIn({ files }: TenantContext): TenantRecord['quietMeasured'] {
  const measured = new Map<number, number>();
  for (const event of files.events) {
    const parsed = event.event === 'quiet-window' ? quietSchema.safeParse(event) : null;
    if (parsed?.success !== true) continue;
    const { tenant } = parsed.data;
    measured.set(tenant, (measured.get(tenant) ?? 0) + 1);
  }
  return measured;
}

/** Null where the record is missing or damaged; then there is nothing that figures could be told apart by. */
export function tenantRecord(context: TenantContext): TenantRecord | null {
  const parsed = recordSchema.safeParse(context.summary.scenarioData);
  if (!parsed.success) return null;
  const { workspaces, flooding } = parsed.data;
  return {
    workspaces,
    flooding,
    plan: tenantPlan(context.settings, workspaces.length),
    jobs: ledgerOf(context),
    quietMeasured: quietMeasuredIn(context),
  };
}

/** The leaks that were described, each request, pair of tenants, place and spelling once. */
export function leaksOf({ files }: TenantContext): readonly Leak[] {
  const leaks = new Map<string, Leak>();
  for (const event of files.events) {
    const parsed = event.event === 'leak' ? leakSchema.safeParse(event) : null;
    if (parsed?.success !== true) continue;
    const { request, askedBy, belongsTo, part, form, excerpt } = parsed.data;
    const key = JSON.stringify([request, askedBy, belongsTo, part, form]);
    if (leaks.has(key) || leaks.size >= MOST_LEAKS) continue;
    leaks.set(key, { request, askedBy, belongsTo, part, form, excerpt });
  }
  return [...leaks.values()];
}
