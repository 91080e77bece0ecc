/** What a run of the load family says beyond criteria and traffic. */
import { z } from 'zod';
import { figure, seriesSchema } from '../../../reports/result/figures.ts';
import { phaseFiguresSchema } from '../../../reports/result/phase-figures.ts';

export const loadDetails = z.object({
  kind: z.literal('load'),
  series: seriesSchema.optional(),
  phases: z.array(phaseFiguresSchema.extend({ users: z.number() })),
  /** burst only: seconds after the peak until the quiet level was back. */
  timeToRecoverSeconds: figure.optional(),
});
export type LoadDetails = z.infer<typeof loadDetails>;
