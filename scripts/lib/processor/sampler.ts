import type { ProcessorTimes } from '../../../reports/run-folder.ts';
import {
  competition,
  type Interference,
  interferenceBetween,
  type Look,
  type Owner,
} from './interference.ts';
import {
  type MachineSample,
  monotonicSeconds,
  type ProcessSample,
  sampleMachine,
  sampleThreads,
  schedulingGroupOf,
} from './proc.ts';

const NOTHING: ProcessorTimes = { used: 0, waited: 0, competing: 0, unseen: 0, stolen: 0 };
const FIELDS = Object.keys(NOTHING) as readonly (keyof ProcessorTimes)[];

export function addTimes(a: ProcessorTimes, b: ProcessorTimes): ProcessorTimes {
  return Object.fromEntries(FIELDS.map((field) => [field, a[field] + b[field]])) as unknown as ProcessorTimes;
}

export function timesSince(now: ProcessorTimes, then: ProcessorTimes): ProcessorTimes {
  return Object.fromEntries(
    FIELDS.map((field) => [field, now[field] - then[field]]),
  ) as unknown as ProcessorTimes;
}

/** Watches what the load and its target get of the processor, and who else is there. Linux only. */
export class ProcessorSampler {
  readonly #roots: number[];
  /** Processes of the run by pid and start: an orphan stays one of them. */
  readonly #ofRun = new Set<string>();
  #before: Look | null;
  #total: ProcessorTimes = NOTHING;

  /** @param roots pids of the load generator and of a target on this machine; their descendants belong to them. */
  constructor(roots: readonly number[]) {
    this.#roots = [...roots];
    this.#before = this.#look();
  }

  /** A process of the run that has started since. */
  add(root: number): void {
    this.#roots.push(root);
  }

  /** Unix ms of the last look; null where the system does not tell. */
  get lookedAt(): number | null {
    if (this.#before === null) return null;
    return Date.now() - (monotonicSeconds() - this.#before.machine.at) * 1000;
  }

  /** Since the first look; null where the system does not tell. */
  get total(): ProcessorTimes | null {
    return this.#before === null ? null : this.#total;
  }

  /** What happened since the last look; null where the system does not tell. */
  sample(): Interference | null {
    const before = this.#before;
    const after = this.#look();
    if (before === null || after === null) return null;
    this.#before = after;
    const ownGroups = new Set(this.#roots.map((pid) => schedulingGroupOf(pid).name));
    const seen = interferenceBetween(
      before,
      after,
      (process) => this.#ownerOf(process),
      (process) => competition(process, schedulingGroupOf(process.pid), ownGroups),
    );
    this.#total = addTimes(this.#total, seen.times);
    return seen;
  }

  #look(): Look | null {
    const machine = sampleMachine();
    if (machine === null) return null;
    this.#learn(machine);
    const own = [...machine.processes.values()].filter((process) => this.#ownerOf(process) === 'run');
    return { machine, threads: sampleThreads(own.map(({ pid }) => pid)) };
  }

  #learn({ processes }: MachineSample): void {
    const belongs = (process: ProcessSample | undefined, depth = 0): boolean => {
      if (process === undefined || depth > processes.size) return false;
      if (this.#roots.includes(process.pid) || this.#ofRun.has(key(process))) return true;
      return belongs(processes.get(process.parent), depth + 1);
    };
    for (const one of processes.values()) if (belongs(one)) this.#ofRun.add(key(one));
  }

  #ownerOf(sample: ProcessSample): Owner {
    if (this.#ofRun.has(key(sample))) return 'run';
    return sample.pid === process.pid ? 'frame' : 'others';
  }
}

const key = ({ pid, startTicks }: ProcessSample): string => `${pid}/${startTicks}`;
