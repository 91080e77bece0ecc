import { cpus } from 'node:os';
import pidusage from 'pidusage';

/** How busy the machine that generated the load was. Shares are of all cores, 0 to 1; `null` without samples. */
export interface GeneratorUsage {
  readonly cores: number;
  readonly cpuShareP95: number | null;
  readonly cpuShareMax: number | null;
  /** Of everything on the machine: k6, and whatever ran beside it. */
  readonly systemCpuShareP95: number | null;
  readonly memoryMbMax: number | null;
  readonly samples: number;
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

/** Samples CPU and memory of one process, and CPU of the whole machine, each second until stopped. */
export class GeneratorMonitor {
  readonly #pid: number;
  readonly #cores = Math.max(1, cpus().length);
  readonly #cpuShares: number[] = [];
  readonly #systemShares: number[] = [];
  readonly #memoryMb: number[] = [];
  readonly #series: GeneratorSample[] = [];
  readonly #timer: NodeJS.Timeout;
  #before = systemTimes();

  constructor(pid: number) {
    this.#pid = pid;
    this.#timer = setInterval(() => void this.#sample(), INTERVAL_MS);
    this.#timer.unref();
  }

  async #sample(): Promise<void> {
    const now = systemTimes();
    const total = now.total - this.#before.total;
    const system = total > 0 ? (now.busy - this.#before.busy) / total : null;
    if (system !== null) this.#systemShares.push(system);
    this.#before = now;
    try {
      const { cpu, memory } = await pidusage(this.#pid);
      this.#cpuShares.push(cpu / 100 / this.#cores);
      this.#memoryMb.push(memory / 2 ** 20);
      this.#series.push({
        t: Date.now(),
        cpuShare: Number((cpu / 100 / this.#cores).toFixed(4)),
        systemCpuShare: rounded(system, 4),
        memoryMb: Number((memory / 2 ** 20).toFixed(1)),
      });
    } catch {
      // The process ended between two samples.
    }
  }

  /** Ends the sampling and returns what was seen. */
  stop(): GeneratorUsage {
    clearInterval(this.#timer);
    const every = Math.ceil(this.#series.length / MAX_SERIES);
    return {
      cores: this.#cores,
      cpuShareP95: rounded(quantile(this.#cpuShares, 0.95), 4),
      cpuShareMax: rounded(quantile(this.#cpuShares, 1), 4),
      systemCpuShareP95: rounded(quantile(this.#systemShares, 0.95), 4),
      memoryMbMax: rounded(quantile(this.#memoryMb, 1), 1),
      samples: this.#cpuShares.length,
      series: this.#series.filter((_, index) => index % every === 0),
    };
  }
}
