/** The log scan of a security run: what to search, for what, and where the outcome is kept. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { RunSummary } from '../../../lib/summary-types.ts';
import { type KnownSecret, type LogPart, scanLogs } from '../../../reports/logs/log-scan.ts';
import type { RunScan } from '../../../reports/logs/run-scan.ts';
import { RUN_FILE } from '../../../reports/run-folder.ts';
import { writeAtomically } from '../../../reports/write-files.ts';
import { CANARIES, canarySecret, telltale } from '../load/canary.ts';

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

/** Longest that the probes take, which are sent before the load begins. */
const LONGEST_SETUP_MS = 400_000;

/** When the first probe can have been sent, Unix ms: the run's name has it; null where nothing tells. */
export function probingBegan({ runId, startedAt }: Pick<RunSummary, 'runId' | 'startedAt'>): number | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(runId) ?? [];
  const [year, month, day, hours, minutes, seconds] = parts;
  const named = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  const latest = Date.parse(startedAt);
  if (!Number.isNaN(named)) return named;
  return Number.isNaN(latest) ? null : latest - LONGEST_SETUP_MS;
}

/** The suite's own files of a run that exist before its report. */
const OWN_FILES = [RUN_FILE.summary, RUN_FILE.events, RUN_FILE.series, RUN_FILE.run, 'k6.log'];

/**
 * Searches the server's logs and the run's own files, and keeps the outcome in the run's folder, so that a report that
 * is made again later, without the logs, says the same.
 */
export async function scanRun(
  folder: string,
  runId: string,
  logFiles: readonly string[],
  tokens: readonly string[],
  part: LogPart,
): Promise<RunScan> {
  const own = OWN_FILES.map((name) => join(folder, name));
  const known = knownSecrets(runId, tokens);
  const server = await scanLogs(logFiles, known, part);
  const ours = await scanLogs(own, known);
  const scan: RunScan = {
    sources: [...server.sources, ...ours.sources],
    // Not every run has every file of its own.
    unreadable: server.unreadable,
    bytesScanned: server.bytesScanned + ours.bytesScanned,
    findings: [...server.findings, ...ours.findings],
    moreFindings: server.moreFindings + ours.moreFindings,
    serverLogs: server.sources.length,
    byTime: typeof part === 'number' && server.sources.length > 0,
  };
  await writeAtomically(join(folder, RUN_FILE.logScan), `${JSON.stringify(scan, null, 2)}\n`);
  return scan;
}
