/** Requests that must fail: with a 4xx, and without telling what is inside. */
import type { Call } from '../../windmill/http.ts';
import { internalsIn } from '../internals.ts';
import type { ProbeRecorder } from '../recorder.ts';
import type { OwnData } from '../routes.ts';

const OVERSIZED_BYTES = 17 * 1024 * 1024;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

interface BadRequest {
  readonly id: string;
  readonly words: string;
  readonly call: Call;
  readonly expected: readonly number[];
}

function badRequests(data: OwnData, token: string): readonly BadRequest[] {
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
      id: 'oversized',
      words: `a body of ${OVERSIZED_BYTES / 1024 / 1024} MB`,
      call: { ...variable, body: `{"path":"${'x'.repeat(OVERSIZED_BYTES)}"}` },
      // A server may also close the connection without reading it all.
      expected: [0, 400, 413, 422],
    },
  ];
}

/** One request that should be refused and then one of its kind that should not: the refusal broke nothing. */
export function probeErrors(recorder: ProbeRecorder, data: OwnData, token: string): void {
  for (const { id, words, call, expected } of badRequests(data, token)) {
    const { reply, sent } = recorder.ask(words, call);
    const telling = internalsIn(reply.body, reply.headers);
    recorder.add('errors', id, expected.includes(reply.status) && telling.length === 0 ? 'pass' : 'fail', {
      sent,
      expected: `${expected.filter((status) => status > 0).join(' or ')}, without internals`,
      observed:
        telling.length === 0 ? recorder.describe(reply) : `${reply.status}, tells ${telling.join(', ')}`,
    });
  }
  const { reply, sent } = recorder.ask('after all of these', {
    method: 'GET',
    path: `/w/${data.workspace}/users/whoami`,
    route: '/w/{workspace}/users/whoami',
    token,
  });
  recorder.add('errors', 'still-answers', reply.status === 200 ? 'pass' : 'fail', {
    sent,
    expected: '200',
    observed: recorder.describe(reply),
  });
}
