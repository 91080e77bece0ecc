/** Users that live as one k6 iteration: they keep their own pace by the clock of the run. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { emit } from '../events.ts';
import * as metrics from '../metrics/journeys.ts';
import type { RunData } from '../run/define-run.ts';
import { elapsedSeconds } from '../run/elapsed.ts';

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
    metrics.journeyErrors.add(true);
    metrics.journeyExceptions.add(1);
    metrics.journeyFailures.add(1, { kind: 'exception' });
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
}

/** Acts at the given pace; an act that takes longer is followed at once by the next, none is made up for. */
export function keepPace(data: RunData<unknown>, rhythm: Rhythm, act: (round: number) => void): void {
  let next = rhythm.from + rhythm.offset * rhythm.pace;
  for (let round = 0; next < rhythm.until; round += 1) {
    sleepUntil(data, next);
    if (elapsedSeconds(data) >= rhythm.until) return;
    guarded(() => act(round));
    next = Math.max(next + rhythm.pace, elapsedSeconds(data));
  }
}
