import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, ReportError } from '../errors.ts';
import type { Result } from '../result-schema.ts';
import { historyEntry, historyLine } from './entry.ts';

export const HISTORY_FILE = 'history.ndjson';
const NEWLINE = 0x0a;

/**
 * Adds a run to the history in `resultsDir`. The line goes out in a single append, so that runs that end at once do not
 * mix. Where the last line was cut off (a full disk, a crash) it is closed first, and only that one is lost.
 */
export async function appendHistory(resultsDir: string, result: Result): Promise<string> {
  const path = join(resultsDir, HISTORY_FILE);
  const line = historyLine(historyEntry(result));
  try {
    await mkdir(resultsDir, { recursive: true });
    const file = await open(path, 'a+');
    try {
      const { size } = await file.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await file.read(last, 0, 1, size - 1);
      const open = size > 0 && last[0] !== NEWLINE;
      // Should another writer close it meanwhile, an empty line is left, which readers pass over.
      const bytes = open ? Buffer.concat([Buffer.from([NEWLINE]), line]) : line;
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten !== bytes.length) throw new Error('the disk took a part of the line only');
    } finally {
      await file.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new ReportError(`${path} cannot be written (${reason})`, EXIT.couldNotRun);
  }
  return path;
}
