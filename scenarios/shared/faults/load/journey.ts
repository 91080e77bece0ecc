/** One journey of a steady user: submit under an id of the client's own, then poll for the end, bounded throughout. */

import { sleep } from 'k6';
import {
  checkResult,
  type JourneyInput,
  type JourneyOutcome,
  jobArguments,
} from '../../../../lib/journeys/outcome.ts';
import * as metrics from '../../../../lib/metrics/faults.ts';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { failureOf, isRecord } from '../../../../lib/windmill/http.ts';
import { GIVE_UP_MS } from '../limits.ts';
import { acceptanceOf, type LedgerEntry } from './ledger.ts';
import { TIMED_OUT } from './statuses.ts';

/** Close together at first: where the target does not tell the times of a job, the steps between polls are steps in the figures. */
const FIRST_POLL_SECONDS = 0.025;
const POLL_GROWTH = 1.15;
const MAX_POLL_SECONDS = 0.25;
const POLL_TIMEOUT_MS = 2000;

/** Times of a job by the target's own clock, ms. */
interface JobTimes {
  /** Created → started. */
  readonly waited: number;
  /** Created → ended. */
  readonly took: number;
}

/**
 * Asks for the times of an ended job. Polls alone would see a job of 30 ms at one or at two steps, that is at 30 or
 * at 60 ms: more than the slowdown that has to be told from none. Null where the target does not tell.
 */
function jobTimes(client: WindmillClient, jobId: string, tags: SteadyOptions['tags']): JobTimes | null {
  const job = client.completedJob(jobId, { timeoutMs: POLL_TIMEOUT_MS, tags, expect: 'any' }).value;
  if (job === null) return null;
  const waited = Date.parse(job.started_at) - Date.parse(job.created_at);
  const took = waited + job.duration_ms;
  return waited >= 0 && took >= waited ? { waited, took } : null;
}

export interface SteadyJourney {
  /** Unix ms at which its end was seen, or it gave up. */
  readonly endedAt: number;
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
    timeoutMs: GIVE_UP_MS,
    tags,
  });
  // Wall clock: k6's own duration of a refused connection is zero.
  const answeredMs = Date.now() - sentAt;
  const gaveUp = reply.status === 0 && failureOf(reply) === 'timeout';
  if (!gaveUp) metrics.submitAnswer.add(answeredMs, tags);
  metrics.submitStatus.add(1, { ...tags, status: gaveUp ? TIMED_OUT : String(reply.status) });
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
    const endedAt = Date.now();
    return {
      ...base,
      endedAt,
      outcome: { ...none, accepted: false, ended: false, failure: failureOf(reply) },
    };
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
    const endedAt = sentAt + elapsedMs;
    const times = jobTimes(client, entry.jobId, tags);
    const ended = {
      ...none,
      accepted: true,
      ended: true,
      durationMs: times === null ? elapsedMs : Math.min(elapsedMs, answeredMs + times.took),
      queueWaitMs: times === null ? queueWaitMs : times.waited,
    } as const;
    if (polled.success === false) {
      entry.end = 'failed';
      return { ...base, endedAt, outcome: { ...ended, failure: 'job-failed' } };
    }
    entry.end = 'completed';
    const resultCheck = checkResult(input, polled.result);
    return {
      ...base,
      endedAt,
      degraded: isRecord(polled.result) && polled.result.degraded === true,
      outcome: { ...ended, resultCheck, failure: resultCheck === 'wrong' ? 'wrong-result' : null },
    };
  }
  // One that never started has waited at least so long: left out, the longest waits would be missing. The analysis takes
  // a figure of this height for what it is, a lower bound.
  const endedAt = Date.now();
  queueWaitMs ??= endedAt - sentAt;
  return {
    ...base,
    endedAt,
    outcome: { ...none, accepted: true, ended: false, queueWaitMs, failure: 'job-unfinished' },
  };
}
