/** Journey *async*: submit, then poll for the result as AutWinmill's own front end does. */
import { sleep } from 'k6';
import type { WindmillClient } from '../windmill/client.ts';
import { failureOf, type Reply } from '../windmill/http.ts';
import { evidenceOf } from './evidence.ts';
import { callOptions, checkResult, type JourneyInput, type JourneyOutcome, jobArguments } from './outcome.ts';

const SUBMIT = 'POST /jobs/run/p/{path}';
const POLL = 'GET /jobs_u/completed/get_result_maybe/{id}';
const FIRST_POLL_SECONDS = 0.05;
const POLL_GROWTH = 1.5;
const MAX_POLL_SECONDS = 1;
/** A poll that fails is tried again; this many in a row and the journey gives up. */
const MAX_FAILED_POLLS = 5;

/** Created → started, ms: both times are the target's, so that neither polls nor the generator's clock blur it. */
function queueWait(client: WindmillClient, jobId: string, input: JourneyInput): number | null {
  const job = client.completedJob(jobId, { ...callOptions(input), expect: 'any' }).value;
  if (job === null) return null;
  const wait = Date.parse(job.started_at) - Date.parse(job.created_at);
  return Number.isFinite(wait) && wait >= 0 ? wait : null;
}

export function asyncJourney(client: WindmillClient, input: JourneyInput): JourneyOutcome {
  const submittedAt = Date.now();
  const submitted = client.run(input.script, jobArguments(input), {
    ...callOptions(input),
    ...(input.jobId === undefined ? {} : { jobId: input.jobId }),
  });
  const jobId = submitted.value;
  const none = { durationMs: null, queueWaitMs: null, resultCheck: 'not-checked', jobId } as const;
  const evidence = (route: string, reply: Reply) => evidenceOf(route, reply, input, client.token);
  if (jobId === null) {
    const failure = failureOf(submitted.reply);
    return { ...none, accepted: false, ended: false, failure, evidence: evidence(SUBMIT, submitted.reply) };
  }
  input.onAccepted?.(jobId);

  let pause = FIRST_POLL_SECONDS;
  let failedPolls = 0;
  let last = submitted.reply;
  while (Date.now() - submittedAt < input.timeoutMs) {
    sleep(pause);
    pause = Math.min(pause * POLL_GROWTH, MAX_POLL_SECONDS);
    const { reply, value } = client.result(jobId, callOptions(input));
    last = reply;
    if (value === null) {
      failedPolls += 1;
      if (failedPolls >= MAX_FAILED_POLLS) {
        const failure = failureOf(reply);
        return { ...none, accepted: true, ended: false, failure, evidence: evidence(POLL, reply) };
      }
      continue;
    }
    failedPolls = 0;
    if (!value.completed) continue;
    const durationMs = Date.now() - submittedAt;
    const queueWaitMs = input.askTimes === true ? queueWait(client, jobId, input) : null;
    const ended = { accepted: true, ended: true, durationMs, queueWaitMs, jobId } as const;
    if (value.success === false) {
      return { ...ended, resultCheck: 'not-checked', failure: 'job-failed', evidence: evidence(POLL, reply) };
    }
    const resultCheck = checkResult(input, value.result);
    if (resultCheck !== 'wrong') return { ...ended, resultCheck, failure: null };
    return { ...ended, resultCheck, failure: 'wrong-result', evidence: evidence(POLL, reply) };
  }
  client.cancel(jobId, { ...callOptions(input), expect: 'any', timeoutMs: 5000 });
  const failure = 'job-unfinished';
  return { ...none, accepted: true, ended: false, failure, evidence: evidence(POLL, last) };
}
