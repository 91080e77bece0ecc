/** Where the summaries of several generators are, and the folder that their merged run gets. */
import { copyFile, mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ReportError } from '../errors.ts';
import { generatorFolders, locateRun, readMergedRun, readRunFiles } from '../read/run-files.ts';
import { RUN_FILE } from '../run-folder.ts';

const SUMMARY = /(?:^|-)summary\.json$/;

async function entriesOf(path: string) {
  try {
    return (await stat(path)).isDirectory() ? await readdir(path, { withFileTypes: true }) : null;
  } catch {
    throw new ReportError(
      `${path} does not exist: give folders of runs, their summaries, or a folder that holds them`,
    );
  }
}

/** The runs in a path: itself, where it is one or a summary, else those in it. */
async function runsIn(path: string): Promise<string[]> {
  const entries = await entriesOf(path);
  if (entries === null) return [path];
  if (entries.some(({ name }) => name === RUN_FILE.summary)) {
    // A merged run is none of the parts; its parts are.
    const parts = await generatorFolders(path);
    return parts.length > 0 ? parts : [path];
  }
  const found = await Promise.all(
    entries.map(async (entry): Promise<string[]> => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return (await readdir(inner)).includes(RUN_FILE.summary) ? [inner] : [];
      return SUMMARY.test(entry.name) && !entry.name.startsWith('latest-') ? [inner] : [];
    }),
  );
  const runs = found.flat().sort();
  if (runs.length === 0)
    throw new ReportError(`${path} holds neither a ${RUN_FILE.summary} nor folders with one`);
  return runs;
}

/** Every run that is named, each once. Throws a `ReportError` for what is not there, and for what is named twice. */
export async function runsNamed(paths: readonly string[]): Promise<string[]> {
  const runs = (await Promise.all(paths.map(runsIn))).flat();
  const real = await Promise.all(runs.map((run) => realpath(run)));
  const repeated = runs.filter((_, index) => real.indexOf(real[index] ?? '') !== index);
  if (repeated.length > 0) {
    throw new ReportError(`${[...new Set(repeated)].join(', ')} was given twice: give each generator once`);
  }
  if (runs.length < 2) {
    throw new ReportError(
      `${runs[0] ?? 'nothing'} is a single run: --merge takes those of all generators, or a folder that holds them`,
    );
  }
  return runs;
}

const KEPT = [RUN_FILE.summary, RUN_FILE.series, RUN_FILE.events, RUN_FILE.run, RUN_FILE.resources] as const;

async function copyRun(path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { folder: from, summary, alone } = await locateRun(path);
  await copyFile(summary, join(folder, RUN_FILE.summary));
  if (alone) return;
  const present = await readdir(from);
  const files = KEPT.filter((name) => name !== RUN_FILE.summary && present.includes(name));
  await Promise.all(files.map((name) => copyFile(join(from, name), join(folder, name))));
}

/** A folder that is not there yet. */
async function newFolder(parent: string, name: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = join(parent, attempt === 1 ? name : `${name}-${attempt}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
      if (code !== 'EEXIST') throw new ReportError(`${parent} cannot be written (${String(code)})`);
    }
  }
}

/** Writes the one summary of the generators whose folders are in `folder/generators`. */
export async function writeMergedSummary(folder: string): Promise<void> {
  const { summary } = await readRunFiles(folder);
  await writeFile(join(folder, RUN_FILE.summary), `${JSON.stringify(summary, null, 1)}\n`);
}

/**
 * Makes the folder of a merged run in `parent`, with a copy of what each generator left, and its one summary. Nothing is
 * written where the runs are not the parts of one. Returns its path.
 */
export async function mergeInto(parent: string, paths: readonly string[]): Promise<string> {
  const runs = await runsNamed(paths);
  const { summary } = await readMergedRun(parent, runs);
  await mkdir(parent, { recursive: true });
  const stamp = `${new Date(summary.startedAt).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const folder = await newFolder(resolve(parent), `${stamp}-${summary.scenario}-merged`);
  for (const [index, run] of runs.entries()) {
    await copyRun(run, join(folder, RUN_FILE.generators, String(index + 1).padStart(2, '0')));
  }
  await writeMergedSummary(folder);
  return folder;
}
