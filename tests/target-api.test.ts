import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { eventually, TargetCaller } from './support/target-caller.ts';

/** Windmill's statuses, error prefixes and quirks, as a client meets them. */
const ADMIN_TOKEN = 'admin-token-of-the-test';
const ANONYMOUS = 'As a non logged in user, you can only see jobs ran by anonymous users';

let target: RunningTarget;
let a: TargetCaller;
let b: TargetCaller;

beforeAll(async () => {
  target = await startTarget({
    workers: 2,
    tenants: 2,
    apiProcesses: 2,
    adminToken: ADMIN_TOKEN,
    waitTimeoutMs: 1_500,
  });
  a = new TargetCaller(target, 0);
  b = new TargetCaller(target, 1);
});
afterAll(() => target?.stop());

const newToken = async (body: Record<string, unknown>) =>
  (await a.global('POST', '/users/tokens/create', { body })).text;

describe('authentication', () => {
  it('answers 401 to no token, a bad one, a foreign workspace and an unknown one', async () => {
    const path = '/variables/list';
    const answers = [
      await a.call('GET', path, { token: null }),
      await a.call('GET', path, { token: 'nonsense' }),
      await a.call('GET', path, { token: b.token }),
      await a.global('GET', '/w/no-such-workspace/variables/list'),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
    for (const answer of answers) {
      expect(answer.text).toMatch(/^(Not authorized: )?Unauthorized$/);
      expect(answer.type).toContain('text/plain');
    }
  });

  it('takes the token from the header, the cookie or the query', async () => {
    const path = '/users/whoami';
    expect((await a.call('GET', path)).status).toBe(200);
    expect(
      (await a.call('GET', path, { token: null, headers: { cookie: `x=1; token=${a.token}` } })).status,
    ).toBe(200);
    expect((await a.call('GET', `${path}?token=${a.token}`, { token: null })).status).toBe(200);
  });

  it('answers 401 to an expired token and 403 to one used beyond its scopes', async () => {
    const expired = await newToken({ expiration: new Date(Date.now() - 1_000).toISOString() });
    const scoped = await newToken({ scopes: ['variables:read'] });
    const confined = await newToken({ scopes: ['jobs:run:scripts:f/perf/echo'] });
    const readOnly = await newToken({ read_only: true });
    expect((await a.call('GET', '/variables/list', { token: expired })).status).toBe(401);
    expect((await a.call('GET', '/variables/list', { token: scoped })).status).toBe(200);
    const denied = await a.call('GET', '/jobs/list', { token: scoped });
    expect(denied.status).toBe(403);
    expect(denied.text).toMatch(/^Permission denied:/);
    expect((await a.call('POST', '/jobs/run/p/f/perf/echo', { body: {}, token: confined })).status).toBe(201);
    expect((await a.call('POST', '/jobs/run/p/f/perf/sleep', { body: {}, token: confined })).status).toBe(
      403,
    );
    expect((await a.call('GET', '/jobs/list', { token: readOnly })).status).toBe(200);
    expect((await a.call('POST', '/jobs/run/p/f/perf/echo', { body: {}, token: readOnly })).status).toBe(403);
  });

  it('lets a superadmin into any workspace, and nobody else create one', async () => {
    expect((await b.call('GET', '/variables/list', { token: ADMIN_TOKEN })).status).toBe(200);
    const body = { id: 'made-by-test', name: 'made' };
    const refused = await a.global('POST', '/workspaces/create', { body });
    expect([refused.status, refused.text]).toEqual([
      401,
      'Not authorized: This endpoint requires the caller to be a super admin',
    ]);
    expect((await a.global('POST', '/workspaces/create', { body, token: ADMIN_TOKEN })).status).toBe(200);
    const exists = await a.global('POST', '/workspaces/exists', { body: { id: 'made-by-test' } });
    expect([exists.text, exists.type]).toEqual(['true', 'application/json']);
  });

  it('refuses a wrong password with a 400', async () => {
    const answer = await a.global('POST', '/auth/login', { body: { email: 'x@y.z', password: 'no' } });
    expect([answer.status, answer.text]).toEqual([400, 'Bad request: Invalid login']);
  });
});

describe('running jobs', () => {
  it('waits for a result, and answers 422 with the error of a job that failed', async () => {
    const args = { nonce: 'n1', workspace: a.workspace, payload: { deep: [1, null, 'ü'] } };
    const answer = await a.call('POST', '/jobs/run_wait_result/p/f/perf/echo', { body: args });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual(args);
    const failed = await a.call('POST', '/jobs/run_wait_result/p/f/perf/use_secret', {
      body: { nonce: 'n2', path: 'f/perf/absent' },
    });
    expect(failed.status).toBe(422);
    expect(JSON.parse(failed.text)).toHaveProperty('error.message');
  });

  it('accepts a job id once', async () => {
    const id = randomUUID();
    const first = await a.call('POST', `/jobs/run/p/f/perf/echo?job_id=${id}`, { body: { nonce: 'once' } });
    expect([first.status, first.text]).toEqual([201, id]);
    const again = await a.call('POST', `/jobs/run/p/f/perf/echo?job_id=${id}`, { body: { nonce: 'once' } });
    expect([again.status, again.text]).toEqual([400, `Bad request: Job with id ${id} already exists`]);
    expect((await a.call('POST', '/jobs/run/p/f/perf/echo?job_id=x', { body: {} })).status).toBe(400);
  });

  it('accepts one of many concurrent submissions of an id, also across API processes', async () => {
    const id = randomUUID();
    const submissions = Array.from({ length: 12 }, (_, i) =>
      a.call('POST', `/jobs/run/p/f/perf/echo?job_id=${id}`, {
        body: { nonce: 'many' },
        baseUrl: target.ready.apiUrls[i % 2] ?? a.baseUrl,
      }),
    );
    const statuses = (await Promise.all(submissions)).map((answer) => answer.status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 11 }, () => 400)]);
  });

  it('answers 404 to what does not exist and 400 to malformed JSON', async () => {
    const unknown = await a.call('POST', '/jobs/run/p/f/perf/absent', { body: {} });
    expect([unknown.status, unknown.text]).toEqual([
      404,
      'Not found: script not found at name f/perf/absent',
    ]);
    expect((await a.call('POST', '/jobs/run/f/f/perf/echo', { body: {} })).status).toBe(404);
    const malformed = await a.call('POST', '/jobs/run/p/f/perf/echo', { rawBody: '{"nonce":' });
    expect(malformed.status).toBe(400);
    expect(malformed.text).toMatch(/^Bad request: invalid json: /);
    const list = await a.call('POST', '/jobs/run/p/f/perf/echo', { rawBody: '[1,2]' });
    expect((await a.completed(list.text)).args).toEqual({ body: [1, 2] });
  });

  it('gives up and cancels the job at the time-out', async () => {
    const answer = await a.call('POST', '/jobs/run_wait_result/p/f/perf/sleep', {
      body: { nonce: 'too-long', ms: 20_000 },
    });
    expect(answer.status).toBe(500);
    expect(answer.text).toBe('timeout after 2s');
    await expectCanceled('too-long');
  });

  it('cancels the job when the client hangs up', async () => {
    const controller = new AbortController();
    const request = a.call('POST', '/jobs/run_wait_result/p/f/perf/cpu', {
      body: { nonce: 'hung-up', ms: 20_000 },
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 400);
    await expect(request).rejects.toThrow();
    await expectCanceled('hung-up');
  });

  async function expectCanceled(nonce: string): Promise<void> {
    const filter = encodeURIComponent(JSON.stringify({ nonce }));
    await eventually(async () => {
      const jobs = JSON.parse((await a.call('GET', `/jobs/list?args=${filter}`)).text) as Record<
        string,
        unknown
      >[];
      return jobs[0]?.type === 'CompletedJob' && jobs[0].canceled === true && jobs[0].success === false;
    });
  }

  it('runs a flow of scripts, inline code and expressions', async () => {
    const modules = [
      {
        id: 'a',
        value: {
          type: 'script',
          path: 'f/perf/echo',
          input_transforms: {
            nonce: { type: 'javascript', expr: 'flow_input.nonce' },
            workspace: { type: 'static', value: 'w' },
          },
        },
      },
      {
        id: 'b',
        value: {
          type: 'rawscript',
          language: 'bun',
          content: 'export function main(x: string) { return x + "!" }',
          input_transforms: { x: { type: 'javascript', expr: 'results.a.nonce' } },
        },
      },
    ];
    const flow = { path: 'f/perf/flow', summary: '', value: { modules } };
    expect((await a.call('POST', '/flows/create', { body: flow })).status).toBe(201);
    const answer = await a.call('POST', '/jobs/run_wait_result/f/f/perf/flow', { body: { nonce: 'flows' } });
    expect([answer.status, answer.text]).toEqual([200, '"flows!"']);
  });
});

