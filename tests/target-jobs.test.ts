import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { eventually, sleep, TargetCaller } from './support/target-caller.ts';

/** The life of a job as on Windmill: cancelled while it waits, killed, left by its worker; in a thread and in a process. */
const PING_MS = 300;
const TIMES = { zombieTimeoutMs: 1_000, zombieCheckMs: 300, pingMs: PING_MS } as const;

const KILLED_BY_ITSELF = `export async function main() {
  console.log('about to die');
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.kill(process.pid, 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 5000));
}`;

const targets: RunningTarget[] = [];
afterAll(() => Promise.all(targets.map((target) => target.stop())));

async function start(jobProcess: boolean): Promise<TargetCaller> {
  const target = await startTarget({ workers: 1, tenants: 1, jobProcess, ...TIMES });
  targets.push(target);
  return new TargetCaller(target);
}

/** Deploys a script and runs it. */
async function run(caller: TargetCaller, path: string, content: string): Promise<string> {
  const body = { path, summary: '', description: '', content, language: 'bun' };
  const answer = await caller.call('POST', '/scripts/create', { body });
  expect(answer.status).toBe(201);
  return caller.submit(path, {});
}

describe.each([
  ['a thread', false],
  ['a process of its own', true],
] as const)('a job in %s', (_name, jobProcess) => {
  let caller: TargetCaller;
  const logLines = () =>
    readFileSync(targets.at(-1)?.ready.logFile ?? '', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { process: string; event: string; pid?: number; job?: string });

  beforeAll(async () => {
    caller = await start(jobProcess);
  });

  it('returns its result and keeps what it printed', async () => {
    const id = await caller.submit('f/perf/echo', { nonce: 'first' });
    expect(await caller.completed(id)).toMatchObject({ success: true, result: { nonce: 'first' } });
    expect(await caller.logs(id)).toContain('perf-execution nonce=first');
  });

  it('that kills its own process fails, is not run again, and costs the worker nothing', async () => {
    const starts = () =>
      logLines().filter(({ event, process }) => event === 'started' && process === 'worker-1');
    const id = await run(caller, 'f/perf/killed_by_itself', KILLED_BY_ITSELF);
    const job = await caller.completed(id, 5_000);
    expect(job).toMatchObject({
      success: false,
      result: { error: { name: 'ExecutionErr', message: 'process terminated by signal: 9' } },
    });
    expect((await caller.logs(id)).match(/about to die/g)).toHaveLength(1);
    expect(starts()).toHaveLength(1);
    const next = await caller.submit('f/perf/echo', { nonce: 'next' });
    expect(await caller.completed(next)).toMatchObject({ success: true });
  });

  it('that is cancelled while it waits is marked, and ended by the next worker that pulls it', async () => {
    const busy = await caller.submit('f/perf/sleep', { nonce: 'busy', ms: 1_000 });
    const waiting = await caller.submit('f/perf/echo', { nonce: 'waiting' });
    const cancelled = await caller.call('POST', `/jobs_u/queue/cancel/${waiting}`, {
      body: { reason: 'no need' },
    });
    expect(cancelled.status).toBe(200);
    expect(await caller.json('GET', `/jobs_u/get/${waiting}`)).toMatchObject({
      type: 'QueuedJob',
      running: false,
      canceled: true,
      canceled_reason: 'no need',
    });
    await caller.completed(busy);
    expect(await caller.completed(waiting)).toMatchObject({ success: false, canceled: true });
    expect(await caller.logs(waiting)).not.toContain('nonce=waiting');
  });

  it('whose worker dies again and again is run again three times, and then has failed', async () => {
    const id = await caller.submit('f/perf/sleep', { nonce: 'doomed', ms: 20_000 });
    for (let life = 1; life <= 4; life += 1) {
      await eventually(async () => (await caller.logs(id)).split('nonce=doomed').length > life, 15_000);
      process.kill(
        logLines().findLast(({ event, process }) => event === 'started' && process === 'worker-1')?.pid ?? 0,
        'SIGKILL',
      );
    }
    const job = await caller.completed(id, 15_000);
    expect(job).toMatchObject({ success: false, id });
    expect(JSON.stringify(job.result)).toContain('RestartLimit (3)');
    expect(logLines().filter(({ event, job }) => event === 'job-restarted' && job === id)).toHaveLength(3);
  }, 60_000);
});

describe('workers/list', () => {
  it("shows the memory of the host beside the worker's own, both as old as the ping", async () => {
    const caller = new TargetCaller(targets[0] as RunningTarget);
    const look = async () => {
      const workers = JSON.parse((await caller.global('GET', '/workers/list')).text) as Record<
        string,
        number
      >[];
      // Those that were killed are listed for some minutes more.
      return workers.sort((a, b) => String(a.started_at).localeCompare(String(b.started_at))).at(-1) ?? {};
    };
    const seen: Record<string, number>[] = [];
    for (let i = 0; i < 20; i += 1) {
      seen.push(await look());
      await sleep(50);
    }
    const MB = 2 ** 20;
    for (const { wm_memory_usage: own = 0, memory_usage: host = 0 } of seen) {
      expect(own).toBeGreaterThan(20 * MB);
      expect(own).toBeLessThan(400 * MB);
      expect(host).toBeGreaterThan(own);
    }
    // A second of looks meets three or four pings.
    const changes = seen.filter(
      ({ memory_usage: now }, i) => i > 0 && now !== seen[i - 1]?.memory_usage,
    ).length;
    expect(changes).toBeGreaterThanOrEqual(1);
    expect(changes).toBeLessThanOrEqual(1_000 / PING_MS + 3);
  });
});

describe('a pool that is too small', () => {
  it('shows all of its connections in use while requests wait for one', async () => {
    const target = await startTarget({ workers: 1, tenants: 1, defects: ['small-pool'] });
    targets.push(target);
    const caller = new TargetCaller(target);
    let over = false;
    const load = Array.from({ length: 12 }, async () => {
      while (!over) await caller.call('GET', '/jobs/queue/count');
    });
    await sleep(500);
    const health = JSON.parse((await caller.global('GET', '/health/detailed')).text) as {
      checks: { database: { pool: object } };
    };
    over = true;
    await Promise.all(load);
    expect(health.checks.database.pool).toEqual({ size: 2, idle: 0, max_connections: 2 });
  });
});
