/** Linux only: what `/proc` tells of processes, their use of the processor and their waits for it. */
import { readdirSync, readFileSync } from 'node:fs';

/** User space is shown ticks of this length on every architecture that Node runs on (USER_HZ). */
export const TICK_SECONDS = 0.01;

/** One process at one moment; processor times in seconds since its start. */
export interface ProcessSample {
  readonly pid: number;
  readonly parent: number;
  /** Of processes that were started as one. */
  readonly group: number;
  /** The kernel's name of it, at most 15 characters; never its arguments, which may hold secrets. */
  readonly name: string;
  /** Unique together with the pid. */
  readonly startTicks: number;
  readonly ownSeconds: number;
  /** Of children that have ended and were waited for. */
  readonly reapedSeconds: number;
  readonly nice: number;
  /** SCHED_IDLE. */
  readonly idleClass: boolean;
}

export interface MachineSample {
  /** Monotonic, seconds: the middle of the look. */
  readonly at: number;
  /** Processor seconds of all cores since boot in user and system time, what interrupts took left out. */
  readonly busySeconds: number;
  /** Taken by the hypervisor for other guests. */
  readonly stolenSeconds: number;
  readonly processes: ReadonlyMap<number, ProcessSample>;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has ended, or may not be read.
    return null;
  }
}

/** A line of `/proc/<pid>/stat`; the name stands in parentheses and may itself hold some. */
export function parseProcess(line: string): ProcessSample | null {
  const [open, close] = [line.indexOf('('), line.lastIndexOf(')')];
  if (open < 0 || close < open) return null;
  const rest = line.slice(close + 2).split(' ');
  // Fields are numbered from 1 in proc(5); the third one is the first behind the name.
  const field = (number: number) => Number(rest[number - 3]);
  const sample = {
    pid: Number(line.slice(0, open)),
    parent: field(4),
    group: field(5),
    name: line.slice(open + 1, close),
    startTicks: field(22),
    ownSeconds: (field(14) + field(15)) * TICK_SECONDS,
    reapedSeconds: (field(16) + field(17)) * TICK_SECONDS,
    nice: field(19),
    idleClass: field(41) === 5,
  };
  return Number.isFinite(sample.ownSeconds) && Number.isFinite(sample.startTicks) ? sample : null;
}

/** The first line of `/proc/stat`. */
export function parseMachine(line: string): { busySeconds: number; stolenSeconds: number } | null {
  const [label, ...fields] = line.trim().split(/\s+/);
  const [user, nice, system, , , , , steal] = fields.map(Number);
  if (label !== 'cpu' || user === undefined || nice === undefined || system === undefined) return null;
  return { busySeconds: (user + nice + system) * TICK_SECONDS, stolenSeconds: (steal ?? 0) * TICK_SECONDS };
}

/** Null where this is no Linux, or `/proc` is closed. */
export function sampleMachine(): MachineSample | null {
  if (process.platform !== 'linux') return null;
  const first = lookAtAll();
  if (first === null) return null;
  const processes = new Map<number, ProcessSample>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const sample = parseProcess(read(`/proc/${entry}/stat`) ?? '');
    if (sample !== null) processes.set(sample.pid, sample);
  }
  // Where the processor is wanted by many, the look itself takes its time: the account of the whole machine is that of
  // its middle, or all that ran in the first half would seem to have been done by nobody.
  const last = lookAtAll() ?? first;
  const middle = (field: keyof typeof first) => (first[field] + last[field]) / 2;
  return {
    at: middle('at'),
    busySeconds: middle('busySeconds'),
    stolenSeconds: middle('stolenSeconds'),
    processes,
  };
}

function lookAtAll(): (NonNullable<ReturnType<typeof parseMachine>> & { readonly at: number }) | null {
  const machine = parseMachine((read('/proc/stat') ?? '').split('\n')[0] ?? '');
  return machine === null ? null : { ...machine, at: monotonicSeconds() };
}

export const monotonicSeconds = (): number => Number(process.hrtime.bigint()) / 1e9;

const KB = 1024;

/** What one process has used of the processor, and holds in memory; null where it has ended. */
export function sampleProcess(
  pid: number,
): { readonly cpuSeconds: number; readonly memoryBytes: number } | null {
  const sample = parseProcess(read(`/proc/${pid}/stat`) ?? '');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '') ?? [];
  // One that has ended and was not waited for yet holds no memory any more.
  if (sample === null || kilobytes === undefined) return null;
  return { cpuSeconds: sample.ownSeconds, memoryBytes: Number(kilobytes) * KB };
}

export interface ThreadTimes {
  readonly ranSeconds: number;
  /** Ready to run, and waiting for a processor. */
  readonly waitedSeconds: number;
}

/** `/proc/<pid>/task/<tid>/schedstat`: nanoseconds on a processor, nanoseconds of waiting for one, turns. */
export function parseThread(line: string): ThreadTimes | null {
  const [ran, waited] = line.trim().split(' ').map(Number);
  if (ran === undefined || waited === undefined || !Number.isFinite(ran + waited)) return null;
  return { ranSeconds: ran / 1e9, waitedSeconds: waited / 1e9 };
}

/** All threads of some processes, by `pid/tid`. Empty where the kernel keeps no such statistics. */
export function sampleThreads(pids: Iterable<number>): ReadonlyMap<string, ThreadTimes> {
  const threads = new Map<string, ThreadTimes>();
  for (const pid of pids) {
    let tids: string[];
    try {
      tids = readdirSync(`/proc/${pid}/task`);
    } catch {
      continue;
    }
    for (const tid of tids) {
      const times = parseThread(read(`/proc/${pid}/task/${tid}/schedstat`) ?? '');
      if (times !== null) threads.set(`${pid}/${tid}`, times);
    }
  }
  return threads;
}

/** What the scheduler weighs a process by beyond its own priority: the group it is in. */
export interface SchedulingGroup {
  /** Equal for processes whose own priorities are weighed against each other. */
  readonly name: string;
  /** Priority of the whole group; null where groups have none that could be read. */
  readonly nice: number | null;
}

const AUTOGROUP = /^(\S+) nice (-?\d+)/;

/**
 * Where the kernel groups tasks by session (`sched_autogroup_enabled`, the default of most desktops and servers), a
 * low priority counts only within a session: one in another session takes a full share at any priority.
 */
export function schedulingGroupOf(pid: number): SchedulingGroup {
  if (read('/proc/sys/kernel/sched_autogroup_enabled')?.trim() === '1') {
    const [, name, nice] = AUTOGROUP.exec(read(`/proc/${pid}/autogroup`) ?? '') ?? [];
    if (name !== undefined) return { name, nice: Number(nice) };
  }
  const cgroup = read(`/proc/${pid}/cgroup`) ?? '';
  // Version 2 has one line; of version 1 only the controller of the processor matters.
  const line = cgroup.split('\n').find((one) => one.startsWith('0::') || /:(?:\w+,)*cpu(?:,\w+)*:/.test(one));
  return { name: line?.slice(line.lastIndexOf(':') + 1) ?? '', nice: null };
}
