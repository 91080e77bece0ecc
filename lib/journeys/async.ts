/** Journey *async*: submit, then poll for the result as AutWinmill's own front end does. */
import { sleep } from 'k6';
import type { FailureKind } from '../metric-names.ts';
import { type Answer, failureOf } from '../windmill/http.ts';
import type { CallOptions, JobClient } from '../windmill/job-client.ts';
import { runRoute } from '../windmill/runnable.ts';
import { evidenceOf } from './evidence.ts' with { evaluate: 'first-call' };
import {
  callOptions,
  endedJourney,
  type JourneyInput,
  type JourneyOutcome,
  jobArguments,
} from './outcome.ts';

const POLL = 'GET /jobs_u/completed/get_result_maybe/{id}';
const FIRST_POLL_SECONDS = 0.05;
const POLL_GROWTH = 1.5;
const MAX_POLL_SECONDS = 1;
/** A poll that fails is tried again; this many in a row and the journey gives up. */
const MAX_FAILED_POLLS = 5;

/** Created → started, ms: both times are the target's, so that neither polls nor the generator's clock blur it. */
function queueWait(client: JobClient, jobId: string, options: CallOptions): number | null {
  const job = client.completedJob(jobId, { ...options, expect: 'any' }).value;
  if (job === null) return null;
  const wait = Date.parse(job.started_at) - Date.parse(job.created_at);
  // A time that is none is not above 0 either.
  return wait >= 0 ? wait : null;
}

/** Of a journey that saw no end of its job. */
function unseen(
  failure: FailureKind,
  { accepted, jobId }: Pick<JourneyOutcome, 'accepted' | 'jobId'>,
): JourneyOutcome {
  const none = { durationMs: null, queueWaitMs: null, resultCheck: 'not-checked' } as const;
  return { ...none, accepted, ended: false, failure, jobId };
}

interface Seen {
  readonly route: string;
  readonly reply: Answer;
  readonly input: JourneyInput;
  readonly client: JobClient;
}

/** A failed journey with the request that it failed in. */
function failed(outcome: JourneyOutcome, from: Seen): JourneyOutcome {
  return { ...outcome, evidence: evidenceOf(from.route, from.reply, from.input, from.client.token) };
}

export function asyncJourney(client: JobClient, input: JourneyInput): JourneyOutcome {
  const options = callOptions(input);
  const submittedAt = Date.now();
  const submitted = client.run(input.script, jobArguments(input), options);
  const jobId = submitted.value;
  if (jobId === null) {
    const { reply } = submitted;
    return failed(unseen(failureOf(reply), { accepted: false, jobId }), {
      route: `POST ${runRoute('/jobs/run', input.script).route}`,
      reply,
      input,
      client,
    });
  }
  input.onAccepted?.(jobId);

  let pause = FIRST_POLL_SECONDS;
  let failedPolls = 0;
  let last = submitted.reply;
  while (Date.now() - submittedAt < input.timeoutMs) {
    sleep(pause);
    pause = Math.min(pause * POLL_GROWTH, MAX_POLL_SECONDS);
    const { reply, value } = client.result(jobId, options);
    last = reply;
    if (value === null) {
      failedPolls += 1;
      if (failedPolls >= MAX_FAILED_POLLS) {
        return failed(unseen(failureOf(reply), { accepted: true, jobId }), {
          route: POLL,
          reply,
          input,
          client,
        });
      }
      continue;
    }
    failedPolls = 0;
    if (!value.completed) continue;
    const durationMs = Date.now() - submittedAt;
    const queueWaitMs = input.askTimes === true ? queueWait(client, jobId, options) : null;
    const times = { durationMs, queueWaitMs, jobId };
    const outcome = endedJourney(input, value.success === false ? null : value, times);
    return outcome.failure === null ? outcome : failed(outcome, { route: POLL, reply, input, client });
  }
  client.cancel(jobId, { ...options, expect: 'any', timeoutMs: 5000 });
  return failed(unseen('job-unfinished', { accepted: true, jobId }), {
    route: POLL,
    reply: last,
    input,
    client,
  });
}
