/** Single failures that a result keeps, so that one can look into them. */
import { z } from 'zod';
import { count } from './figures.ts';

export const evidenceItemSchema = z.object({
  /** Seconds after the start of the load. */
  t: z.number(),
  /** Number of the virtual user. */
  user: z.number().optional(),
  /** Workspace. */
  tenant: z.string().optional(),
  jobId: z.string().optional(),
  /** The nonce that was sent with the job, or the id of the event: what it can be found by where no job id is known. */
  ref: z.string().optional(),
  route: z.string().optional(),
  /** HTTP status of the answer, 0 for none. */
  status: z.number().optional(),
  /** k6's error code. */
  errorCode: z.number().optional(),
  /** How long it was waited, ms. */
  timeoutMs: z.number().optional(),
  /** The beginning of what came. */
  came: z.string().optional(),
});
export type EvidenceItem = z.infer<typeof evidenceItemSchema>;

export const evidenceSchema = z.object({
  /** A `FailureKind`, or what the scenario itself found: `job-lost`, `job-repeated`, `effects-repeated` … */
  kind: z.string().min(1),
  /** How many there were in all; null where only those that were told are known. */
  count: count.nullable(),
  /** The earliest, in order. */
  first: z.array(evidenceItemSchema),
  /** Later ones, spread over the time. */
  sample: z.array(evidenceItemSchema),
});
export type Evidence = z.infer<typeof evidenceSchema>;
