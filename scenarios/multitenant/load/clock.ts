/** Users that live as one k6 iteration: they keep their own pace by the clock of the run. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { emit } from '../../../lib/events.ts';
import * as metrics from '../../../lib/metrics/journeys.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import { elapsedSeconds } from '../../../lib/run/elapsed.ts';

/** Number of this user among those of its k6 scenario, from 0; each of them runs one iteration. */
export function userNumber(): number {
  return exec.scenario.iterationInTest;
}

export function sleepUntil(data: RunData<unknown>, seconds: number): void {
  const left = seconds - elapsedSeconds(data);
  if (left > 0) sleep(left);
}

/**
 * An exception costs one act, and is counted: it would end the only iteration of this user, and nobody but the log of k6
 * would know.
 */
export function guarded(act: () => void): void {
  try {
    act();
  } catch (error) {
    metrics.journeyErrors(true);
    metrics.journeyExceptions(1);
    metrics.journeyFailures(1, { kind: 'exception' });
    emit('exception', { message: error instanceof Error ? error.message.slice(0, 500) : 'unknown' });
  }
}

export interface Rhythm {
  /** Seconds after the start of the load. */
  readonly from: number;
  readonly until: number;
  /** Seconds from the start of one act to the start of the next. */
  readonly pace: number;
  /** 0 to 1: where in the first pace this user begins, so that not all do at once. */
  readonly offset: number;
  /**
   * Whether at a moment the user falls back into the place in the pace where it began. Users that all waited for the same
   * thing would otherwise go on all at once.
   */
  readonly inPlace?: (seconds: number) => boolean;
}

/**
 * Acts at the given pace; an act that takes longer is followed at once by the next, none is made up for. The act is given
 * the moment at which it is due.
 */
export function keepPace(
  data: RunData<unknown>,
  rhythm: Rhythm,
  act: (round: number, due: number) => void,
): void {
  const first = rhythm.from + rhythm.offset * rhythm.pace;
  let next = first;
  for (let round = 0; next < rhythm.until; round += 1) {
    sleepUntil(data, next);
    if (elapsedSeconds(data) >= rhythm.until) return;
    const due = next;
    guarded(() => act(round, due));
    next = Math.max(next + rhythm.pace, elapsedSeconds(data));
    if (rhythm.inPlace?.(next) === true) next = nextInPlace(first, rhythm.pace, next);
  }
}

/** The first moment of a pace from `first` on that is not before `seconds`. */
export function nextInPlace(first: number, pace: number, seconds: number): number {
  // A little less than the whole: sums of paces are not exact.
  return first + Math.ceil((seconds - first) / pace - 0.001) * pace;
}
