import { cpus } from 'node:os';
import { isDisturbed, takenOf } from '../../reports/analysis/interference.ts';
import type { ProcessorTimes } from '../../reports/run-folder.ts';
import { type ProcessLook, type ProcessUse, watchProcess } from './processor/process-watch.ts';
import { ProcessorSampler, timesSince } from './processor/sampler.ts';

/** How busy the machine that generated the load was. Shares are of all cores, 0 to 1; `null` without samples. */
export interface GeneratorUsage {
  readonly cores: number;
  readonly cpuShareP95: number | null;
  readonly cpuShareMax: number | null;
  /** Of everything on the machine: k6, and whatever ran beside it. */
  readonly systemCpuShareP95: number | null;
  readonly memoryMbMax: number | null;
  readonly samples: number;
  /** Name of the process that competed most; null where nobody took a noticeable part of the processor. */
  readonly neighbour: string | null;
  /** The samples themselves, thinned out in a long run. */
  readonly series: readonly GeneratorSample[];
}

/** One look at the generator; shares are of all cores. */
export interface GeneratorSample {
  /** Unix ms. */
  readonly t: number;
  readonly cpuShare: number;
  readonly systemCpuShare: number | null;
  readonly memoryMb: number;
  /** Since the first sample; left out where the system does not tell. */
  readonly processor?: ProcessorTimes;
}

/** Enough for a chart and for the steps of a ramp; a day of samples a second would be a large file. */
const MAX_SERIES = 1200;

/** Reading a process on Windows starts another one: less often there. */
const INTERVAL_MS = process.platform === 'win32' ? 5_000 : 1_000;

function quantile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? null;
}

const rounded = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

const roundedTimes = (times: ProcessorTimes): ProcessorTimes => ({
  used: Number(times.used.toFixed(3)),
  waited: Number(times.waited.toFixed(3)),
  competing: Number(times.competing.toFixed(3)),
  unseen: Number(times.unseen.toFixed(3)),
  stolen: Number(times.stolen.toFixed(3)),
});

function systemTimes(): { readonly busy: number; readonly total: number } {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    busy += all - times.idle;
    total += all;
  }
  return { busy, total };
}

/** Something else on the machine takes so much from the run that its figures are not the target's. */
export interface DisturbanceNotice {
  /** Of the processor time that the run wanted, the share that was taken. */
  readonly share: number;
  readonly neighbour: string | null;
}

export interface Watched {
  /** Processes of a target that was started on this machine. */
  readonly targetPids: readonly number[];
  /** False: a target runs here whose processes are not known, so that it cannot be told from others. */
  readonly targetKnown: boolean;
  /** Called once a second, while it lasts. */
  readonly onDisturbance?: (notice: DisturbanceNotice) => void;
  /** Called at each look with the share of the machine that k6 uses. */
  readonly onLook?: (cpuShare: number) => void;
}

/** Samples over which a disturbance is judged while the run goes on, and cores that others must have used in them. */
const NOTICE_SAMPLES = 3;
const NOTICEABLE_CORES = 0.1;

