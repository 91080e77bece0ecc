import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunEvent } from '../../lib/summary-types.ts';
import { readRunScan } from '../logs/run-scan.ts';
import { RUN_FILE, type RunFiles } from '../run-folder.ts';
import { type Dashboard, DashboardReader } from './dashboard.ts';
import { parseEventLine } from './events.ts';
import { eachLine } from './file.ts';
import { readRunRecord } from './run-record.ts';
import { readSummary } from './summary.ts';

async function readDashboard(path: string): Promise<Dashboard | null> {
  const reader = new DashboardReader();
  return (await eachLine(path, (line) => reader.line(line))) ? reader.finish() : null;
}

async function readEvents(path: string): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  await eachLine(path, (line) => {
    const event = parseEventLine(line);
    if (event !== null) events.push(event);
  });
  return events;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Where a run's files are. `path` is its folder, or its summary; a summary by another name (a copy) stands alone, since
 * the files beside it may belong to another run.
 */
export async function locateRun(path: string): Promise<{ folder: string; summary: string; alone: boolean }> {
  if (await isFolder(path)) return { folder: path, summary: join(path, RUN_FILE.summary), alone: false };
  return { folder: dirname(path), summary: path, alone: basename(path) !== RUN_FILE.summary };
}

/** Reads everything that a run left. Throws a `ReportError` where the summary is missing or a file is damaged. */
export async function readRunFiles(path: string): Promise<RunFiles> {
  const { folder, summary: summaryPath, alone } = await locateRun(path);
  const summary = await readSummary(summaryPath);
  if (alone) return { folder, summary, dashboard: null, events: [], run: null, logScan: null };
  const [dashboard, events, run, logScan] = await Promise.all([
    readDashboard(join(folder, RUN_FILE.series)),
    readEvents(join(folder, RUN_FILE.events)),
    readRunRecord(join(folder, RUN_FILE.run)),
    readRunScan(folder),
  ]);
  return { folder, summary, dashboard, events, run, logScan };
}
