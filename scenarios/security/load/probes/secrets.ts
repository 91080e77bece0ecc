/** Where a secret that a job used must not show: the job's log, its result, lists, error texts, any other answer. */
import { sleep } from 'k6';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import type { Call } from '../../../../lib/windmill/http.ts';
import type { OwnData } from '../../../shared/canaries/routes.ts';
import type { ProbeRecorder } from '../recorder.ts';

const JOB_SECONDS = 20;
/** Often while a job is likely to end, and then seldom: every poll is a request of the few that are promised. */
const QUICK_POLLS = 10;
const QUICK_SECONDS = 0.2;
const SLOW_SECONDS = 1;

/** Waits for a job's end; whether it was seen. */
export function awaitJob(client: WindmillClient, jobId: string): boolean {
  const deadline = Date.now() + JOB_SECONDS * 1000;
  for (let polls = 1; Date.now() < deadline; polls += 1) {
    if (
      client.result(jobId, { expect: 'any', timeoutMs: 10_000, tags: { role: 'setup' } }).value?.completed ===
      true
    ) {
      return true;
    }
    sleep(polls < QUICK_POLLS ? QUICK_SECONDS : SLOW_SECONDS);
  }
  return false;
}

interface Place {
  readonly id: string;
  readonly path: string;
  readonly route: string;
  /** What the answer must hold to prove that it is the one meant. */
  readonly proof: string;
}

/** Searches every place where the secret of a finished job could have come to light. */
export function probeSecrets(
  recorder: ProbeRecorder,
  data: OwnData,
  token: string,
  jobId: string | null,
): void {
  const places: readonly Place[] = [
    {
      id: 'job-log',
      path: `/jobs_u/get_logs/${jobId}`,
      route: '/jobs_u/get_logs/{id}',
      proof: 'connecting with',
    },
    {
      id: 'job-update',
      path: `/jobs_u/getupdate/${jobId}?running=false&log_offset=0`,
      route: '/jobs_u/getupdate/{id}',
      proof: '"',
    },
    {
      id: 'completed-job',
      path: `/jobs_u/completed/get/${jobId}`,
      route: '/jobs_u/completed/get/{id}',
      proof: 'fingerprint',
    },
    {
      id: 'job-result',
      path: `/jobs_u/completed/get_result_maybe/${jobId}`,
      route: '/jobs_u/completed/get_result_maybe/{id}',
      proof: 'fingerprint',
    },
    { id: 'variable-list', path: '/variables/list', route: '/variables/list', proof: data.variable },
    { id: 'job-list', path: '/jobs/list?per_page=20', route: '/jobs/list', proof: '"id"' },
  ];
  for (const { id, path, route, proof } of places) {
    const call: Call = {
      method: 'GET',
      path: `/w/${data.workspace}${path}`,
      route: `/w/{workspace}${route}`,
      token,
    };
    const aboutJob = path.startsWith('/jobs_u');
    if (jobId === null && aboutJob) {
      recorder.notChecked('secrets', id, `GET ${call.route}`, 'the job that uses the secret did not end');
      continue;
    }
    const asked = recorder.ask('after a job used the secret', call, { judges: 'secrets' });
    const { reply, sent, leak } = asked;
    if (leak === null && (reply.status !== 200 || !reply.body.includes(proof))) {
      recorder.notChecked('secrets', id, sent, `not the answer that was meant: ${recorder.describe(asked)}`);
      continue;
    }
    recorder.add('secrets', id, leak === null ? 'pass' : 'fail', {
      sent,
      expected: 'the secret nowhere in it',
      observed: leak === null ? `${reply.status}, searched` : recorder.describe(asked),
    });
  }
}

/** Sums up what all other answers were searched for: what a probe has judged itself is that probe's, and not counted twice. */
export function sumUpSearches(recorder: ProbeRecorder): void {
  recorder.add('secrets', 'all-answers', recorder.leaks.length === 0 ? 'pass' : 'fail', {
    sent: `${recorder.answersSearched} answers`,
    expected: 'no secret and no token in any but its owner’s own read of it',
    observed: recorder.leaks.length === 0 ? 'in none' : recorder.leaks.slice(0, 5).join('; '),
  });
  recorder.add('errors', 'all-errors', recorder.internals.length === 0 ? 'pass' : 'fail', {
    sent: `${recorder.errorsInspected} error answers`,
    expected: 'no stack trace, source line, SQL, path or version',
    observed: recorder.internals.length === 0 ? 'in none' : recorder.internals.slice(0, 5).join('; '),
  });
}
