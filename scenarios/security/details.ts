/** What the probes say beyond criteria and traffic. */
import { z } from 'zod';
import { count, seriesSchema } from '../../reports/result/figures.ts';

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
export type SecurityDetails = z.infer<typeof securityDetails>;
