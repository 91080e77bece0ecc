import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ReportError } from '../errors.ts';

/** Larger files are refused before they are read: no run writes them, and they would not fit into memory. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / (1024 * 1024))} MB`;
}

function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}

/**
 * Size of a regular file, or null where there is none. Throws a `ReportError` for a folder, for a file that may not be
 * read, and above the limit.
 */
export async function checkedSize(path: string, maxBytes = MAX_FILE_BYTES): Promise<number | null> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new ReportError(`${path} is not a file`);
    if (found.size > maxBytes) {
      throw new ReportError(
        `${path} has ${megabytes(found.size)}, more than the ${megabytes(maxBytes)} that a report can be made from`,
      );
    }
    return found.size;
  } catch (error) {
    if (error instanceof ReportError) throw error;
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new ReportError(`${path} cannot be read (${code})`);
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ReportError(`${path} cannot be read (${errorCode(error)})`);
  }
}

/** A JSON file, or null where there is none. Throws a `ReportError` that says what is wrong with it. */
export async function readJson(path: string, maxBytes = MAX_FILE_BYTES): Promise<{ value: unknown } | null> {
  const size = await checkedSize(path, maxBytes);
  if (size === null) return null;
  const text = (await readText(path)).replace(/^\uFEFF/, '').trim();
  if (text === '') throw new ReportError(`${path} is empty: its writer was stopped before it could write`);
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const opens = text.startsWith('{');
    if (opens && !text.endsWith('}')) {
      throw new ReportError(
        `${path} is truncated: its writer was stopped in the middle, or the disk was full`,
      );
    }
    // The parser's own words quote the file, which may hold anything; only the place is taken from them.
    const place = /at position (\d+)/.exec(error instanceof Error ? error.message : '');
    throw new ReportError(
      `${path} is not JSON${place === null ? '' : ` (first mistake at character ${place[1]})`}`,
    );
  }
}

/** Calls `onLine` for each line of a text file, without holding it in memory. False where there is no file. */
export async function eachLine(
  path: string,
  onLine: (line: string) => void,
  maxBytes = MAX_FILE_BYTES,
): Promise<boolean> {
  if ((await checkedSize(path, maxBytes)) === null) return false;
  const stream = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
      onLine(line);
  } catch (error) {
    if (error instanceof ReportError) throw error;
    throw new ReportError(`${path} cannot be read (${errorCode(error)})`);
  } finally {
    stream.destroy();
  }
  return true;
}
