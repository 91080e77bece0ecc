/** The outcome of a search of logs for secrets, as it is kept in the run's folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ReportError } from '../errors.ts';
import { RUN_FILE } from '../run-folder.ts';
import type { LogScan } from './log-scan.ts';

const finding = z.object({ source: z.string(), line: z.number(), rule: z.string(), excerpt: z.string() });

const logScanSchema = z.object({
  sources: z.array(z.string()),
  unreadable: z.array(z.object({ source: z.string(), reason: z.string() })),
  bytesScanned: z.number(),
  findings: z.array(finding),
  moreFindings: z.number(),
  serverLogs: z.number(),
  byTime: z.boolean().default(false),
}) satisfies z.ZodType<RunScan>;

/** The scan of a run, with how many of its sources are logs of the server. */
export interface RunScan extends LogScan {
  readonly serverLogs: number;
  /** The run's part of the logs was told by the times of the lines: those without a time count whoever wrote them. */
  readonly byTime: boolean;
}

/** The scan that was kept; null where there was none. */
export async function readRunScan(folder: string): Promise<RunScan | null> {
  let text: string;
  try {
    text = await readFile(join(folder, RUN_FILE.logScan), 'utf8');
  } catch {
    return null;
  }
  try {
    return logScanSchema.parse(JSON.parse(text));
  } catch {
    throw new ReportError(`${RUN_FILE.logScan} is damaged: delete it, or run the scenario again`);
  }
}
