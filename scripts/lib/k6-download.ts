import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readFromArchive } from './archive.ts';
import { messageOf } from './errors.ts';
import type { K6Release } from './k6-release.ts';

/** Slow lines are common; a line that stands still is not waited for. */
const DOWNLOAD_TIMEOUT_MS = 300_000;
/** An archive of k6 is about 30 MB; far more is something else. */
const MAX_ARCHIVE_BYTES = 300 * 2 ** 20;

async function get(url: string, signal: AbortSignal): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]),
    });
  } catch (error) {
    throw new Error(`${url} cannot be fetched (${messageOf(error)})`);
  }
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  if (url.startsWith('https:') && !response.url.startsWith('https:')) {
    throw new Error(`${url} redirects to an address without https`);
  }
  if (Number(response.headers.get('content-length') ?? 0) > MAX_ARCHIVE_BYTES) {
    throw new Error(`${url} is too large to be k6`);
  }
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`${url} broke off (${messageOf(error)})`);
  }
}

/** The sum of a file in a list of `<sha256>  <file>` lines, or null. */
export function checksumOf(list: string, file: string): string | null {
  for (const line of list.split(/\r?\n/)) {
    const match = /^([0-9a-f]{64})\s+\*?(.+)$/i.exec(line.trim());
    if (match !== null && match[2] === file) return (match[1] ?? '').toLowerCase();
  }
  return null;
}

/**
 * Downloads a release, checks its SHA-256 against `pinnedSha256`, or else against the release's own list of sums, and
 * puts the program at `destination`: whole or not at all. Throws an Error that names what went wrong.
 */
export async function downloadK6(
  release: K6Release,
  destination: string,
  options: { readonly pinnedSha256: string; readonly signal: AbortSignal },
): Promise<void> {
  const expected =
    options.pinnedSha256 === ''
      ? checksumOf((await get(release.checksumsUrl, options.signal)).toString('utf8'), release.asset)
      : options.pinnedSha256;
  if (expected === null) throw new Error(`${release.checksumsUrl} has no sum for ${release.asset}`);
  const archive = await get(release.archiveUrl, options.signal);
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual !== expected) {
    throw new Error(`${release.archiveUrl} has a wrong checksum: expected ${expected}, got ${actual}`);
  }
  const program = readFromArchive(archive, release.asset, release.program);
  const folder = dirname(destination);
  mkdirSync(folder, { recursive: true });
  const partial = join(folder, `.${release.program}-${process.pid}-${Date.now()}`);
  try {
    writeFileSync(partial, program);
    chmodSync(partial, 0o755);
    renameSync(partial, destination);
  } finally {
    rmSync(partial, { force: true });
  }
}
