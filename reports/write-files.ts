import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, ReportError } from './errors.ts';

let written = 0;

/**
 * Writes a file so that a reader sees the old one or the new one, never half of it: a temporary file beside it, then a
 * rename. Creates the folder. Throws a `ReportError` where the disk does not take it.
 */
export async function writeAtomically(path: string, content: string): Promise<void> {
  written += 1;
  const temporary = `${path}.${process.pid}-${written}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    throw new ReportError(`${path} cannot be written (${code})`, EXIT.couldNotRun);
  }
}
