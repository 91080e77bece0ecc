/** One journey of a steady user: submit under an id of the client's own, then poll for the end, bounded throughout. */
import { sleep } from 'k6';
import { ANSWER_TIMEOUT_MS } from '../criteria/resilience.ts';
import { checkResult, type JourneyInput, type JourneyOutcome, jobArguments } from '../journeys/outcome.ts';
import * as metrics from '../metrics/faults.ts';
import type { WindmillClient } from '../windmill/client.ts';
import { failureOf, isRecord } from '../windmill/http.ts';
import { acceptanceOf, type LedgerEntry } from './ledger.ts';

/** Close together at first: the steps between polls are steps in the figures. */
const FIRST_POLL_SECONDS = 0.025;
const POLL_GROWTH = 1.15;
const MAX_POLL_SECONDS = 0.25;
const POLL_TIMEOUT_MS = 2000;

export interface SteadyJourney {
  readonly outcome: JourneyOutcome;
  /** The job ended, but without what it should have got from the third party. */
  readonly degraded: boolean;
  readonly status: number;
  readonly entry: LedgerEntry;
}

export interface SteadyOptions {
  readonly tags: Readonly<Record<string, string>>;
  /** Called as soon as the submission was answered, or not: whatever happens afterwards, the job has to be followed. */
  readonly onSent: (entry: LedgerEntry) => void;
}

/**
 * Unlike a user of the load family, this one does not cancel what it gives up on: the job was accepted and has to end.
 * Polls that fail are repeated until the journey's own time-out.
 */
export function steadyJourney(
  client: WindmillClient,
  input: JourneyInput,
  jobId: string,
  { tags, onSent }: SteadyOptions,
): SteadyJourney {
  const sentAt = Date.now();
  const { reply, value } = client.run(input.script, jobArguments(input), {
    jobId,
    timeoutMs: ANSWER_TIMEOUT_MS,
    tags,
  });
  // Wall clock: k6's own duration of a refused connection is zero.
  metrics.submitAnswer.add(Date.now() - sentAt, tags);
  metrics.submitStatus.add(1, { ...tags, status: String(reply.status) });
  const acceptance = acceptanceOf(reply.status, reply.body);
  const entry: LedgerEntry = { jobId: value ?? jobId, nonce: input.nonce, sentAt, acceptance, end: null };
  onSent(entry);
  const base = { status: reply.status, entry, degraded: false };
  const none = {
    durationMs: null,
    queueWaitMs: null,
    resultCheck: 'not-checked',
    jobId: entry.jobId,
  } as const;
  if (acceptance !== 'accepted') {
    return { ...base, outcome: { ...none, accepted: false, ended: false, failure: failureOf(reply) } };
  }

  let queueWaitMs: number | null = null;
  let pause = FIRST_POLL_SECONDS;
  while (Date.now() - sentAt < input.timeoutMs) {
    sleep(pause);
    pause = Math.min(pause * POLL_GROWTH, MAX_POLL_SECONDS);
    const polled = client.result(entry.jobId, { timeoutMs: POLL_TIMEOUT_MS, tags }).value;
    if (polled === null) continue;
    const elapsedMs = Date.now() - sentAt;
    if (queueWaitMs === null && (polled.started === true || polled.completed)) queueWaitMs = elapsedMs;
    if (!polled.completed) continue;
    const ended = { ...none, accepted: true, ended: true, durationMs: elapsedMs, queueWaitMs } as const;
    if (polled.success === false) {
      entry.end = 'failed';
      return { ...base, outcome: { ...ended, failure: 'job-failed' } };
    }
    entry.end = 'completed';
    const resultCheck = checkResult(input, polled.result);
    return {
      ...base,
      degraded: isRecord(polled.result) && polled.result.degraded === true,
      outcome: { ...ended, resultCheck, failure: resultCheck === 'wrong' ? 'wrong-result' : null },
    };
  }
  // One that never started has waited at least so long: left out, the longest waits would be missing.
  queueWaitMs ??= Date.now() - sentAt;
  return {
    ...base,
    outcome: { ...none, accepted: true, ended: false, queueWaitMs, failure: 'job-unfinished' },
  };
}
