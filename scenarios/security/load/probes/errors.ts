/** Requests that must fail: with a 4xx, and without telling what is inside. */
import type { Call } from '../../../../lib/windmill/http.ts';
import type { OwnData } from '../../../shared/canaries/routes.ts';
import type { ProbeRecorder } from '../recorder.ts';

const OVERSIZED_BYTES = 17 * 1024 * 1024;
/** One more than a Windmill stores in a variable. */
const LONG_VALUE_CHARACTERS = 15_001;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

interface BadRequest {
  readonly id: string;
  readonly words: string;
  readonly call: Call;
  readonly expected: readonly number[];
  /** Said where the system takes it on: then there was nothing to refuse. */
  readonly mayBeTaken?: string;
}

function badRequests(data: OwnData, token: string, longPath: string): readonly BadRequest[] {
  const workspace = `/w/${data.workspace}`;
  const variable = {
    method: 'POST',
    path: `${workspace}/variables/create`,
    route: '/w/{workspace}/variables/create',
    token,
  } as const;
  const run = {
    method: 'POST',
    path: `${workspace}/jobs/run/p/${data.script}`,
    route: '/w/{workspace}/jobs/run/p/{path}',
    token,
  } as const;
  const read = (path: string, route: string) =>
    ({ method: 'GET', path: `${workspace}${path}`, route: `/w/{workspace}${route}`, token }) as const;
  return [
    {
      id: 'malformed-json',
      words: 'a body that is no JSON',
      call: { ...run, body: '{"nonce": ' },
      expected: [400],
    },
    {
      id: 'malformed-variable',
      words: 'a body that is no JSON',
      call: { ...variable, body: '{"path"' },
      expected: [400, 422],
    },
    {
      id: 'wrong-content-type',
      words: 'a body of the type text/plain',
      call: { ...variable, body: 'path=x', headers: { 'Content-Type': 'text/plain' } },
      expected: [400, 415, 422],
    },
    {
      id: 'missing-field',
      words: 'a body without its fields',
      call: { ...variable, body: {} },
      expected: [400, 422],
    },
    {
      id: 'wrong-type',
      words: 'a number for a path',
      call: { ...variable, body: { path: 1, value: {}, is_secret: 'x' } },
      expected: [400, 422],
    },
    {
      id: 'quotes-in-path',
      words: 'a path with quotes and a semicolon',
      call: read("/variables/get/f/perf/x'%22%3B--", '/variables/get/{path}'),
      expected: [400, 404],
    },
    {
      id: 'unknown-script',
      words: 'a script that is not there',
      call: { ...run, path: `${workspace}/jobs/run/p/f/perf/not_there`, body: {} },
      expected: [404],
    },
    {
      id: 'unknown-job',
      words: 'a job that is not there',
      call: read(`/jobs_u/get/${UNKNOWN_ID}`, '/jobs_u/get/{id}'),
      expected: [400, 404],
    },
    {
      id: 'no-uuid',
      words: 'a job id that is none',
      call: read('/jobs_u/get/not-a-uuid', '/jobs_u/get/{id}'),
      expected: [400, 404, 422],
    },
    {
      id: 'long-value',
      words: `a value of ${LONG_VALUE_CHARACTERS} characters`,
      call: {
        ...variable,
        body: {
          path: longPath,
          value: 'x'.repeat(LONG_VALUE_CHARACTERS),
          is_secret: false,
          description: 'an over-long value of a security run',
        },
      },
      expected: [400, 413, 422],
      mayBeTaken: `it stores ${LONG_VALUE_CHARACTERS} characters: its limit, if any, lies elsewhere`,
    },
    {
      id: 'oversized',
      words: `a body of ${OVERSIZED_BYTES / 1024 / 1024} MB`,
      call: { ...variable, body: `{"path":"${'x'.repeat(OVERSIZED_BYTES)}"}` },
      // A server may also close the connection without reading it all.
      expected: [0, 400, 413, 422],
    },
  ];
}

/**
 * Requests that should be refused and then one that should not: the refusals broke nothing. `longPath`: where the
 * over-long value would lie.
 */
export function probeErrors(recorder: ProbeRecorder, data: OwnData, token: string, longPath: string): void {
  for (const { id, words, call, expected, mayBeTaken } of badRequests(data, token, longPath)) {
    const asked = recorder.ask(words, call, { judges: 'errors' });
    const { reply, sent, internals } = asked;
    if (mayBeTaken !== undefined && reply.status >= 200 && reply.status < 300) {
      recorder.notChecked('errors', id, sent, mayBeTaken);
      continue;
    }
    recorder.add('errors', id, expected.includes(reply.status) && internals.length === 0 ? 'pass' : 'fail', {
      sent,
      expected: `${expected.filter((status) => status > 0).join(' or ')}, without internals`,
      observed:
        internals.length === 0
          ? recorder.describe(asked)
          : `${recorder.describe(asked)} (${internals.join(', ')})`,
    });
  }
  const asked = recorder.ask('after all of these', {
    method: 'GET',
    path: `/w/${data.workspace}/users/whoami`,
    route: '/w/{workspace}/users/whoami',
    token,
  });
  recorder.add('errors', 'still-answers', asked.reply.status === 200 ? 'pass' : 'fail', {
    sent: asked.sent,
    expected: '200',
    observed: recorder.describe(asked),
  });
}