describe('reading jobs', () => {
  it('shows an unknown id as not completed, never as a 404', async () => {
    const answer = await a.json('GET', `/jobs_u/completed/get_result_maybe/${randomUUID()}?get_started=true`);
    expect(answer).toEqual({ started: false, success: null, completed: false, result: null });
  });

  it("keeps one tenant's jobs from another", async () => {
    const id = await a.submit('f/perf/echo', { nonce: 'private-nonce', workspace: a.workspace });
    await a.completed(id);
    for (const read of ['get', 'completed/get', 'completed/get_result', 'getupdate', 'get_logs']) {
      const path = `/jobs_u/${read}/${id}`;
      for (const token of [null, b.token]) {
        const denied = await a.call('GET', path, { token });
        expect(denied.status, path).toBe(400);
        expect(denied.text).toContain(ANONYMOUS);
      }
      const elsewhere = await b.call('GET', path);
      expect(elsewhere.status, path).toBe(404);
      expect(elsewhere.text).not.toContain('private-nonce');
    }
    const cancel = await b.call('POST', `/jobs_u/queue/cancel/${id}`, { body: {} });
    expect(cancel.status).toBe(400);
  });

  it('filters lists by path, arguments, outcome and time', async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const id = await a.submit('f/perf/echo', { nonce: 'listed', payload: { k: 1 } });
    await a.completed(id);
    const find = async (query: string) =>
      (JSON.parse((await a.call('GET', `/jobs/list?${query}`)).text) as { id: string }[]).map(
        (job) => job.id,
      );
    const args = `args=${encodeURIComponent('{"payload":{"k":1}}')}`;
    expect(await find(args)).toEqual([id]);
    expect(await find(`${args}&success=true&script_path_exact=f/perf/echo&created_after=${before}`)).toEqual([
      id,
    ]);
    expect(await find(`${args}&success=false`)).toEqual([]);
    expect(await find(`${args}&created_before=${before}`)).toEqual([]);
    expect(await find('per_page=1')).toHaveLength(1);
  });
});

