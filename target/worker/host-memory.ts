import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Memory in use by a container, as its control group counts it: in version 2 and in version 1. */
const CGROUP_FILES = [
  '/sys/fs/cgroup/memory.current',
  '/sys/fs/cgroup/memory/memory.usage_in_bytes',
] as const;

/**
 * Bytes in use in the container that this process runs in, or on the machine where there is no container: everything in
 * it counts, jobs and page cache included.
 */
export function hostMemoryBytes(): number {
  for (const file of CGROUP_FILES) {
    try {
      const bytes = Number(readFileSync(file, 'utf8'));
      if (Number.isFinite(bytes) && bytes > 0) return bytes;
    } catch {
      // Not this version, or no control group at all.
    }
  }
  return os.totalmem() - os.freemem();
}
