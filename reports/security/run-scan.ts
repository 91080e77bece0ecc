/** The log scan of a security run: what to search, for what, and where the outcome is kept. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CANARIES, canarySecret, telltale } from '../../lib/security/canary.ts';
import { ReportError } from '../errors.ts';
import { RUN_FILE } from '../run-folder.ts';
import { writeAtomically } from '../write-files.ts';
import { type KnownSecret, type LogScan, type LogStarts, scanLogs } from './log-scan.ts';

const finding = z.object({ source: z.string(), line: z.number(), rule: z.string(), excerpt: z.string() });

const logScanSchema = z.object({
  sources: z.array(z.string()),
  unreadable: z.array(z.object({ source: z.string(), reason: z.string() })),
  bytesScanned: z.number(),
  findings: z.array(finding),
  moreFindings: z.number(),
  serverLogs: z.number(),
  wholeLogs: z.boolean().default(false),
}) satisfies z.ZodType<RunScan>;

/** The scan of a run, with how many of its sources are logs of the server. */
export interface RunScan extends LogScan {
  readonly serverLogs: number;
  /** The logs were read from their beginning: what earlier runs left in them counts as well. */
  readonly wholeLogs: boolean;
}

/** Shorter tokens could be part of ordinary words. */
const SHORTEST_TOKEN = 8;

function knownSecrets(runId: string, tokens: readonly string[]): readonly KnownSecret[] {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return [
    ...CANARIES.map((kind) => ({
      rule: 'canary' as const,
      value: telltale(canarySecret(runId, kind, sha256)),
    })),
    ...tokens
      .filter((token) => token.length >= SHORTEST_TOKEN)
      .map((value) => ({ rule: 'token' as const, value })),
  ];
}

/** The suite's own files of a run that exist before its report. */
const OWN_FILES = [RUN_FILE.summary, RUN_FILE.events, RUN_FILE.series, RUN_FILE.run, 'k6.log'];

/**
 * `starts`: where the logs ended when the run began; null where nobody looked then.
 *
 * Searches the server's logs and the run's own files, and keeps the outcome in the run's folder, so that a report that
 * is made again later, without the logs, says the same.
 */
export async function scanRun(
  folder: string,
  runId: string,
  logFiles: readonly string[],
  tokens: readonly string[],
  starts: LogStarts | null,
): Promise<RunScan> {
  const own = OWN_FILES.map((name) => join(folder, name));
  const known = knownSecrets(runId, tokens);
  const server = await scanLogs(logFiles, known, starts ?? new Map());
  const ours = await scanLogs(own, known);
  const scan: RunScan = {
    sources: [...server.sources, ...ours.sources],
    // Not every run has every file of its own.
    unreadable: server.unreadable,
    bytesScanned: server.bytesScanned + ours.bytesScanned,
    findings: [...server.findings, ...ours.findings],
    moreFindings: server.moreFindings + ours.moreFindings,
    serverLogs: server.sources.length,
    wholeLogs: starts === null && server.sources.length > 0,
  };
  await writeAtomically(join(folder, RUN_FILE.logScan), `${JSON.stringify(scan, null, 2)}\n`);
  return scan;
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