describe('variables and resources', () => {
  it('keeps secrets out of lists and masks them in logs, not in results', async () => {
    const secret = 'correct-horse-battery';
    const body = { path: 'f/perf/mine', value: secret, is_secret: true, description: '' };
    expect((await a.call('POST', '/variables/create', { body })).status).toBe(201);
    const again = await a.call('POST', '/variables/create', { body });
    expect([again.status, again.text]).toEqual([400, 'Bad request: Variable f/perf/mine already exists']);
    const list = await a.call('GET', '/variables/list');
    expect(list.text).not.toContain(secret);
    expect((await a.call('GET', '/variables/get_value/f/perf/mine')).text).toBe(JSON.stringify(secret));
    const id = await a.submit('f/perf/use_secret', { nonce: 's', path: 'f/perf/mine' });
    expect((await a.completed(id)).result).toEqual({
      nonce: 's',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const logs = await a.logs(id);
    expect(logs).toContain('connecting with cor*****ery as password');
    expect(logs).not.toContain(secret);
    const missing = await b.call('GET', '/variables/get/f/perf/mine');
    expect([missing.status, missing.text]).toEqual([404, 'Not found: Variable f/perf/mine not found']);
  });

  it('reports the mistakes of a body as 400, 415 and 422', async () => {
    const create = (options: object) => a.call('POST', '/variables/create', options);
    expect((await create({ rawBody: '{' })).status).toBe(400);
    expect((await create({ rawBody: 'a=1', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await create({ body: { name: 'f/perf/x', value: '1', is_secret: false } })).status).toBe(422);
  });
});

describe('the instance', () => {
  it('shows its version, health and workers', async () => {
    expect((await a.global('GET', '/version', { token: null })).text).toMatch(/^CE v1\./);
    const health = JSON.parse((await a.global('GET', '/health/status', { token: null })).text) as object;
    expect(health).toMatchObject({ status: 'healthy', database_healthy: true, workers_alive: 2 });
    const workers = JSON.parse((await a.global('GET', '/workers/list?ping_since=60')).text) as object[];
    expect(workers).toHaveLength(2);
    expect(workers[0]).toMatchObject({
      memory_usage: expect.any(Number),
      occupancy_rate_15s: expect.any(Number),
    });
  });

  it('answers unknown API paths with an empty 404 and any other with the web app', async () => {
    const unknown = await a.global('GET', '/health', { token: null });
    expect([unknown.status, unknown.text]).toEqual([404, '']);
    const app = await fetch(`${a.baseUrl}/anything`);
    expect(app.headers.get('content-type')).toContain('text/html');
  });

  it('logs every request without its token', async () => {
    await a.call('GET', `/variables/list?token=${a.token}`);
    await eventually(() => readFileSync(target.ready.logFile, 'utf8').includes('/variables/list'));
    expect(readFileSync(target.ready.logFile, 'utf8')).not.toContain(a.token);
  });

  it('serves metrics of every process', async () => {
    const metrics = await (await fetch(target.ready.metricsUrl)).text();
    for (const name of ['api-1', 'api-2', 'worker-1', 'worker-2']) {
      expect(metrics).toContain(`process_start_time_seconds{process="${name}"}`);
    }
    expect(metrics).toMatch(/worker_execution_count\{worker="worker-1"\} \d+/);
    expect(metrics).toMatch(/^db_connections [1-9]/m);
  });
});
