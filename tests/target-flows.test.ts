import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import type { FlowValue } from '../target/worker/flow/value.ts';
import { TargetCaller } from './support/target-caller.ts';

/** Flows as the API shows them: the flow a job, each of its steps a job of its own. */
let target: RunningTarget;
let a: TargetCaller;

beforeAll(async () => {
  target = await startTarget({ workers: 2, tenants: 2 });
  a = new TargetCaller(target);
});
afterAll(() => target?.stop());

const inline = (content: string) => ({ type: 'rawscript' as const, language: 'bun', content });
const given = (expr: string) => ({ type: 'javascript' as const, expr });
const constant = (value: unknown) => ({ type: 'static' as const, value });

async function deploy(name: string, value: FlowValue): Promise<string> {
  const path = `f/perf/${name}`;
  const answer = await a.call('POST', '/flows/create', { body: { path, summary: '', value } });
  expect([answer.status, answer.text]).toEqual([201, path]);
  return path;
}

async function start(path: string, body: unknown = {}): Promise<string> {
  const answer = await a.call('POST', `/jobs/run/f/${path}`, { body });
  expect(answer.status).toBe(201);
  return answer.text;
}

async function list(query: string): Promise<Record<string, unknown>[]> {
  return JSON.parse((await a.call('GET', `/jobs/${query}`)).text) as Record<string, unknown>[];
}

const job = (id: string) => a.json('GET', `/jobs_u/get/${id}`);

async function ended(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const found = await job(id);
    if (found.type === 'CompletedJob') return found;
    await pause(30);
  }
}

const sleep = (ms: number) => ({
  type: 'script' as const,
  path: 'f/perf/sleep',
  input_transforms: { ms: constant(ms), nonce: constant('n'), workspace: given('flow_input.workspace') },
});

describe('a flow', () => {
  it('is a job, and each of its steps one of its own', async () => {
    const path = await deploy('steps', {
      modules: [
        {
          id: 'a',
          value: {
            ...inline('export async function main(n: number) { return { n } }'),
            input_transforms: { n: given('flow_input.n') },
          },
        },
        {
          id: 'b',
          value: {
            type: 'forloopflow',
            iterator: given('[1, 2]'),
            modules: [
              {
                id: 'c',
                value: {
                  ...inline('export async function main(v: number) { return v }'),
                  input_transforms: { v: given('flow_input.iter.value + results.a.n') },
                },
              },
            ],
          },
        },
      ],
    });
    const id = await start(path, { n: 10 });
    const flow = await ended(id);
    expect(flow).toMatchObject({
      job_kind: 'flow',
      is_flow_step: false,
      success: true,
      result: [11, 12],
      flow_status: {
        step: 2,
        modules: [
          { type: 'Success', id: 'a' },
          {
            type: 'Success',
            id: 'b',
            flow_jobs_success: [true, true],
          },
        ],
        failure_module: { type: 'WaitingForPriorSteps', id: 'failure' },
      },
    });
    const steps = await list(`list?parent_job=${id}`);
    expect(steps.map(({ is_flow_step, success, parent_job }) => [is_flow_step, success, parent_job])).toEqual(
      Array.from({ length: 3 }, () => [true, true, id]),
    );
    const [step] = steps;
    expect((await a.call('GET', `/jobs_u/get_root_job_id/${step?.id}`)).text).toBe(JSON.stringify(id));
    const outermost = await list('completed/list?has_null_parent=true');
    expect(outermost.map((row) => row.id)).toContain(id);
    expect(outermost.map((row) => row.id)).not.toContain(step?.id);
  });

  it('of an inbound event stores it once, and tells the third party of what it is', async () => {
    const run = async (payload: unknown) => {
      const body = { nonce: 'inbound', workspace: a.workspace, payload };
      const answer = await a.call('POST', '/jobs/run_wait_result/f/f/perf/inbound_flow', { body });
      return [answer.status, JSON.parse(answer.text)] as const;
    };
    const sale = { id: 'evt-1', contact: 'ana', amount: 10 };
    const answered = { nonce: 'inbound', workspace: a.workspace, eventId: 'evt-1' };
    expect(await run(sale)).toEqual([200, { ...answered, outcome: 'processed', notified: true }]);
    expect(await run(sale)).toEqual([200, { ...answered, outcome: 'duplicate', notified: false }]);
    expect(await run({ id: 'evt-2' })).toMatchObject([200, { outcome: 'processed', notified: true }]);
    const [status, { error }] = await run({ id: 7 });
    expect([status, error.message, error.step_id]).toEqual([422, 'payload.id: not a text', 'validate']);
    const stats = await (await fetch(`${target.ready.thirdPartyUrl}/_stats`)).text();
    expect(stats).toContain('/sales');
  });

  it('keeps no worker while its steps wait, and shows which one runs', async () => {
    const path = await deploy('sleeps', { modules: [{ id: 'a', value: sleep(700) }] });
    // As many as there are workers: if each kept one, no step would ever run.
    const ids = await Promise.all([1, 2].map(() => start(path, { workspace: a.workspace })));
    await pause(400);
    const [one = ''] = ids;
    expect(await job(one)).toMatchObject({
      type: 'QueuedJob',
      running: true,
      flow_status: { step: 0, modules: [{ type: 'InProgress', id: 'a' }] },
    });
    expect((await Promise.all(ids.map(ended))).map(({ success }) => success)).toEqual([true, true]);
  });

  it('that is cancelled ends with the step that runs, and begins no other', async () => {
    const path = await deploy('cancelled', {
      modules: [
        { id: 'a', value: sleep(20_000) },
        { id: 'b', value: sleep(1) },
      ],
    });
    const id = await start(path, { workspace: a.workspace });
    await pause(300);
    expect((await a.call('POST', `/jobs_u/queue/cancel/${id}`, { body: { reason: 'enough' } })).status).toBe(
      200,
    );
    expect(await ended(id)).toMatchObject({ success: false, canceled: true, canceled_by: 'perf' });
    for (let left = 40; left > 0 && (await list(`queue/list?parent_job=${id}`)).length > 0; left -= 1)
      await pause(50);
    const steps = await list(`list?parent_job=${id}`);
    expect(steps.map(({ success, canceled }) => [success, canceled])).toEqual([[false, true]]);
  });

  it('goes on after the death of a worker that ran one of its steps', async () => {
    const fragile = await startTarget({ workers: 2, tenants: 1, zombieTimeoutMs: 1000, zombieCheckMs: 200 });
    try {
      a = new TargetCaller(fragile);
      const path = await deploy('survives', {
        modules: [
          { id: 'a', value: sleep(600) },
          { id: 'b', value: sleep(600) },
        ],
      });
      const id = await start(path, { workspace: a.workspace });
      await pause(300);
      const [running] = await list(`queue/list?parent_job=${id}`);
      expect(running).toMatchObject({ running: true });
      for (const pid of startedWorkers(fragile.ready.logFile)) process.kill(pid, 'SIGKILL');
      expect(await ended(id)).toMatchObject({ success: true, result: { ms: 600 } });
    } finally {
      await fragile.stop();
      a = new TargetCaller(target);
    }
  });
});

function startedWorkers(logFile: string): readonly number[] {
  return readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { process: string; event: string; pid?: number })
    .flatMap(({ process: name, event, pid }) =>
      event === 'started' && /worker/.test(name) && pid ? [pid] : [],
    );
}
