/** What a run and everything beside it did with the processor, from two looks at the machine. Pure. */
import type { ProcessorTimes } from '../../../reports/run-folder.ts';
import type { MachineSample, ProcessSample, SchedulingGroup, ThreadTimes } from './proc.ts';

/** What happened between two looks. */
export interface Interference {
  readonly seconds: number;
  readonly times: ProcessorTimes;
  /** Used by everything that is neither the run nor its runner. */
  readonly othersSeconds: number;
  /** Who of the others competed most; null where nobody did. */
  readonly busiest: { readonly name: string; readonly cores: number } | null;
}

export interface Look {
  readonly machine: MachineSample;
  /** Of the processes of the load and the target. */
  readonly threads: ReadonlyMap<string, ThreadTimes>;
}

/** Which processes are the run's: `run` its load and target, `frame` the runner, which is neither they nor others. */
export type Owner = 'run' | 'frame' | 'others';

/** The weight of nice 0 in the kernel's table; a step of nice is a factor of 1.25, SCHED_IDLE weighs 3. */
const NICE_FACTOR = 1.25;
const IDLE_WEIGHT = 3 / 1024;

/**
 * How strongly a process competes with the run, 0 to 1: what it would get of a processor against one thread of the run,
 * in relation to an equal. Priorities are compared within a group only, else those of the groups count.
 */
export function competition(
  process: Pick<ProcessSample, 'nice' | 'idleClass'>,
  group: SchedulingGroup,
  ownGroups: ReadonlySet<string>,
): number {
  if (!ownGroups.has(group.name)) return Math.min(1, NICE_FACTOR ** -(group.nice ?? 0));
  return process.idleClass ? IDLE_WEIGHT : Math.min(1, NICE_FACTOR ** -process.nice);
}

const SAME = (a: ProcessSample | undefined, b: ProcessSample) => a?.startTicks === b.startTicks;

/**
 * Processor seconds of each process between two looks, those of children that came and went in between included: a
 * parent's account of the children it has waited for grows by their whole life and that of theirs, of which the part
 * that was seen before is taken off again.
 */
function usedBetween(before: MachineSample, after: MachineSample): Map<number, number> {
  const lives = (process: ProcessSample) => SAME(after.processes.get(process.pid), process);
  const seenOfGone = new Map<number, number>();
  for (const gone of before.processes.values()) {
    if (lives(gone)) continue;
    let heir = before.processes.get(gone.parent);
    while (heir !== undefined && !lives(heir)) heir = before.processes.get(heir.parent);
    if (heir === undefined) continue;
    seenOfGone.set(heir.pid, (seenOfGone.get(heir.pid) ?? 0) + gone.ownSeconds + gone.reapedSeconds);
  }
  const used = new Map<number, number>();
  for (const now of after.processes.values()) {
    const old = before.processes.get(now.pid);
    const then = SAME(old, now) ? old : undefined;
    const own = now.ownSeconds - (then?.ownSeconds ?? 0);
    const reaped = now.reapedSeconds - (then?.reapedSeconds ?? 0) - (seenOfGone.get(now.pid) ?? 0);
    used.set(now.pid, Math.max(0, own) + Math.max(0, reaped));
  }
  return used;
}

function threadsBetween(before: Look, after: Look): ThreadTimes {
  let ranSeconds = 0;
  let waitedSeconds = 0;
  for (const [key, now] of after.threads) {
    const then = before.threads.get(key);
    ranSeconds += Math.max(0, now.ranSeconds - (then?.ranSeconds ?? 0));
    waitedSeconds += Math.max(0, now.waitedSeconds - (then?.waitedSeconds ?? 0));
  }
  return { ranSeconds, waitedSeconds };
}

/** Threads that came and went between two looks are taken to have waited as the others did; no further than this. */
const MOST_UNSEEN = 4;

/**
 * @param ownerOf whose a process is.
 * @param competes how strongly a process of others competes with the run, 0 to 1 (`competition`).
 */
export function interferenceBetween(
  before: Look,
  after: Look,
  ownerOf: (process: ProcessSample) => Owner,
  competes: (process: ProcessSample) => number,
): Interference {
  const used = { run: 0, frame: 0, others: 0 };
  let competing = 0;
  let busiest: { name: string; used: number } | null = null;
  for (const [pid, seconds] of usedBetween(before.machine, after.machine)) {
    const process = after.machine.processes.get(pid);
    if (process === undefined || seconds <= 0) continue;
    const owner = ownerOf(process);
    used[owner] += seconds;
    if (owner !== 'others') continue;
    const felt = seconds * competes(process);
    competing += felt;
    if (felt > (busiest?.used ?? 0)) busiest = { name: process.name, used: felt };
  }
  const seconds = after.machine.at - before.machine.at;
  const busy = Math.max(0, after.machine.busySeconds - before.machine.busySeconds);
  const threads = threadsBetween(before, after);
  const scale =
    threads.ranSeconds > 0 ? Math.min(MOST_UNSEEN, Math.max(1, used.run / threads.ranSeconds)) : 1;
  const stolen = Math.max(0, after.machine.stolenSeconds - before.machine.stolenSeconds);
  return {
    seconds,
    times: {
      used: used.run,
      waited: threads.waitedSeconds * scale,
      competing,
      unseen: busy - used.run - used.frame - used.others,
      stolen: busy > 0 ? stolen * Math.min(1, used.run / busy) : 0,
    },
    othersSeconds: used.others,
    busiest: busiest === null || seconds <= 0 ? null : { name: busiest.name, cores: busiest.used / seconds },
  };
}
