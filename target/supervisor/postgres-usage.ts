import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  /** CPU time since the start, including that of backends that have ended. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** Linux counts process times in hundredths of a second whatever the kernel's own tick, and memory in 4 KiB pages. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** What Postgres uses, all its backends together; undefined where the system does not tell (it is Linux that does). */
export function postgresUsage(postmaster: number): Usage | undefined {
  try {
    const pids = [postmaster, ...childrenOf(postmaster)];
    let ticks = 0;
    let ownPages = 0;
    let sharedPages = 0;
    for (const pid of pids) {
      const stat = readStat(pid);
      if (stat === undefined) continue;
      ticks += stat.user + stat.system;
      if (pid === postmaster) ticks += stat.childrenUser + stat.childrenSystem;
      ownPages += stat.resident - stat.shared;
      // The buffers are one piece of memory that every backend maps.
      sharedPages = Math.max(sharedPages, stat.shared);
    }
    return { cpuSeconds: ticks / TICKS_PER_SECOND, rssBytes: (ownPages + sharedPages) * PAGE_BYTES };
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return list === '' ? [] : list.split(' ').map(Number);
  } catch {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number)
      .filter((candidate) => readStat(candidate)?.parent === pid);
  }
}

function readStat(pid: number) {
  try {
    // The name in parentheses may hold spaces: count the fields from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
    const memory = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
    const field = (index: number) => fields[index] ?? 0;
    return {
      parent: field(1),
      user: field(11),
      system: field(12),
      childrenUser: field(13),
      childrenSystem: field(14),
      resident: memory[1] ?? 0,
      shared: memory[2] ?? 0,
    };
  } catch {
    return undefined;
  }
}
