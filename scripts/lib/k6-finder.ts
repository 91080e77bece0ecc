import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CouldNotRunError, errorCode, messageOf } from './errors.ts';
import { downloadK6 } from './k6-download.ts';
import { installHint, type K6Release, pinnedRelease } from './k6-release.ts';
import { readK6Version, versionProblem } from './k6-version.ts';

export interface FoundK6 {
  readonly path: string;
  readonly version: string;
  readonly source: 'K6_BIN' | 'PATH' | 'cache' | 'download';
}

export interface K6Search {
  /** `K6_BIN`; empty: not set. */
  readonly bin: string;
  readonly downloadUrl: string | null;
  readonly sha256: string;
  /** `K6_CACHE_DIR`; empty: the user's cache. */
  readonly cacheDir: string;
  /** The bundle contains xk6-disruptor, which an official release does not have and k6 v2 cannot have. */
  readonly needsDisruptor: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Told before a download begins. */
  readonly say: (line: string) => void;
}

/** The folder that the user's system keeps caches in. */
function userCacheDir(environment: K6Search['environment']): string {
  if (process.platform === 'win32') return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return environment.XDG_CACHE_HOME || join(homedir(), '.cache');
}

/** Why a file cannot be run as k6, or its version. */
async function probe(path: string, needsV1: boolean): Promise<{ version: string } | { problem: string }> {
  try {
    if (!statSync(path).isFile()) return { problem: 'is not a file' };
    accessSync(path, constants.X_OK);
    const version = await readK6Version(path);
    const problem = versionProblem(version, needsV1);
    return problem === null ? { version: version.text } : { problem };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'does not exist' };
    if (code === 'EACCES' || code === 'EPERM') return { problem: 'is not executable' };
    return { problem: `cannot be run (${messageOf(error).split('\n')[0] ?? ''})` };
  }
}

function onPath(environment: K6Search['environment']): string | null {
  const program = process.platform === 'win32' ? 'k6.exe' : 'k6';
  for (const folder of (environment.PATH ?? environment.Path ?? '').split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, program);
    try {
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function notFound(problems: readonly string[], disruptor: boolean): CouldNotRunError {
  const hint = disruptor
    ? 'build a k6 with xk6-disruptor (xk6 build --with github.com/grafana/xk6-disruptor) and name it in K6_BIN'
    : `install it (${installHint(process.platform, process.arch)}), or name one in K6_BIN, or a mirror in K6_DOWNLOAD_URL`;
  return new CouldNotRunError(`no usable k6: ${problems.join('; ')}. To mend it, ${hint}`);
}

async function fromCacheOrDownload(
  search: K6Search,
  release: K6Release,
): Promise<FoundK6 | { problem: string }> {
  const cacheDir =
    search.cacheDir === ''
      ? join(userCacheDir(search.environment), 'autwinmill-performance-suite')
      : search.cacheDir;
  const path = join(cacheDir, `k6-${release.version}`, release.program);
  const cached = await probe(path, false);
  if ('version' in cached) return { path, version: cached.version, source: 'cache' };
  search.say(`Downloading k6 ${release.version} from ${new URL(release.archiveUrl).host} …`);
  try {
    await downloadK6(release, path, { pinnedSha256: search.sha256, signal: search.signal });
  } catch (error) {
    return { problem: `download failed: ${messageOf(error)}` };
  }
  const downloaded = await probe(path, false);
  if ('version' in downloaded) return { path, version: downloaded.version, source: 'download' };
  return { problem: `the downloaded k6 ${downloaded.problem}` };
}

/**
 * Finds k6: `K6_BIN`, `PATH`, a cached official release, and else downloads the pinned official release.
 * A `K6_BIN` that cannot be used is an error, never passed over: it was chosen. Throws CouldNotRunError.
 */
export async function findK6(search: K6Search): Promise<FoundK6> {
  if (search.bin !== '') {
    const found = await probe(search.bin, search.needsDisruptor);
    if ('version' in found) return { path: search.bin, version: found.version, source: 'K6_BIN' };
    throw notFound([`K6_BIN ${JSON.stringify(search.bin)} ${found.problem}`], search.needsDisruptor);
  }
  const problems: string[] = [];
  const path = onPath(search.environment);
  if (path === null) {
    problems.push('none on PATH');
  } else {
    const found = await probe(path, search.needsDisruptor);
    if ('version' in found) return { path, version: found.version, source: 'PATH' };
    problems.push(`the one on PATH ${found.problem}`);
  }
  if (search.needsDisruptor) throw notFound(problems, true);
  const release = pinnedRelease(process.platform, process.arch, search.downloadUrl);
  if (release === null) {
    problems.push(`no official build for ${process.platform} on ${process.arch}`);
    throw notFound(problems, false);
  }
  const found = await fromCacheOrDownload(search, release);
  if ('path' in found) return found;
  throw notFound([...problems, found.problem], false);
}
