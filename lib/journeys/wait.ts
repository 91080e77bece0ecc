/** Journey *wait*: one request that submits a job and stays until its result is there. */
import { type Answer, failureOf, fieldOf, isRecord, jsonOf } from '../windmill/http.ts';
import type { JobClient } from '../windmill/job-client.ts';
import { runRoute } from '../windmill/runnable.ts';
import { evidenceOf } from './evidence.ts' with { evaluate: 'first-call' };
import {
  callOptions,
  endedJourney,
  type JourneyInput,
  type JourneyOutcome,
  jobArguments,
} from './outcome.ts';

/** Windmill's own time-out comes as a 500 whose text starts so; the job had been accepted. */
const SERVER_TIMEOUT = 'timeout after';

/** A failed job may also come as a 200, with its `error` as the result. */
function isError(value: unknown): boolean {
  const error = fieldOf(value, 'error');
  return error !== undefined && isRecord(error);
}

function withoutResult(reply: Answer): JourneyOutcome {
  const failure = failureOf(reply);
  const timedOut =
    failure === 'timeout' || (reply.status === 500 && reply.body.toLowerCase().includes(SERVER_TIMEOUT));
  return {
    accepted: timedOut,
    ended: false,
    failure: timedOut ? 'job-unfinished' : failure,
    durationMs: null,
    queueWaitMs: null,
    resultCheck: 'not-checked',
    jobId: null,
  };
}

function outcomeOf(reply: Answer, durationMs: number, input: JourneyInput): JourneyOutcome {
  const { status } = reply;
  if (status !== 422 && status !== 200) return withoutResult(reply);
  const times = { durationMs, queueWaitMs: null, jobId: null };
  const result = jsonOf(reply);
  if (result === undefined) return { ...endedJourney(input, null, times), failure: 'malformed' };
  return endedJourney(input, status === 422 || isError(result) ? null : { result }, times);
}

export function waitJourney(client: JobClient, input: JourneyInput): JourneyOutcome {
  const submittedAt = Date.now();
  const reply = client.runAndWait(input.script, jobArguments(input), callOptions(input));
  const outcome = outcomeOf(reply, Date.now() - submittedAt, input);
  if (outcome.failure === null) return outcome;
  const route = `POST ${runRoute('/jobs/run_wait_result', input.script).route}`;
  return { ...outcome, evidence: evidenceOf(route, reply, input, client.token) };
}
