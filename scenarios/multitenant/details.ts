/** What a run of many tenants says beyond criteria and traffic. */
import { z } from 'zod';
import { ANSWER_PARTS, LEAK_FORMS } from '../../lib/leaks/finder.ts';
import { count, figure, seriesSchema } from '../../reports/result/figures.ts';

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
export type MultitenantDetails = z.infer<typeof multitenantDetails>;
