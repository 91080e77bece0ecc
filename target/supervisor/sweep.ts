import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RUN_DIR_PREFIX } from './run-dir.ts';

/** Written by the guardian as soon as there is a folder: who cleans it up. */
export const GUARDIAN_PID_FILE = 'guardian.pid';
const POSTMASTER_PID_FILE = path.join('pgdata', 'postmaster.pid');

/** A folder without a guardian's pid is being made, or was left when it was. */
const MAKING_MS = 60_000;

function pidIn(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether a process of that run is there; its pid may by now be somebody else's. */
function isOfRun(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(path.basename(folder));
  } catch {
    return false;
  }
}

function isLeftOver(folder: string): boolean {
  const guardian = pidIn(path.join(folder, GUARDIAN_PID_FILE));
  if (guardian !== null) return !isOfRun(guardian, folder);
  return Date.now() - statSync(folder).mtimeMs > MAKING_MS;
}

/**
 * Takes away what a run left whose guardian was killed as well, so that nobody was there to do it: its Postgres and its
 * folder. Runs that are at work are left alone, and so is what belongs to another user.
 * Returns the names of the folders that are gone.
 */
export function sweepLeftOvers(folders: readonly string[] = [...new Set([tmpdir(), '/tmp'])]): string[] {
  const swept: string[] = [];
  for (const parent of folders) {
    let names: string[];
    try {
      names = readdirSync(parent).filter((name) => name.startsWith(RUN_DIR_PREFIX));
    } catch {
      continue;
    }
    for (const name of names) {
      const folder = path.join(parent, name);
      try {
        if (!isLeftOver(folder)) continue;
        const postmaster = pidIn(path.join(folder, POSTMASTER_PID_FILE));
        if (postmaster !== null && isOfRun(postmaster, folder)) process.kill(postmaster, 'SIGKILL');
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        swept.push(name);
      } catch {
        // Somebody else's, or gone in the meantime.
      }
    }
  }
  return swept;
}
