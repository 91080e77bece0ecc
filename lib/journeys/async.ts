/** Journey *async*: submit, then poll for the result as AutWinmill's own front end does. */
import { sleep } from 'k6';
import type { WindmillClient } from '../windmill/client.ts';
import { failureOf } from '../windmill/http.ts';
import { checkResult, type JourneyInput, type JourneyOutcome, jobArguments } from './outcome.ts';

const FIRST_POLL_SECONDS = 0.05;
const POLL_GROWTH = 1.5;
const MAX_POLL_SECONDS = 1;
/** A poll that fails is tried again; this many in a row and the journey gives up. */
const MAX_FAILED_POLLS = 5;

export function asyncJourney(client: WindmillClient, input: JourneyInput): JourneyOutcome {
  const submittedAt = Date.now();
  const submitted = client.run(input.script, jobArguments(input), { timeoutMs: input.timeoutMs });
  const jobId = submitted.value;
  const none = { durationMs: null, queueWaitMs: null, resultCheck: 'not-checked', jobId } as const;
  if (jobId === null) {
    return { ...none, accepted: false, ended: false, failure: failureOf(submitted.reply) };
  }

  let queueWaitMs: number | null = null;
  let pause = FIRST_POLL_SECONDS;
  let failedPolls = 0;
  while (Date.now() - submittedAt < input.timeoutMs) {
    sleep(pause);
    pause = Math.min(pause * POLL_GROWTH, MAX_POLL_SECONDS);
    const { reply, value } = client.result(jobId, { timeoutMs: input.timeoutMs });
    if (value === null) {
      failedPolls += 1;
      if (failedPolls >= MAX_FAILED_POLLS) {
        return { ...none, accepted: true, ended: false, failure: failureOf(reply) };
      }
      continue;
    }
    failedPolls = 0;
    const elapsedMs = Date.now() - submittedAt;
    if (queueWaitMs === null && (value.started === true || value.completed)) queueWaitMs = elapsedMs;
    if (!value.completed) continue;
    const ended = { accepted: true, ended: true, durationMs: elapsedMs, queueWaitMs, jobId } as const;
    if (value.success === false) return { ...ended, resultCheck: 'not-checked', failure: 'job-failed' };
    const resultCheck = checkResult(input, value.result);
    return { ...ended, resultCheck, failure: resultCheck === 'wrong' ? 'wrong-result' : null };
  }
  client.cancel(jobId, { expect: 'any', timeoutMs: 5000 });
  return { ...none, accepted: true, ended: false, queueWaitMs, failure: 'job-unfinished' };
}
