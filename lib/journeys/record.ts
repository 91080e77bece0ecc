/** Runs a journey and turns its outcome into metrics. */
import { emit } from '../events.ts';
import * as metrics from '../metrics/journeys.ts';
import { tell } from './evidence.ts' with { evaluate: 'first-call' };
import type { JourneyOutcome } from './outcome.ts';

export type Tags = Readonly<Record<string, string>>;

/** Adds an outcome to the metrics, with the given tags on every sample beside those of the user. */
export function recordOutcome(outcome: JourneyOutcome, tags?: Tags): void {
  if (outcome.accepted) {
    metrics.jobsSubmitted(1, tags);
    metrics.jobsEnded(outcome.ended, tags);
  }
  if (outcome.ended) {
    if (outcome.failure === 'job-failed') metrics.jobsFailed(1, tags);
    else metrics.jobsCompleted(1, tags);
  }
  if (outcome.durationMs !== null) metrics.jobDuration(outcome.durationMs, tags);
  if (outcome.queueWaitMs !== null) metrics.jobQueueWait(outcome.queueWaitMs, tags);
  if (outcome.resultCheck !== 'not-checked') metrics.wrongResults(outcome.resultCheck === 'wrong', tags);
  metrics.journeyErrors(outcome.failure !== null, tags);
  if (outcome.failure !== null) {
    metrics.journeyFailures(1, { ...tags, kind: outcome.failure });
    tell(outcome.failure, outcome);
  }
}

const tagsNow = (tags: Tags | (() => Tags) | undefined) => (typeof tags === 'function' ? tags() : tags);

/**
 * Runs one journey. An exception is a failed journey, not a lost iteration: k6 alone would log it, count nothing
 * and exit 0.
 * @param tags as a function: known only when the journey has ended; none: those that the user has anyway.
 */
export function runJourney(journey: () => JourneyOutcome, tags?: Tags | (() => Tags)): JourneyOutcome | null {
  try {
    const outcome = journey();
    recordOutcome(outcome, tagsNow(tags));
    return outcome;
  } catch (error) {
    const ended = tagsNow(tags);
    metrics.journeyErrors(true, ended);
    metrics.journeyExceptions(1, ended);
    metrics.journeyFailures(1, { ...ended, kind: 'exception' });
    const message = error instanceof Error ? error.message : 'unknown';
    emit('exception', { message: message.slice(0, 500) });
    tell('exception', { jobId: null, message });
    return null;
  }
}
