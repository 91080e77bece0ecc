/**
 * `resources.ndjson`: what the runner saw of the system's machines beside k6. One line says what a source shows and how
 * finely; then a line for each look at each of its parts; at the end, what happened to them. Times in Unix ms.
 */
import { z } from 'zod';

export const SAMPLED_SOURCES = ['docker', 'prometheus', 'kubernetes', 'process', 'postgres'] as const;
export type SampledSource = (typeof SAMPLED_SOURCES)[number];
const sourceName = z.enum(SAMPLED_SOURCES);

/** What a source shows. */
export const announcementSchema = z.object({
  kind: z.literal('source'),
  source: sourceName,
  /** Seconds between two figures of it that differ: how fine it is, however often it is asked. */
  resolutionSeconds: z.number().positive(),
  /** Cores of the machine that its parts share; null where they have several, or it does not tell. */
  cores: z.number().positive().nullable(),
});

/** A look at a part (container, pod, process, database). What it does not tell is left out. */
export const sampleSchema = z.object({
  kind: z.literal('sample'),
  t: z.number(),
  source: sourceName,
  part: z.string().min(1),
  /** `machine`: all that runs there, whoever's it is; shown, never taken for the system's own. */
  scope: z.enum(['system', 'machine']),
  /** Percent of one core. */
  cpuPercent: z.number().nonnegative().exactOptional(),
  /** Percent of one core that it may use at most. */
  cpuLimitPercent: z.number().positive().exactOptional(),
  /** Without what only caches files. */
  memoryMb: z.number().nonnegative().exactOptional(),
  memoryLimitMb: z.number().positive().exactOptional(),
  swapMb: z.number().nonnegative().exactOptional(),
  /** Share of the scheduler's periods in which it had used up its limit and waited for the next, 0 to 1. */
  throttledShare: z.number().min(0).max(1).exactOptional(),
  /** Of a database: connections in all and by state, those that wait for a lock, and so on. */
  database: z
    .object({
      connections: z.number(),
      active: z.number(),
      idleInTransaction: z.number(),
      waitingForLock: z.number(),
      maxConnections: z.number(),
      /** Of the blocks read since the last look; null where none was. */
      cacheHitShare: z.number().nullable(),
      longestTransactionSeconds: z.number(),
      /** Of the tables that hold Windmill's jobs; null where the role may not see them. */
      queueTableMb: z.number().nullable(),
    })
    .exactOptional(),
});

/** What happened to a part while the run went on. */
export const happenedSchema = z.object({
  kind: z.literal('happened'),
  t: z.number(),
  source: sourceName,
  part: z.string().min(1),
  what: z.enum(['restarted', 'oom-killed', 'stopped', 'moved', 'vanished']),
});

/** What a source could not do, once. */
export const troubleSchema = z.object({
  kind: z.literal('trouble'),
  source: sourceName,
  message: z.string(),
});

export const lineSchema = z.discriminatedUnion('kind', [
  announcementSchema,
  sampleSchema,
  happenedSchema,
  troubleSchema,
]);

export type Announcement = z.infer<typeof announcementSchema>;
export type ResourceSample = z.infer<typeof sampleSchema>;
export type Happened = z.infer<typeof happenedSchema>;
export type Trouble = z.infer<typeof troubleSchema>;
export type ResourceLine = z.infer<typeof lineSchema>;

export interface ResourceRecord {
  readonly sources: readonly Announcement[];
  readonly samples: readonly ResourceSample[];
  readonly happened: readonly Happened[];
  readonly troubles: readonly Trouble[];
}
