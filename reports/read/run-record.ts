import { z } from 'zod';
import { ReportError } from '../errors.ts';
import type { GeneratorRecord, ProcessesUnknown, ProcessorTimes, RunRecord } from '../run-folder.ts';
import { readJson } from './file.ts';
import { describeIssues } from './issues.ts';

const figure = z.number().nullable();

const processor = z.object({
  used: z.number(),
  waited: z.number(),
  competing: z.number(),
  unseen: z.number(),
  stolen: z.number(),
}) satisfies z.ZodType<ProcessorTimes>;

const generator = z.object({
  cores: z.number(),
  cpuShareP95: figure,
  cpuShareMax: figure,
  systemCpuShareP95: figure,
  memoryMbMax: figure,
  samples: z.number(),
  neighbour: z.string().nullable().exactOptional(),
  series: z
    .array(
      z.object({
        t: z.number(),
        cpuShare: z.number(),
        systemCpuShare: figure,
        memoryMb: z.number(),
        processor: processor.exactOptional(),
      }),
    )
    .exactOptional(),
}) satisfies z.ZodType<GeneratorRecord>;

const processesUnknown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nobody-listens'), port: z.number() }),
  z.object({ kind: z.literal('passed-on'), port: z.number(), by: z.string() }),
  z.object({ kind: z.literal('not-shown') }),
]) satisfies z.ZodType<ProcessesUnknown>;

const runRecordSchema = z.object({
  k6Version: z.string().nullable(),
  k6ExitCode: z.number().nullable(),
  k6Path: z.string().nullable(),
  interrupted: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string(),
  generator: generator.nullable(),
  host: z.object({ platform: z.string(), arch: z.string(), cpus: z.number(), node: z.string() }),
  target: z.object({
    kind: z.enum(['embedded', 'external']),
    onThisMachine: z.boolean().exactOptional(),
    processesUnknown: processesUnknown.exactOptional(),
    ready: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  diagnostics: z.record(z.string(), z.unknown()).exactOptional(),
}) satisfies z.ZodType<RunRecord>;

/** Reads `run.json`; null where there is none. Throws a `ReportError` where it is damaged. */
export async function readRunRecord(path: string): Promise<RunRecord | null> {
  const read = await readJson(path);
  if (read === null) return null;
  const parsed = runRecordSchema.safeParse(read.value);
  if (!parsed.success)
    throw new ReportError(`${path} is not a valid run record: ${describeIssues(parsed.error)}`);
  return parsed.data;
}
