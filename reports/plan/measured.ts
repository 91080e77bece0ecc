/** What earlier runs that found a capacity say about a system: time a job holds its worker, and where other resources end. */
import type { Interval } from './forecast.ts';

export interface MeasuredRun {
  readonly runId: string;
  /** Script that its users ran. */
  readonly script: string;
  readonly workers: number;
  /** Jobs a second on the plateau. */
  readonly rate: Interval;
  /** Highest rate of any of its steps. */
  readonly highestRate: number;
  /** Worker-seconds a job, all that it costs a worker. */
  readonly perJob: Interval;
  /** What of that is not the script's own time; null where the script's own time is not known. */
  readonly overhead: Interval | null;
  /** Jobs a second at which each other resource is used up. */
  readonly limits: readonly {
    readonly resource: 'cpu' | 'db-connections' | 'third-party';
    readonly rate: Interval;
  }[];
  /** MB of the whole system in the run, where it was known. */
  readonly memoryMb: number | null;
  readonly target: string;
}

export type LeftOut = 'not-stress' | 'not-valid' | 'no-capacity' | 'no-workers';

export interface MeasuredRuns {
  /** The newest first. */
  readonly runs: readonly MeasuredRun[];
  readonly leftOut: readonly { readonly runId: string; readonly why: LeftOut }[];
}

/** Own time of the suite's scripts in s, which their names and arguments tell; null for any other. */
export function ownSeconds(script: string, args: Readonly<Record<string, unknown>>): number | null {
  if (script === 'f/perf/echo') return 0;
  const { ms } = args;
  if (script === 'f/perf/sleep' && typeof ms === 'number') return ms / 1000;
  return null;
}

/**
 * Memory of a system with another number of workers, MB: from all of it being fixed to all of it being the workers',
 * since one run does not tell the two apart.
 */
export function memoryWith(run: MeasuredRun, workers: number): Interval | null {
  if (run.memoryMb === null) return null;
  const [a, b] = [run.memoryMb, (run.memoryMb * workers) / run.workers];
  return { value: (a + b) / 2, low: Math.min(a, b), high: Math.max(a, b) };
}
