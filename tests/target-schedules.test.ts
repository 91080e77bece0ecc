import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { eventually, TargetCaller } from './support/target-caller.ts';

/** Schedules as Windmill has them: the next run is a job that waits for its time. */
let target: RunningTarget;
let a: TargetCaller;

beforeAll(async () => {
  target = await startTarget({ workers: 1, tenants: 1 });
  a = new TargetCaller(target);
});
afterAll(() => target?.stop());

const PATH = 'f/perf/every_second';
const EVERY_SECOND = {
  path: PATH,
  schedule: '* * * * * *',
  timezone: 'UTC',
  script_path: 'f/perf/echo',
  is_flow: false,
  args: { nonce: 'scheduled' },
  enabled: true,
};

async function list(query: string): Promise<Record<string, unknown>[]> {
  return JSON.parse((await a.call('GET', `/jobs/${query}`)).text) as Record<string, unknown>[];
}

it('runs a script at its times, one run after another, until it is switched off', async () => {
  const created = await a.call('POST', '/schedules/create', { body: EVERY_SECOND });
  expect([created.status, created.text]).toEqual([200, PATH]);
  const again = await a.call('POST', '/schedules/create', { body: EVERY_SECOND });
  expect([again.status, again.text]).toEqual([400, `Bad request: Schedule ${PATH} already exists`]);
  const ran = () => list(`completed/list?schedule_path=${PATH}`);
  await eventually(async () => (await ran()).length >= 2);
  expect((await ran())[0]).toMatchObject({
    success: true,
    created_by: 'schedule-f-perf-every_second',
    schedule_path: PATH,
    script_path: 'f/perf/echo',
  });
  expect((await list(`queue/list?schedule_path=${PATH}`)).length).toBeLessThanOrEqual(1);
  const off = await a.call('POST', `/schedules/setenabled/${PATH}`, { body: { enabled: false } });
  expect(off.text).toBe(`succesfully updated schedule at path ${PATH} to status false`);
  await eventually(async () => (await list(`queue/list?schedule_path=${PATH}`)).length === 0);
  const { length } = await ran();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await ran()).length).toBe(length);
  expect(await a.json('GET', `/schedules/get/${PATH}`)).toMatchObject({ enabled: false, timezone: 'UTC' });
  expect((await a.call('DELETE', `/schedules/delete/${PATH}`)).text).toBe(`schedule ${PATH} deleted`);
  expect((await a.call('GET', `/schedules/get/${PATH}`)).status).toBe(404);
});

it('refuses what is no time, and what is not deployed', async () => {
  const nonsense = { ...EVERY_SECOND, path: 'f/perf/never', schedule: 'nonsense' };
  expect((await a.call('POST', '/schedules/create', { body: nonsense })).text).toMatch(
    /^Bad request: cron: nonsense\n/,
  );
  const nothing = { ...EVERY_SECOND, path: 'f/perf/never', script_path: 'f/perf/none' };
  const answer = await a.call('POST', '/schedules/create', { body: nothing });
  expect([answer.status, answer.text]).toEqual([404, 'Not found: script not found at name f/perf/none']);
});

it('runs a flow at its times', async () => {
  const path = 'f/perf/flow_every_second';
  const body = { ...EVERY_SECOND, path, script_path: 'f/perf/inbound_flow', is_flow: true };
  expect((await a.call('POST', '/schedules/create', { body })).status).toBe(200);
  await eventually(async () => (await list(`completed/list?schedule_path=${path}&success=true`)).length >= 2);
  await a.call('DELETE', `/schedules/delete/${path}`);
});
