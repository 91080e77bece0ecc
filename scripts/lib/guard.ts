import { type ChildProcess, spawn } from 'node:child_process';
import { OWN_GROUP } from './child.ts';

/** Waits for its standard input to close, then asks the process to stop, so that its tear-down still runs. */
const PROGRAM = `process.stdin.on('end', () => {
  try { process.kill(Number(process.argv[1]), 'SIGINT'); } catch {}
}).resume();`;

/**
 * Watches over a process in case the runner itself is killed in a way that it cannot answer to: then the load, and any
 * fault it has injected, must not stay behind. Returns a function that ends the watch.
 */
export function guard(pid: number): () => void {
  // On Windows a process has no signal for a tear-down, and the console ends all its processes together.
  if (!OWN_GROUP) return () => undefined;
  const child: ChildProcess = spawn(process.execPath, ['--eval', PROGRAM, String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  return () => {
    child.kill('SIGKILL');
  };
}
