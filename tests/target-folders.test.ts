import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { TargetCaller } from './support/target-caller.ts';

/** Rights to a folder decide who may read and write in it. */
const ADMIN_TOKEN = 'admin-token-of-the-test';
let target: RunningTarget;
let a: TargetCaller;
let b: TargetCaller;

beforeAll(async () => {
  target = await startTarget({ workers: 1, tenants: 2, adminToken: ADMIN_TOKEN });
  a = new TargetCaller(target);
  b = new TargetCaller(target, 1);
});
afterAll(() => target?.stop());

describe('folders', () => {
  const variable = (path: string) => ({
    body: { path, value: 'x', is_secret: false, description: '' },
  });

  it('are written to by those who have a right to, and seen by those who may read', async () => {
    const denied = await a.call('POST', '/variables/create', variable('f/closed/x'));
    expect([denied.status, denied.text]).toEqual([400, 'Bad request: no right to write to f/closed/x']);
    // An administrator's folder; then it may be read, then written.
    const admin = { token: ADMIN_TOKEN };
    await a.call('POST', '/folders/create', { ...admin, body: { name: 'closed' } });
    await a.call('POST', '/variables/create', { ...admin, ...variable('f/closed/theirs') });
    expect((await a.call('GET', '/variables/get/f/closed/theirs')).status).toBe(404);
    const share = (extra_perms: object) =>
      a.call('POST', '/folders/update/closed', { ...admin, body: { extra_perms } });
    await share({ 'u/perf': false });
    expect((await a.call('GET', '/variables/get/f/closed/theirs')).status).toBe(200);
    expect((await a.call('POST', '/variables/create', variable('f/closed/mine'))).status).toBe(400);
    await a.call('DELETE', '/variables/delete/f/closed/theirs');
    expect((await a.call('GET', '/variables/get/f/closed/theirs')).status).toBe(200);
    await share({ 'u/perf': true });
    expect((await a.call('POST', '/variables/create', variable('f/closed/mine'))).status).toBe(201);
  });

  it("hide their scripts' jobs from who may not read them", async () => {
    const admin = { token: ADMIN_TOKEN };
    await a.call('POST', '/folders/create', { ...admin, body: { name: 'secluded' } });
    const script = {
      path: 'f/secluded/s',
      summary: '',
      content: 'export function main(){ return 1 }',
      language: 'bun',
    };
    const deployed = await a.call('POST', '/scripts/create', { ...admin, body: script });
    const job = await a.call('POST', '/jobs/run/p/f/secluded/s', { ...admin, body: {} });
    expect(job.status).toBe(201);
    expect((await a.call('POST', `/jobs/run/h/${deployed.text}`, { body: {} })).status).toBe(400);
    expect((await a.call('POST', '/jobs/run/p/f/secluded/s', { body: {} })).status).toBe(404);
    expect((await a.call('GET', `/jobs_u/get/${job.text}`)).status).toBe(403);
    expect((await a.call('GET', '/jobs/list')).text).not.toContain(job.text);
  });

  it("let an administrator's jobs read what the administrator may", async () => {
    const admin = { token: ADMIN_TOKEN };
    const started = await a.call('POST', '/jobs/run_wait_result/p/f/perf/use_secret', {
      ...admin,
      body: { nonce: 'n' },
    });
    expect([started.status, started.text]).toEqual([200, expect.stringContaining('fingerprint')]);
  });

  it('takes nothing but a token for a token', async () => {
    await a.call('POST', '/jobs/run_wait_result/p/f/perf/use_secret', { body: { nonce: 'n' } });
    const forged = `perf@${a.workspace}.example`;
    for (const token of [forged, 'job of perf']) {
      const path = `/users/whoami?token=${encodeURIComponent(token)}`;
      expect((await a.call('GET', path, { token: null })).status).toBe(401);
    }
  });

  it('belong to who creates them', async () => {
    expect((await b.call('POST', '/folders/create', { body: { name: 'own' } })).status).toBe(200);
    expect((await b.call('POST', '/variables/create', variable('f/own/x'))).status).toBe(201);
  });
});
