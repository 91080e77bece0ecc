import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunEvent } from '../../lib/summary-types.ts';
import { ReportError } from '../errors.ts';
import { readRunScan } from '../logs/run-scan.ts';
import { mergeProblems } from '../merge/belong-together.ts';
import { mergeRuns } from '../merge/merge-runs.ts';
import { readResources } from '../resources/read.ts';
import { RUN_FILE, type RunFiles } from '../run-folder.ts';
import { type Dashboard, DashboardReader } from './dashboard.ts';
import { parseEventLine } from './events.ts';
import { checkedSize, eachLine } from './file.ts';
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

/** The folders of the generators that carried a run together, in order of their names; none where there was one. */
export async function generatorFolders(folder: string): Promise<string[]> {
  const root = join(folder, RUN_FILE.generators);
  if (!(await isFolder(root))) return [];
  const found = await readdir(root, { withFileTypes: true });
  const folders = found.flatMap((entry) => (entry.isDirectory() ? [join(root, entry.name)] : [])).sort();
  // One that was killed left none: it is missing, which the report says.
  const sizes = await Promise.all(folders.map((path) => checkedSize(join(path, RUN_FILE.summary))));
  return folders.filter((_, index) => sizes[index] !== null);
}

/**
 * The run that several generators carried, each with a folder or a summary of its own, as one. Throws a `ReportError`
 * with every reason why they are not the parts of one run.
 */
export async function readMergedRun(folder: string, paths: readonly string[]): Promise<RunFiles> {
  const parts = await Promise.all(paths.map(readRunFiles));
  const named = parts.map(({ summary }, index) => ({ path: paths[index] ?? folder, summary }));
  const problems = mergeProblems(named);
  const [first, ...others] = parts;
  if (problems.length > 0 || first === undefined) throw new ReportError(problems.join('; '));
  const [run, resources] = await Promise.all([
    readRunRecord(join(folder, RUN_FILE.run)),
    readResources(join(folder, RUN_FILE.resources)),
  ]);
  return mergeRuns([first, ...others], { folder, runId: basename(folder), run, resources });
}

/** Reads everything that a run left. Throws a `ReportError` where the summary is missing or a file is damaged. */
export async function readRunFiles(path: string): Promise<RunFiles> {
  const { folder, summary: summaryPath, alone } = await locateRun(path);
  const generators = alone ? [] : await generatorFolders(folder);
  if (generators.length > 0) return await readMergedRun(folder, generators);
  const summary = await readSummary(summaryPath);
  if (alone)
    return { folder, summary, dashboard: null, events: [], run: null, resources: null, logScan: null };
  const [dashboard, events, run, resources, logScan] = await Promise.all([
    readDashboard(join(folder, RUN_FILE.series)),
    readEvents(join(folder, RUN_FILE.events)),
    readRunRecord(join(folder, RUN_FILE.run)),
    readResources(join(folder, RUN_FILE.resources)),
    readRunScan(folder),
  ]);
  return { folder, summary, dashboard, events, run, resources, logScan };
}
