/** Runs a journey and turns its outcome into metrics. */
import { emit } from '../events.ts';
import * as metrics from '../metrics/journeys.ts';
import { tell } from './evidence.ts';
import type { JourneyOutcome } from './outcome.ts';

export type Tags = Readonly<Record<string, string>>;

/** Adds an outcome to the metrics, with the given tags on every sample. */
export function recordOutcome(outcome: JourneyOutcome, tags: Tags): void {
  if (outcome.accepted) {
    metrics.jobsSubmitted.add(1, tags);
    metrics.jobsEnded.add(outcome.ended, tags);
  }
  if (outcome.ended) {
    if (outcome.failure === 'job-failed') metrics.jobsFailed.add(1, tags);
    else metrics.jobsCompleted.add(1, tags);
  }
  if (outcome.durationMs !== null) metrics.jobDuration.add(outcome.durationMs, tags);
  if (outcome.queueWaitMs !== null) metrics.jobQueueWait.add(outcome.queueWaitMs, tags);
  if (outcome.resultCheck !== 'not-checked') metrics.wrongResults.add(outcome.resultCheck === 'wrong', tags);
  metrics.journeyErrors.add(outcome.failure !== null, tags);
  if (outcome.failure !== null) {
    metrics.journeyFailures.add(1, { ...tags, kind: outcome.failure });
    tell(outcome.failure, outcome);
  }
}

/**
 * Runs one journey. An exception is a failed journey, not a lost iteration: k6 alone would log it, count nothing
 * and exit 0.
 * @param tags as a function: known only when the journey has ended.
 */
export function runJourney(journey: () => JourneyOutcome, tags: Tags | (() => Tags)): JourneyOutcome | null {
  const tagsAtEnd = () => (typeof tags === 'function' ? tags() : tags);
  try {
    const outcome = journey();
    recordOutcome(outcome, tagsAtEnd());
    return outcome;
  } catch (error) {
    const ended = tagsAtEnd();
    metrics.journeyErrors.add(true, ended);
    metrics.journeyExceptions.add(1, ended);
    metrics.journeyFailures.add(1, { ...ended, kind: 'exception' });
    const message = error instanceof Error ? error.message : 'unknown';
    emit('exception', { message: message.slice(0, 500) });
    tell('exception', { jobId: null, message });
    return null;
  }
}
