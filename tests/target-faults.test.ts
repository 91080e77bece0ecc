import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { eventually, sleep, TargetCaller } from './support/target-caller.ts';

/**
 * The healthy target under faults: nothing accepted is lost, nothing is run twice, answers stay bounded. Windmill's times
 * are shortened, in proportion: a wait of 30 s for the pool, 5 s for the health, zombies after 60 s, looked for every 30 s.
 */
const POOL_WAIT_MS = 600;
const HEALTH_TIMEOUT_MS = 250;
const ZOMBIE_TIMEOUT_MS = 1_000;
const ZOMBIE_CHECK_MS = 500;

let target: RunningTarget;
let caller: TargetCaller;

beforeAll(async () => {
  target = await startTarget({
    workers: 3,
    tenants: 2,
    poolWaitMs: POOL_WAIT_MS,
    healthTimeoutMs: HEALTH_TIMEOUT_MS,
    zombieTimeoutMs: ZOMBIE_TIMEOUT_MS,
    zombieCheckMs: ZOMBIE_CHECK_MS,
  });
  caller = new TargetCaller(target);
});
afterAll(() => target?.stop());

const proxy = (method: string, path: string, body?: object) =>
  fetch(`${target.ready.toxiproxyUrl}/proxies/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

interface Submitted {
  readonly id: string;
  readonly nonce: string;
}

/** Submits jobs of 100 ms, one after another, until told to stop. */
function submitSteadily(label: string) {
  const accepted: Submitted[] = [];
  const refusals: { status: number; text: string; ms: number }[] = [];
  let stopped = false;
  const done = (async () => {
    for (let i = 0; !stopped; i += 1) {
      const nonce = `${label}-${i}`;
      const started = performance.now();
      const answer = await caller.call('POST', '/jobs/run/p/f/perf/sleep', {
        body: { nonce, workspace: caller.workspace, ms: 100 },
      });
      if (answer.status === 201) accepted.push({ id: answer.text, nonce });
      else refusals.push({ status: answer.status, text: answer.text, ms: performance.now() - started });
      await sleep(40);
    }
  })();
  return {
    accepted,
    refusals,
    stop: () => {
      stopped = true;
      return done;
    },
  };
}

async function timed<T extends object>(call: () => Promise<T>): Promise<T & { readonly ms: number }> {
  const started = performance.now();
  const answer = await call();
  return { ...answer, ms: performance.now() - started };
}

/** Not before, and not long after: the machine may be busy. */
function expectAbout(ms: number, expected: number): void {
  expect(ms).toBeGreaterThanOrEqual(expected - 20);
  expect(ms).toBeLessThan(expected + 500);
}

async function expectExactlyOnce(jobs: readonly Submitted[]): Promise<void> {
  for (const { id, nonce } of jobs) {
    const job = await caller.completed(id);
    expect(job).toMatchObject({ success: true, result: { nonce } });
    expect((await caller.logs(id)).split(`perf-execution nonce=${nonce}\n`)).toHaveLength(2);
  }
}

describe('a database outage', () => {
  it('refused connections: 400, 401 and 503 after their waits, everything accepted runs once, back in a moment', async () => {
    const load = submitSteadily('down');
    await eventually(() => load.accepted.length >= 5);
    // Longer than the time after which a silent worker counts as dead: the living must not be taken for it.
    const longRunning = {
      id: await caller.submit('f/perf/sleep', { nonce: 'long', ms: 3_000 }),
      nonce: 'long',
    };
    await sleep(300);
    await proxy('POST', 'database', { enabled: false });
    await sleep(2_000);
    const [unknown, health] = await Promise.all([
      timed(() => caller.call('GET', '/variables/list', { token: 'unknown-token' })),
      timed(() => caller.global('GET', '/health/status', { token: null })),
    ]);
    expect(unknown.status).toBe(401);
    expectAbout(unknown.ms, (POOL_WAIT_MS * 4) / 3);
    expect([health.status, health.text]).toEqual([503, expect.stringContaining('"database_healthy":false')]);
    expectAbout(health.ms, HEALTH_TIMEOUT_MS);
    await proxy('POST', 'database', { enabled: true });
    const back = performance.now();
    await eventually(async () => (await caller.call('GET', '/jobs/queue/count')).status === 200);
    expect(performance.now() - back).toBeLessThan(2_000);
    await load.stop();
    // Two seconds and what the other two took, by waits for the pool; the first may have been cut off at the database.
    expect(load.refusals.length).toBeGreaterThanOrEqual(2);
    for (const refusal of load.refusals.slice(1)) {
      expect(refusal).toMatchObject({ status: 400, text: expect.stringMatching(/^SqlErr: pool timed out/) });
      expectAbout(refusal.ms, POOL_WAIT_MS);
    }
    await expectExactlyOnce([...load.accepted, longRunning]);
  });

  it('a request that waits for its connection gets its answer when the database is back', async () => {
    await proxy('POST', 'database', { enabled: false });
    const waiting = timed(() => caller.call('GET', '/jobs/queue/count'));
    await sleep(POOL_WAIT_MS / 2);
    await proxy('POST', 'database', { enabled: true });
    const { status, ms } = await waiting;
    expect(status).toBe(200);
    expect(ms).toBeGreaterThanOrEqual(POOL_WAIT_MS / 2 - 50);
  });

  it('a black hole: answers after the wait for the pool, and everything accepted runs once', async () => {
    const load = submitSteadily('hole');
    await eventually(() => load.accepted.length >= 5);
    await proxy('POST', 'database/toxics', { name: 'hole', type: 'timeout', attributes: { timeout: 0 } });
    await sleep(3_500);
    await proxy('DELETE', 'database/toxics/hole');
    await eventually(async () => (await caller.call('GET', '/jobs/queue/count')).status === 200);
    await sleep(500);
    await load.stop();
    expect(load.refusals.length).toBeGreaterThan(0);
    expect(Math.max(...load.refusals.map((refusal) => refusal.ms))).toBeLessThan(2 * POOL_WAIT_MS + 500);
    await expectExactlyOnce(load.accepted);
    expect(readFileSync(target.ready.logFile, 'utf8')).not.toContain('job-restarted');
  });
});

describe('a worker that dies', () => {
  it('has its job run again under the same id, and comes back itself', async () => {
    const id = await caller.submit('f/perf/sleep', { nonce: 'killed', ms: 1_000 });
    let worker = '';
    await eventually(async () => {
      const job = await caller.json('GET', `/jobs_u/get/${id}`);
      worker = /worker-\d+/.exec(String(job.worker))?.[0] ?? '';
      return job.running === true && (await caller.logs(id)).includes('killed');
    });
    process.kill(await processOf(worker), 'SIGKILL');
    expect(await caller.completed(id, 20_000)).toMatchObject({ success: true, result: { nonce: 'killed' } });
    expect((await caller.logs(id)).match(/nonce=killed/g)).toHaveLength(2);
    await eventually(async () => Number.isInteger(await processOf(worker)));
  });

  /** Process id of a worker, from its start line in the log: the newest one is running. */
  async function processOf(worker: string): Promise<number> {
    const lines = readFileSync(target.ready.logFile, 'utf8').trim().split('\n');
    const starts = lines
      .map((line) => JSON.parse(line) as { process: string; event: string; pid?: number })
      .filter((line) => line.process === worker && line.event === 'started');
    return starts.at(-1)?.pid ?? Number.NaN;
  }
});

describe('fairness', () => {
  it('lets a quiet tenant past the backlog of a noisy one', async () => {
    const noisy = await Promise.all(
      Array.from({ length: 30 }, (_, i) => caller.submit('f/perf/sleep', { nonce: `noisy-${i}`, ms: 150 })),
    );
    const quiet = new TargetCaller(target, 1);
    const started = performance.now();
    const answer = await quiet.call('POST', '/jobs/run_wait_result/p/f/perf/echo', {
      body: { nonce: 'quiet' },
    });
    expect(answer.status).toBe(200);
    // The backlog alone takes 30 × 150 ms / 3 workers.
    expect(performance.now() - started).toBeLessThan(1_000);
    await caller.completed(noisy.at(-1) ?? '');
  });
});