/** Samples k6 (all of its processes), the machine, and what others take from the run, each second until stopped. */
export class GeneratorMonitor {
  readonly #watched: Watched;
  readonly #k6: ProcessLook[] = [];
  readonly #cores = Math.max(1, cpus().length);
  readonly #cpuShares: number[] = [];
  readonly #systemShares: number[] = [];
  readonly #memoryMb: number[] = [];
  readonly #series: GeneratorSample[] = [];
  readonly #processor: ProcessorSampler | null;
  readonly #recent: ProcessorTimes[] = [];
  /** Core seconds that each of the others competed with the run, by name. */
  readonly #neighbours = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #before = systemTimes();
  #isLooking = false;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#processor = watched.targetKnown ? new ProcessorSampler(watched.targetPids) : null;
    this.#timer = setInterval(() => this.#look(), INTERVAL_MS);
    this.#timer.unref();
  }

  /** A k6 that has started: one of those that make the load. */
  add(pid: number): void {
    this.#k6.push(watchProcess(pid));
    this.#processor?.add(pid);
  }

  #others(): ProcessorTimes | null {
    const seen = this.#processor?.sample() ?? null;
    if (seen === null) return null;
    const { busiest } = seen;
    if (busiest !== null && busiest.cores >= NOTICEABLE_CORES) {
      const sum = (this.#neighbours.get(busiest.name) ?? 0) + busiest.cores * seen.seconds;
      this.#neighbours.set(busiest.name, sum);
    }
    const total = this.#processor?.total ?? null;
    if (total === null) return null;
    this.#recent.push(total);
    const [oldest] = this.#recent.slice(-NOTICE_SAMPLES - 1);
    if (oldest !== undefined && this.#recent.length > NOTICE_SAMPLES) {
      const taken = takenOf(timesSince(total, oldest));
      if (taken !== null && isDisturbed(taken, (NOTICE_SAMPLES * INTERVAL_MS) / 1000, this.#cores)) {
        this.#watched.onDisturbance?.({ share: taken.share, neighbour: this.#neighbour() });
      }
      this.#recent.splice(0, this.#recent.length - NOTICE_SAMPLES);
    }
    return total;
  }

  #neighbour(): string | null {
    let most: readonly [string, number] | null = null;
    for (const entry of this.#neighbours) if (most === null || entry[1] > most[1]) most = entry;
    return most?.[0] ?? null;
  }

  /** One look at a time: where each takes its time, the next would begin before the last has ended. */
  #look(): void {
    if (this.#isLooking) return;
    const now = systemTimes();
    const total = now.total - this.#before.total;
    const system = total > 0 ? (now.busy - this.#before.busy) / total : null;
    if (system !== null) this.#systemShares.push(system);
    this.#before = now;
    const processor = this.#others();
    const t = Math.round(this.#processor?.lookedAt ?? Date.now());
    const keep = (uses: readonly (ProcessUse | null)[]) => {
      // One that ended between two looks has no figures.
      const running = uses.filter((use) => use !== null);
      if (running.length > 0) this.#keep({ t, uses: running, system, processor });
      this.#isLooking = false;
    };
    const uses = this.#k6.map((look) => look());
    const isAtOnce = (all: typeof uses): all is (ProcessUse | null)[] =>
      !all.some((use) => use instanceof Promise);
    if (isAtOnce(uses)) keep(uses);
    else {
      this.#isLooking = true;
      void Promise.all(uses).then(keep);
    }
  }

  #keep(seen: {
    readonly t: number;
    readonly uses: readonly ProcessUse[];
    readonly system: number | null;
    readonly processor: ProcessorTimes | null;
  }): void {
    const { t, uses, system, processor } = seen;
    const cpuShare = uses.reduce((sum, { cores }) => sum + cores, 0) / this.#cores;
    const memoryMb = uses.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) / 2 ** 20;
    this.#cpuShares.push(cpuShare);
    this.#memoryMb.push(memoryMb);
    this.#watched.onLook?.(cpuShare);
    this.#series.push({
      t,
      cpuShare: Number(cpuShare.toFixed(4)),
      systemCpuShare: rounded(system, 4),
      memoryMb: Number(memoryMb.toFixed(1)),
      ...(processor === null ? {} : { processor: roundedTimes(processor) }),
    });
  }

  /** Ends the sampling and returns what was seen. */
  stop(): GeneratorUsage {
    clearInterval(this.#timer);
    return this.seen();
  }

  /** What was seen so far. */
  seen(): GeneratorUsage {
    const every = Math.ceil(this.#series.length / MAX_SERIES);
    return {
      cores: this.#cores,
      cpuShareP95: rounded(quantile(this.#cpuShares, 0.95), 4),
      cpuShareMax: rounded(quantile(this.#cpuShares, 1), 4),
      systemCpuShareP95: rounded(quantile(this.#systemShares, 0.95), 4),
      memoryMbMax: rounded(quantile(this.#memoryMb, 1), 1),
      samples: this.#cpuShares.length,
      neighbour: this.#neighbour(),
      series: this.#series.filter((_, index) => index % every === 0),
    };
  }
}
