import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as wmill from 'windmill-client';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { TargetCaller } from './support/target-caller.ts';

/** The real `windmill-client`, as a script on Windmill or a service beside it uses it. */
let target: RunningTarget;
let caller: TargetCaller;
let workspace: string;

beforeAll(async () => {
  target = await startTarget({ workers: 2, tenants: 1 });
  caller = new TargetCaller(target);
  workspace = caller.workspace;
  process.env.WM_WORKSPACE = workspace;
  wmill.setClient(caller.token, target.ready.baseUrl);
});
afterAll(async () => {
  delete process.env.WM_WORKSPACE;
  await target?.stop();
});

describe('the real windmill-client', () => {
  it('runs a script and waits for its result', async () => {
    const args = { nonce: 'c1', workspace, payload: [1, 2] };
    expect(await wmill.runScriptByPath('f/perf/echo', args)).toEqual(args);
    const scripts = await wmill.ScriptService.listScripts({ workspace });
    const hash = scripts.find((script) => script.path === 'f/perf/echo')?.hash;
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(await wmill.runScriptByHash(hash ?? '', args)).toEqual(args);
  });

  it('runs asynchronously, waits, and reads the result, the state and the logs', async () => {
    const id = await wmill.runScriptByPathAsync('f/perf/sleep', { nonce: 'c2', workspace, ms: 50 });
    expect(await wmill.waitJob(id)).toEqual({ nonce: 'c2', workspace, ms: 50 });
    expect(await wmill.JobService.getCompletedJobResult({ workspace, id })).toEqual({
      nonce: 'c2',
      workspace,
      ms: 50,
    });
    expect(await wmill.JobService.getCompletedJobResultMaybe({ workspace, id })).toMatchObject({
      completed: true,
      success: true,
    });
    expect(await wmill.JobService.getJobLogs({ workspace, id })).toMatch(
      /job=.+ tag=bun[\s\S]+\nperf-execution nonce=c2\n$/,
    );
    const update = await wmill.JobService.getJobUpdates({ workspace, id, running: false, logOffset: 5 });
    expect(update).toMatchObject({
      completed: true,
      new_logs: expect.stringMatching(/^[^j][\s\S]+execution nonce=c2\n$/),
    });
    expect(await wmill.JobService.getJob({ workspace, id })).toMatchObject({
      type: 'CompletedJob',
      id,
      success: true,
    });
  });

  it('reports a duplicate job id as an ApiError with the body', async () => {
    const jobId = randomUUID();
    const run = () =>
      wmill.JobService.runScriptByPath({
        workspace,
        path: 'f/perf/echo',
        jobId,
        requestBody: { nonce: 'c3' },
      });
    expect(await run()).toBe(jobId);
    await expect(run()).rejects.toMatchObject({
      status: 400,
      body: `Bad request: Job with id ${jobId} already exists`,
    });
  });

  it('waits synchronously for a result', async () => {
    const answer = await wmill.JobService.runWaitResultScriptByPath({
      workspace,
      path: 'f/perf/echo',
      requestBody: { nonce: 'c4', workspace },
    });
    expect(answer).toEqual({ nonce: 'c4', workspace, payload: null });
  });

  it('cancels a running job', async () => {
    const id = await wmill.runScriptByPathAsync('f/perf/cpu', { nonce: 'c5', workspace, ms: 20_000 });
    while (
      (await wmill.JobService.getCompletedJobResultMaybe({ workspace, id, getStarted: true })).started !==
      true
    );
    await wmill.cancelJob(id, 'no longer needed');
    const job = await caller.completed(id);
    expect(job).toMatchObject({ success: false, canceled: true, canceled_reason: 'no longer needed' });
  });

  it('creates and reads variables and resources', async () => {
    await wmill.setVariable('f/perf/from_client', 'first');
    await wmill.setVariable('f/perf/from_client', 'second');
    expect(await wmill.getVariable('f/perf/from_client')).toBe('second');
    await wmill.setResource({ host: 'h', password: '$var:f/perf/from_client' }, 'f/perf/res', 'postgresql');
    expect(await wmill.getResource('f/perf/res')).toEqual({ host: 'h', password: 'second' });
    await expect(wmill.getVariable('f/perf/never')).rejects.toThrow(/not found/i);
    const listed = await wmill.VariableService.listVariable({ workspace });
    expect(listed.find((variable) => variable.path === 'f/perf/secret')?.value).toBeNull();
  });

  it('reads the queue, the workers, the version and who it is', async () => {
    expect(await wmill.JobService.getQueueCount({ workspace })).toEqual({ database_length: 0, suspended: 0 });
    expect(await wmill.WorkerService.listWorkers({})).toHaveLength(2);
    expect(await wmill.SettingsService.backendVersion()).toMatch(/^CE v1\./);
    expect(await wmill.UserService.whoami({ workspace })).toMatchObject({
      username: 'perf',
      is_admin: false,
    });
    expect(await wmill.HealthService.getHealthStatus()).toMatchObject({ status: 'healthy' });
  });
});

describe('windmill-client inside a job', () => {
  it('acts in its own workspace: variables, resources, other scripts', async () => {
    const content = `
      import * as wmill from 'windmill-client';
      export async function main(x: string) {
        const inner = await wmill.runScript('f/perf/echo', null, { nonce: x, workspace: process.env.WM_WORKSPACE });
        const url = await wmill.getVariable('f/perf/third_party_url');
        const db = await wmill.getResource('f/perf/db');
        return { inner, url, database: db.dbname, passwordIsResolved: !db.password.startsWith('$var:'), job: process.env.WM_JOB_ID };
      }`;
    await wmill.ScriptService.createScript({
      workspace,
      requestBody: { path: 'f/perf/nested', summary: '', description: '', content, language: 'bun' },
    });
    const id = await caller.submit('f/perf/nested', { x: 'inner' });
    const { result } = await caller.completed(id);
    expect(result).toMatchObject({
      inner: { nonce: 'inner', workspace },
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      passwordIsResolved: true,
      job: id,
    });
  });

  it('calls the third party, and degrades instead of failing when it is cut off', async () => {
    const call = () => wmill.runScriptByPath('f/perf/call_api', { nonce: 'c6', timeoutMs: 1_000 });
    expect(await call()).toEqual({ nonce: 'c6', status: 200, degraded: false });
    const proxy = `${target.ready.toxiproxyUrl}/proxies/third_party`;
    await fetch(proxy, { method: 'POST', body: JSON.stringify({ enabled: false }) });
    expect(await call()).toEqual({ nonce: 'c6', status: null, degraded: true });
    await fetch(proxy, { method: 'POST', body: JSON.stringify({ enabled: true }) });
    expect(await call()).toMatchObject({ degraded: false });
  });
});
