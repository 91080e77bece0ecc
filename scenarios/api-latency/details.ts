/** What a slow third party says beyond criteria and traffic. */
import { z } from 'zod';
import { count, figure } from '../../reports/result/figures.ts';
import { faultDetails } from '../shared/faults/details.ts';

export const apiLatencyDetails = faultDetails.extend({
  kind: z.literal('api-latency'),
  /** Figures of the half of the load that does not call the third party, fault over no fault. */
  bystanders: z.object({ quietP95: figure, faultP95: figure, ratio: figure, low: figure, high: figure }),
  /** Jobs that called the third party during the fault: how they ended. */
  callers: z.object({ degraded: count, succeeded: count, failed: count, overTimeout: count }),
  busyWorkersShare: figure,
});
export type ApiDetails = z.infer<typeof apiLatencyDetails>;
