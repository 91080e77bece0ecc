import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { answerKind, Canaries } from './canary.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const WORKSPACES = ['client-a', 'client-b', ...Array.from({ length: 12 }, (_, i) => `client-${i}`)];
const canaries = new Canaries('run-1', WORKSPACES, sha256);

const foreignIn = (body: string, asker: number) =>
  canaries.foreignIn({ statusText: '200 OK', headers: {}, body }, asker);

describe('foreignIn', () => {
  test("one's own canary is none", () => {
    expect(foreignIn(`{"nonce":"${canaries.canary(1, 'job')}/3"}`, 1)).toBeNull();
  });

  test.each([
    ['a result', `{"result":{"nonce":"${canaries.canary(0, 'job')}/3"}}`],
    ['an error', `Not found: x (while at {"nonce":"${canaries.canary(0, 'job')}"})`],
    ['JSON inside of JSON', JSON.stringify({ log: JSON.stringify({ v: canaries.canary(0, 'secret') }) })],
    ['a log', `line 1\nnonce=${canaries.canary(0, 'job')}\n`],
    ['a value that was cut off', canaries.canary(0, 'variable').slice(0, -10)],
    ['a row of the workspace', '[{"workspace_id": "client-a", "value": null}]'],
  ])("another tenant's is found in %s", (_, body) => {
    expect(foreignIn(body, 1)).toMatchObject({ owner: 0 });
    expect(foreignIn(body, 0)).toBeNull();
  });

  test('behind many of its own', () => {
    const own = `${canaries.canary(1, 'job')} `.repeat(50);
    expect(foreignIn(own + canaries.canary(11, 'job'), 1)).toMatchObject({ owner: 11 });
  });

  test('tenant 1 is not taken for tenant 11', () => {
    expect(foreignIn(canaries.canary(11, 'job'), 11)).toBeNull();
    expect(foreignIn(canaries.canary(11, 'job'), 1)).toMatchObject({ owner: 11 });
  });

  test('canaries of another run, and workspaces of nobody, are none', () => {
    const other = new Canaries('run-2', WORKSPACES, sha256);
    expect(foreignIn(other.canary(0, 'job'), 1)).toBeNull();
    expect(foreignIn('{"workspace_id":"somebody-else"}', 1)).toBeNull();
    expect(foreignIn('', 1)).toBeNull();
  });

  test('it is found in every part of the answer and in every spelling, with its owner', () => {
    const canary = canaries.canary(11, 'secret');
    const own = canaries.canary(1, 'secret');
    const spelled = {
      plain: canary,
      url: [...canary].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
      json: [...canary].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join(''),
      base64: Buffer.from(`{"v":"${canary}"}`).toString('base64'),
      hex: Buffer.from(`v=${canary}`).toString('hex'),
    };
    for (const [form, written] of Object.entries(spelled)) {
      const clean = { statusText: '200 OK', headers: { 'X-Trace': btoa(own) }, body: `{"v":"${own}"}` };
      const answers = {
        body: { ...clean, body: `{"v":"${own}","w":"${written}"}` },
        headers: { ...clean, headers: { 'X-Trace': written } },
        status: { ...clean, statusText: `404 ${written}` },
      };
      expect(canaries.foreignIn(clean, 1)).toBeNull();
      for (const [part, answer] of Object.entries(answers)) {
        expect(canaries.foreignIn(answer, 1), `${form} in ${part}`).toMatchObject({ owner: 11, part, form });
        expect(canaries.foreignIn(answer, 11)).toMatchObject({ owner: 1 });
      }
    }
  });
});

test('an excerpt is one line, and shows no canary', () => {
  const canary = canaries.canary(0, 'secret');
  const body = `before\n${'x'.repeat(200)}\n"${canary}"\nafter`;
  const excerpt = canaries.excerpt(body, body.indexOf(canary));
  expect(excerpt).toContain(`${canaries.marker(0)}secret-*****`);
  expect(excerpt).toContain('after');
  expect(excerpt).not.toContain(canary.slice(-16));
  expect(excerpt).not.toContain('before');
  expect(excerpt).not.toContain('\n');
});

test.each([
  ['/w/{workspace}/jobs_u/completed/get_result_maybe/{id}', 200, 'result'],
  ['/w/{workspace}/jobs/run_wait_result/p/{path}', 200, 'result'],
  ['/w/{workspace}/jobs_u/get/{id}', 200, 'job'],
  ['/w/{workspace}/jobs_u/get_logs/{id}', 200, 'log'],
  ['/w/{workspace}/jobs/list', 200, 'list'],
  ['/w/{workspace}/variables/list', 200, 'list'],
  ['/w/{workspace}/variables/get/{path}', 200, 'variable'],
  ['/w/{workspace}/resources/get_value/{path}', 200, 'resource'],
  ['/w/{workspace}/variables/get/{path}', 404, 'error'],
  ['/version', 200, 'other'],
])('%s answered %i is a %s', (route, status, kind) => {
  expect(answerKind(route, status)).toBe(kind);
});
