/** Processes beside the load that want all of the processor, as a build or a virus scan on the same machine does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** `normal`: as any other program. `idle`: they take what nobody else wants, which must harm no run. */
export type Priority = 'normal' | 'idle';

/** No neighbour outlives the self-test, and none this time. */
const LONGEST_MS = 30 * 60_000;
const PROGRAM = `const end = Date.now() + ${LONGEST_MS};
process.stdin.on('end', () => process.exit()).resume();
const burn = () => {
  const until = Date.now() + 200;
  while (Date.now() < until);
  if (Date.now() < end) setImmediate(burn);
};
burn();`;

/** Lowest weight of a group of tasks, as of a task. */
const LOWEST_NICE = '19';

/**
 * A priority counts within a scheduling group only: where the kernel makes one of each session, the group's own has to
 * go down as well, or idle priority would take a full share.
 */
function lowerGroup(pid: number): void {
  const path = `/proc/${pid}/autogroup`;
  try {
    if (/nice/.test(readFileSync(path, 'utf8'))) writeFileSync(path, LOWEST_NICE);
  } catch {
    // There are no such groups here.
  }
}

function start(priority: Priority): ChildProcess {
  const node = [process.execPath, '--eval', PROGRAM];
  const [command = '', ...args] =
    priority === 'normal' ? node : ['nice', '-n', LOWEST_NICE, 'chrt', '--idle', '0', ...node];
  // A session of its own, which is what makes its scheduling group its own.
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  if (priority === 'idle' && child.pid !== undefined) lowerGroup(child.pid);
  return child;
}

/** Whether this system has a priority that harms nobody. */
export const HAS_IDLE_PRIORITY = process.platform === 'linux';

/** One neighbour for each core. Returns a function that ends them. */
export function startBusyNeighbours(priority: Priority): () => void {
  const children = cpus().map(() => start(priority));
  const stop = () => {
    for (const child of children) child.kill('SIGKILL');
    process.off('exit', stop);
  };
  process.on('exit', stop);
  return stop;
}
