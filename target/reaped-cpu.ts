import { readFileSync } from 'node:fs';

/** Linux counts process times in hundredths of a second whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

/**
 * CPU time of this process's children that have ended, in seconds: of a worker, the jobs that ran in processes of their
 * own. 0 where the system does not tell (it is Linux that does).
 */
export function reapedCpuSeconds(): number {
  try {
    // The name in parentheses may hold spaces: count the fields from behind it.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
    const [user, system] = [fields[13] ?? 0, fields[14] ?? 0];
    return (user + system) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}
