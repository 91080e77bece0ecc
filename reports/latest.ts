/** The copies of the newest run that stand beside the runs' folders. */
import { join } from 'node:path';
import { readJson } from './read/file.ts';
import type { Result } from './result-schema.ts';
import { writeAtomically } from './write-files.ts';

/** When the run behind an existing copy began; null where there is none, or it is damaged. */
async function startOf(path: string): Promise<number | null> {
  try {
    const read = await readJson(path);
    const value = read?.value;
    if (typeof value !== 'object' || value === null || !('startedAt' in value)) return null;
    const time = Date.parse(String(value.startedAt));
    return Number.isNaN(time) ? null : time;
  } catch {
    return null;
  }
}

/**
 * Updates `latest-summary.{json,md}` and `latest-<scenario>.json`, each only where the run is not older than the one it
 * holds: making the report of an old run again does not turn it into the newest. Returns the paths written.
 */
export async function updateLatest(
  resultsDir: string,
  result: Pick<Result, 'startedAt' | 'scenario'>,
  content: { readonly json: string; readonly markdown: string },
): Promise<string[]> {
  const started = Date.parse(result.startedAt);
  const isNewest = async (path: string) => ((await startOf(path)) ?? Number.NEGATIVE_INFINITY) <= started;
  const summary = join(resultsDir, 'latest-summary.json');
  const ofScenario = join(resultsDir, `latest-${result.scenario}.json`);
  const files: (readonly [string, string])[] = [];
  if (await isNewest(summary)) {
    files.push([summary, content.json], [join(resultsDir, 'latest-summary.md'), content.markdown]);
  }
  if (await isNewest(ofScenario)) files.push([ofScenario, content.json]);
  for (const [path, text] of files) await writeAtomically(path, text);
  return files.map(([path]) => path);
}
