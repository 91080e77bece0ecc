/** CPU and memory of one process, look by look. */
import pidusage from 'pidusage';
import { monotonicSeconds, sampleProcess } from './proc.ts';

export interface ProcessUse {
  /** Cores in use since the look before. */
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Null: the process has ended, or there was nothing to compare with yet. */
export type ProcessLook = () => ProcessUse | null | Promise<ProcessUse | null>;

/**
 * Looks at a process. On Linux at once: a look that waits for a thread to read a file is late on a machine where everybody
 * waits, out of order with the next or not there at all, just when it matters.
 */
export function watchProcess(pid: number): ProcessLook {
  if (process.platform !== 'linux') {
    return () =>
      pidusage(pid).then(
        ({ cpu, memory }) => ({ cores: cpu / 100, memoryBytes: memory }),
        () => null,
      );
  }
  let before = { at: monotonicSeconds(), cpuSeconds: sampleProcess(pid)?.cpuSeconds ?? 0 };
  return () => {
    const now = sampleProcess(pid);
    if (now === null) return null;
    const at = monotonicSeconds();
    const cores = Math.max(0, now.cpuSeconds - before.cpuSeconds) / Math.max(at - before.at, 1e-3);
    before = { at, cpuSeconds: now.cpuSeconds };
    return { cores, memoryBytes: now.memoryBytes };
  };
}
