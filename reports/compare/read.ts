/** Reading what a comparison is asked for: a run's folder, its `result.json`, or a folder that holds several runs. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../../lib/i18n/types.ts';
import { ReportError } from '../errors.ts';
import { reportMessages } from '../i18n/index.ts';
import { readJson } from '../read/file.ts';
import type { Result } from '../result-schema.ts';
import { RUN_FILE } from '../run-folder.ts';
import { parseResult } from '../validate-result.ts';

/** A result holds no raw samples; one beyond this is no result. */
const MAX_RESULT_BYTES = 32 * 1024 * 1024;

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

async function readResult(path: string, language: Language): Promise<Result> {
  const { errors } = reportMessages(language).compare;
  const read = await readJson(path, MAX_RESULT_BYTES);
  if (read === null) throw new ReportError(errors.noResult(path));
  const parsed = parseResult(read.value);
  if ('problem' in parsed) throw new ReportError(errors.notAResult(path, parsed.problem));
  return parsed.result;
}

/** Paths of the results that a path stands for, in the order of their names. */
async function resultPaths(path: string, language: Language): Promise<readonly string[]> {
  const { errors } = reportMessages(language).compare;
  const kind = await kindOf(path);
  if (kind === null) throw new ReportError(errors.noResult(path));
  if (kind === 'file') return [path];
  const own = join(path, RUN_FILE.result);
  if ((await kindOf(own)) === 'file') return [own];
  const inside: string[] = [];
  for (const name of (await readdir(path)).sort()) {
    const result = join(path, name, RUN_FILE.result);
    if ((await kindOf(result)) === 'file') inside.push(result);
  }
  if (inside.length === 0) throw new ReportError(errors.noRuns(path));
  return inside;
}

/** The results that paths stand for. Throws a `ReportError` with every path that has none. */
export async function readResults(paths: readonly string[], language: Language): Promise<readonly Result[]> {
  const results: Result[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    try {
      for (const file of await resultPaths(path, language)) results.push(await readResult(file, language));
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new ReportError(problems.join('\n'));
  return results;
}

/** Both sides of a comparison. Throws with what is wrong on either, and where a run stands twice. */
export async function readSides(
  a: readonly string[],
  b: readonly string[],
  language: Language,
): Promise<{ readonly before: readonly Result[]; readonly after: readonly Result[] }> {
  const [before, after] = await Promise.allSettled([readResults(a, language), readResults(b, language)]);
  if (before.status === 'fulfilled' && after.status === 'fulfilled') {
    refuseRepeatedRuns([...before.value, ...after.value], language);
    return { before: before.value, after: after.value };
  }
  const failures = [before, after].flatMap((side) => (side.status === 'rejected' ? [side.reason] : []));
  const unexpected = failures.find((failure) => !(failure instanceof ReportError));
  if (unexpected !== undefined) throw unexpected;
  throw new ReportError(failures.map((failure) => String(failure.message)).join('\n'));
}

/** Throws where a run stands twice: it would count as two independent ones. */
function refuseRepeatedRuns(results: readonly Result[], language: Language): void {
  const seen = new Set<string>();
  for (const { runId } of results) {
    if (seen.has(runId)) throw new ReportError(reportMessages(language).compare.errors.sameRun(runId));
    seen.add(runId);
  }
}
