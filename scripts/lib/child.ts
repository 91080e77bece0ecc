import { type ChildProcess, spawn } from 'node:child_process';

/**
 * On POSIX, children get a process group of their own: a Ctrl-C in the terminal then reaches the runner alone, which
 * passes it on once, in the right order. (k6 takes a second SIGINT as the wish to lose its summary.) Windows has no
 * such groups; there the console sends Ctrl-C to all of them, and a "signal" from Node would end a process at once.
 */
export const OWN_GROUP = process.platform !== 'win32';

/** Sends a signal to one process; one that has ended is no error. */
export function signalProcess(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended.
  }
}

/** Ends a child and all that it started, at once. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (OWN_GROUP) process.kill(-child.pid, 'SIGKILL');
    else spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  } catch {
    // The group is gone.
  }
}

/** Resolves when the child has ended; `timeoutMs` later with false. */
export async function waitForExit(child: ChildProcess, timeoutMs: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return true;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.off('exit', onExit);
      resolve(false);
    }, timeoutMs);
    const onExit = () => {
      clearTimeout(timer);
      resolve(true);
    };
    child.once('exit', onExit);
  });
}
