/** How much of the processor others took from a run: what was taken from it, not what others used. */
import { INTERFERENCE_LIMIT } from '../../lib/validity.ts';
import type { GeneratorRecord, ProcessorTimes } from '../run-folder.ts';

/** What others took from a stretch of a run. */
export interface Taken {
  /** Of the processor time that the run wanted (used, and taken from it), the share that was taken, 0 to 1. */
  readonly share: number;
  /** Processor seconds. */
  readonly seconds: number;
}

/**
 * Taken is what the threads of a run waited while others were there to blame: no more than they waited (a neighbour on
 * another core makes nobody wait), and no more than others competed (a run that fills the machine waits for itself,
 * and a neighbour at idle priority takes nothing). To that comes what the hypervisor stole. Null where the run wanted
 * next to nothing.
 */
export function takenOf(times: ProcessorTimes): Taken | null {
  const beside = Math.max(0, times.competing + Math.max(0, times.unseen));
  const seconds = Math.min(times.waited, beside) + times.stolen;
  const wanted = times.used + seconds;
  return wanted < MIN_WANTED_SECONDS ? null : { share: seconds / wanted, seconds };
}

/** Whether others took so much in `seconds` of a machine with `cores` that the figures of that time are not the target's. */
export function isDisturbed(taken: Taken | null, seconds: number, cores: number): boolean {
  if (taken === null || seconds <= 0) return false;
  const ofMachine = taken.seconds / seconds / cores;
  return taken.share > INTERFERENCE_LIMIT.takenShare && ofMachine > INTERFERENCE_LIMIT.background;
}

/** Ticks of 10 ms make a share of less than this a matter of luck. */
const MIN_WANTED_SECONDS = 0.1;

/**
 * A look a second is due. Fewer come where the machine is so busy that the runner waits as well: those on either side of a
 * stretch still tell what was taken in between, evenly spread.
 */
const NEAR_MS = 1500;

type Series = NonNullable<GeneratorRecord['series']>;

function at(series: Series, t: number): ProcessorTimes | null {
  let before: Series[number] | undefined;
  for (const sample of series) {
    if (sample.processor === undefined) continue;
    if (sample.t >= t) {
      if (before?.processor === undefined) return sample.processor;
      const part = (t - before.t) / (sample.t - before.t);
      const [a, b] = [before.processor, sample.processor];
      const between = (field: keyof ProcessorTimes) => a[field] + (b[field] - a[field]) * part;
      return {
        used: between('used'),
        waited: between('waited'),
        competing: between('competing'),
        unseen: between('unseen'),
        stolen: between('stolen'),
      };
    }
    before = sample;
  }
  return before?.processor ?? null;
}

interface Covered extends ProcessorTimes {
  /** Of the stretch, what lies between the first look and the last. */
  readonly seconds: number;
}

/** Processor times of a stretch of the run, Unix ms; null where the record does not cover it. */
function timesIn(generator: GeneratorRecord | null | undefined, from: number, to: number): Covered | null {
  const series = (generator?.series ?? []).filter(({ processor }) => processor !== undefined);
  const [first, last] = [series[0], series.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  if (first.t > from + NEAR_MS || last.t < to - NEAR_MS || last.t <= from) return null;
  const [start, end] = [at(series, from), at(series, to)];
  if (start === null || end === null) return null;
  return {
    used: end.used - start.used,
    waited: end.waited - start.waited,
    competing: end.competing - start.competing,
    unseen: end.unseen - start.unseen,
    stolen: end.stolen - start.stolen,
    seconds: (Math.min(to, last.t) - Math.max(from, first.t)) / 1000,
  };
}

/** Whether others took so much in a stretch (seconds after the start of the load) that its figures are not the target's. */
export interface Disturbance {
  /** Null: not known. */
  readonly share: number | null;
  readonly disturbed: boolean;
  /** What was taken, as a share of the whole machine. */
  readonly ofMachine: number | null;
}

/** @param startedAt start of the load, Unix ms. */
export function disturbanceAt(
  generator: GeneratorRecord | null | undefined,
  startedAt: number,
  stretch: { readonly startSeconds: number; readonly seconds: number },
): Disturbance {
  const from = startedAt + stretch.startSeconds * 1000;
  const times = timesIn(generator, from, from + stretch.seconds * 1000);
  const taken = times === null ? null : takenOf(times);
  const cores = generator?.cores ?? 1;
  return {
    share: taken?.share ?? null,
    disturbed: isDisturbed(taken, stretch.seconds, cores),
    ofMachine: taken === null || stretch.seconds <= 0 ? null : taken.seconds / stretch.seconds / cores,
  };
}

/**
 * Cores that were in use by the load, a target on this machine and whoever competed with them, in a stretch of the run
 * (seconds after the start of the load at `startedAt`, Unix ms); null where the record does not cover it. Work at idle
 * priority is left out: it gives way. How long threads waited for a processor tells nothing of how full it is: jobs that
 * sleep in processes of their own wake up together, and wait 74 % of the time that they want at two thirds of two cores;
 * jobs that compute wait 78 % of it at all of them.
 */
export function coresInUse(
  generator: GeneratorRecord | null | undefined,
  startedAt: number,
  stretch: { readonly startSeconds: number; readonly seconds: number },
): number | null {
  const from = startedAt + stretch.startSeconds * 1000;
  const times = timesIn(generator, from, from + stretch.seconds * 1000);
  if (times === null || times.seconds <= 0 || times.used < MIN_WANTED_SECONDS) return null;
  const busy = times.used + Math.max(0, times.competing) + Math.max(0, times.unseen);
  return Math.min(generator?.cores ?? Number.POSITIVE_INFINITY, busy / times.seconds);
}
