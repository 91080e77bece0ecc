/** Where in its step a journey ended, and how long its user waited. Pure. */
import type { JourneyOutcome } from '../../../lib/journeys/outcome.ts';
import type { StepTiming } from './plan.ts';

export type Part = 'warmup' | 'measured' | 'gap' | 'late';

/** The part of its step that a moment falls into; `late`: behind the gap, in the time of the next step. */
export function partOfStep(seconds: number, timing: StepTiming): Part {
  const end = timing.warmupSeconds + timing.measuredSeconds;
  if (seconds < timing.warmupSeconds) return 'warmup';
  if (seconds < end) return 'measured';
  return seconds < end + timing.gapSeconds ? 'gap' : 'late';
}

/**
 * Whether the user was kept waiting, and for how long, ms: for a result, or until it gave up. A refusal is an answer
 * at once; its few milliseconds would flatter the latency, so it is none.
 */
export function waitedMs(outcome: JourneyOutcome, elapsedMs: number): number | null {
  if (outcome.durationMs !== null) return outcome.durationMs;
  return outcome.failure === 'job-unfinished' || outcome.failure === 'timeout' ? elapsedMs : null;
}
