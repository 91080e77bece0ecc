/** Journey *wait*: one request that submits a job and stays until its result is there. */
import type { WindmillClient } from '../windmill/client.ts';
import { failureOf, isRecord, parseJson, type Reply } from '../windmill/http.ts';
import { evidenceOf } from './evidence.ts';
import { callOptions, checkResult, type JourneyInput, type JourneyOutcome, jobArguments } from './outcome.ts';

/** Windmill's own time-out comes as a 500 whose text starts so; the job had been accepted. */
const SERVER_TIMEOUT = 'timeout after';

const ROUTE = 'POST /jobs/run_wait_result/p/{path}';

export function waitJourney(client: WindmillClient, input: JourneyInput): JourneyOutcome {
  const submittedAt = Date.now();
  const reply = client.runAndWait(input.script, jobArguments(input), callOptions(input));
  const outcome = outcomeOf(reply, Date.now() - submittedAt, input);
  if (outcome.failure === null) return outcome;
  return { ...outcome, evidence: evidenceOf(ROUTE, reply, input, client.token) };
}

function outcomeOf(reply: Reply, durationMs: number, input: JourneyInput): JourneyOutcome {
  const none = { queueWaitMs: null, jobId: null, resultCheck: 'not-checked' } as const;

  if (reply.status === 422 || reply.status === 200) {
    const parsed = parseJson(reply);
    const ended = { accepted: true, ended: true, durationMs, ...none } as const;
    if (!parsed.ok) return { ...ended, failure: 'malformed' };
    const failed = reply.status === 422 || (isRecord(parsed.value) && isRecord(parsed.value.error));
    if (failed) return { ...ended, failure: 'job-failed' };
    const resultCheck = checkResult(input, parsed.value);
    return { ...ended, resultCheck, failure: resultCheck === 'wrong' ? 'wrong-result' : null };
  }
  const failure = failureOf(reply);
  const timedOut =
    failure === 'timeout' || (reply.status === 500 && reply.body.toLowerCase().includes(SERVER_TIMEOUT));
  return {
    accepted: timedOut,
    ended: false,
    durationMs: null,
    failure: timedOut ? 'job-unfinished' : failure,
    ...none,
  };
}
