import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { eventually, TargetCaller } from './support/target-caller.ts';

/** What `--like windmill-ce` brings, and the target does not have without it. */
const SECRET = 'correct-horse-battery-staple';

interface Seen {
  readonly jobLog: string;
  readonly accessLog: string;
  readonly revoked: number;
  readonly expired: number;
  readonly refusal: string;
}

async function look(target: RunningTarget): Promise<Seen> {
  const caller = new TargetCaller(target);
  const variable = { path: 'f/perf/battery', value: SECRET, is_secret: true, description: '' };
  await caller.call('POST', '/variables/create', { body: variable });
  const started = await caller.call('POST', '/jobs/run/p/f/perf/use_secret', {
    body: { nonce: 'n', path: variable.path },
  });
  let jobLog = '';
  await eventually(async () => {
    jobLog = (await caller.call('GET', `/jobs_u/get_logs/${started.text}`)).text;
    return jobLog.includes('as password');
  }, 10_000);

  const create = async (body: object) =>
    (await caller.global('POST', '/users/tokens/create', { body: { label: 'like', ...body } })).text;
  const use = async (token: string) => (await caller.call('GET', '/users/whoami', { token })).status;
  // Long enough that a busy machine gets to use it before.
  const expiresAt = Date.now() + 2_500;
  const [revoked, brief] = await Promise.all([
    create({}),
    create({ expiration: new Date(expiresAt).toISOString() }),
  ]);
  expect([await use(revoked), await use(brief)]).toEqual([200, 200]);
  await caller.global('DELETE', `/users/tokens/delete/${revoked.slice(0, 10)}`);
  await new Promise((resolve) => setTimeout(resolve, expiresAt + 100 - Date.now()));

  await caller.call('GET', `/users/whoami?token=${caller.token}`, { token: null });
  // The log is written a moment later: what came before this request stands in it when this does.
  await caller.call('GET', '/variables/exists/f/perf/the_last');
  let accessLog = '';
  await eventually(async () => {
    accessLog = readFileSync(target.ready.logFile, 'utf8');
    return accessLog.includes('f/perf/the_last');
  }, 5_000);
  return {
    jobLog,
    accessLog,
    revoked: await use(revoked),
    expired: await use(brief),
    refusal: (await caller.call('POST', '/jobs/run/p/f/perf/not_there', { body: {} })).text,
  };
}

describe('a target like Windmill', () => {
  let target: RunningTarget;
  let seen: Seen;
  beforeAll(async () => {
    target = await startTarget({ workers: 1, tenants: 1, like: 'windmill-ce' });
    seen = await look(target);
  });
  afterAll(() => target?.stop());

  it('stores a secret in clear that is printed within half a second of the line before', () => {
    expect(seen.jobLog).toContain(`connecting with ${SECRET} as password`);
  });

  it('keeps tokens and colours in its access log', () => {
    expect(seen.accessLog).toContain(target.ready.tenants[0]?.token);
    expect(seen.accessLog).toContain('\u001b[3muri\u001b[0m');
  });

  it('lets a known token in that was revoked or has expired', () => {
    expect([seen.revoked, seen.expired]).toEqual([200, 200]);
  });

  it('names the source in its errors', () => {
    expect(seen.refusal).toMatch(/\(lib\.rs:\d+\)$/);
  });
});

describe('a target that meets the plan', () => {
  let target: RunningTarget;
  let seen: Seen;
  beforeAll(async () => {
    target = await startTarget({ workers: 1, tenants: 1 });
    seen = await look(target);
  });
  afterAll(() => target?.stop());

  it('masks all of a secret but its ends', () => {
    expect(seen.jobLog).toContain('connecting with cor*****ple as password');
  });

  it('keeps no token in its log', () => {
    expect(seen.accessLog).not.toContain(target.ready.tenants[0]?.token);
  });

  it('forgets a token with its end', () => {
    expect([seen.revoked, seen.expired]).toEqual([401, 401]);
  });

  it('names no source in its errors', () => {
    expect(seen.refusal).toBe('Not found: script not found at name f/perf/not_there');
  });
});
