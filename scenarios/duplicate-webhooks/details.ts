/** What duplicate deliveries say beyond criteria and traffic. */
import { z } from 'zod';
import { count, seriesSchema } from '../../reports/result/figures.ts';
import { criterionVerdict } from '../../reports/result/verdicts.ts';

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
export type WebhookDetails = z.infer<typeof webhookDetails>;
