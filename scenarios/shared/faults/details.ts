/** What a run around a fault says beyond criteria and traffic. */
import { z } from 'zod';
import { count, figure, isoTime, seriesSchema } from '../../../reports/result/figures.ts';
import { phaseFiguresSchema } from '../../../reports/result/phase-figures.ts';

export const faultDetails = z.object({
  series: seriesSchema.optional(),
  fault: z.object({
    kind: z.string(),
    backend: z.string(),
    startedAt: isoTime.nullable(),
    clearedAt: isoTime.nullable(),
    startedSeconds: figure,
    clearedSeconds: figure,
  }),
  phases: z.array(phaseFiguresSchema),
  timeToDetectSeconds: figure,
  timeToRecoverSeconds: figure,
  /** Seconds after the fault at which a system that had been back got worse again; null: it did not. */
  relapsedAfterSeconds: figure.optional(),
  /** Smallest loss of throughput, as a share, that would have been seen: in a single second, and if it had lasted. */
  visibleLoss: z.object({ second: z.number(), lasting: z.number() }).nullable().optional(),
  backlogDrainSeconds: figure.optional(),
  jobs: z.object({
    accepted: count,
    completed: count,
    failed: count,
    /** Accepted, and no longer there. */
    lost: count,
    /** Accepted and there, but not ended in the time that the longest rescue takes. */
    unfinished: count.optional(),
    /** What became of them the system did not tell. */
    untold: count.optional(),
    /** Run again after the fault had killed their workers: no repetition. */
    rescued: count.optional(),
    duplicated: count,
  }),
});
export type FaultDetails = z.infer<typeof faultDetails>;
