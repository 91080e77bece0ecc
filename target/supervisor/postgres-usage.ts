import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  /** CPU time since the start, including that of backends that have ended. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** Linux counts process times in hundredths of a second whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;
const KIB = 1_024;
/** How the memory that all backends share is listed: mapped from nothing, writable, shared. */
const SHARED_SEGMENT = /^([0-9a-f]+)-([0-9a-f]+) rw-s .*\/dev\/zero/gm;

/** What Postgres uses, all its backends together; undefined where the system does not tell (it is Linux that does). */
export function postgresUsage(postmaster: number): Usage | undefined {
  try {
    const pids = [postmaster, ...childrenOf(postmaster)];
    let ticks = 0;
    let own = 0;
    let files = 0;
    let touched = 0;
    for (const pid of pids) {
      const stat = readStat(pid);
      if (stat === undefined) continue;
      ticks += stat.user + stat.system;
      if (pid === postmaster) ticks += stat.childrenUser + stat.childrenSystem;
      own += stat.own;
      files = Math.max(files, stat.files);
      touched = Math.max(touched, stat.shared);
    }
    return {
      cpuSeconds: ticks / TICKS_PER_SECOND,
      rssBytes: own + files + Math.max(touched, segmentBytes(postmaster)),
    };
  } catch {
    return undefined;
  }
}

/**
 * The whole memory that the backends share, most of it buffers. It is one for all of them, and counts as it was asked
 * for: page by page as the buffers fill, a database would look as if it leaked until it has seen enough rows.
 */
function segmentBytes(postmaster: number): number {
  try {
    const maps = readFileSync(`/proc/${postmaster}/maps`, 'utf8');
    return [...maps.matchAll(SHARED_SEGMENT)].reduce(
      (sum, [, from = '0', to = '0']) => sum + Number.parseInt(to, 16) - Number.parseInt(from, 16),
      0,
    );
  } catch {
    // Only its owner may see what a process maps.
    return 0;
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
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (index: number) => fields[index] ?? 0;
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * KIB;
    return {
      parent: field(1),
      user: field(11),
      system: field(12),
      childrenUser: field(13),
      childrenSystem: field(14),
      own: bytes('RssAnon'),
      files: bytes('RssFile'),
      shared: bytes('RssShmem'),
    };
  } catch {
    return undefined;
  }
}
