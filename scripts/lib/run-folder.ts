import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, UsageError } from './errors.ts';

/** A time as runs are named: `20261124T024500Z`. */
export function utcStamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function cannotWrite(resultsDir: string, error: unknown): UsageError {
  const reason = errorCode(error) ?? 'unknown error';
  return new UsageError([
    `RESULTS_DIR is ${JSON.stringify(resultsDir)}, which cannot be written (${reason}); must be a folder that can`,
  ]);
}

/** Creates the folder of the results if need be, and makes sure that files can be written there. Throws UsageError. */
export function ensureResultsDir(resultsDir: string): void {
  const probe = join(resultsDir, `.writable-${process.pid}`);
  try {
    mkdirSync(resultsDir, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw cannotWrite(resultsDir, error);
  }
}

/**
 * Creates the folder of a new run, `<UTC time>-<scenario>`; `-2`, `-3` … is appended when two runs begin in the same
 * second, also when they are started by two processes at once. Returns its absolute path; its name is the run's id.
 */
export function createRunFolder(resultsDir: string, scenario: string, now = new Date()): string {
  ensureResultsDir(resultsDir);
  const name = `${utcStamp(now)}-${scenario}`;
  for (let attempt = 1; ; attempt += 1) {
    const folder = join(resultsDir, attempt === 1 ? name : `${name}-${attempt}`);
    try {
      // Without `recursive`, so that an existing folder is an error and never shared by two runs.
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw cannotWrite(resultsDir, error);
    }
  }
}
