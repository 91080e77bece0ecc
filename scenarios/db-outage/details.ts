/** What a database outage says beyond criteria and traffic. */
import { z } from 'zod';
import { count, figure } from '../../reports/result/figures.ts';
import { faultDetails } from '../shared/faults/details.ts';

export const dbOutageDetails = faultDetails.extend({
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
export type OutageDetails = z.infer<typeof dbOutageDetails>;
