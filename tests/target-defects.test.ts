import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { eventually, TargetCaller } from './support/target-caller.ts';

/** The planted defects of the load family do what their one line says, and only as often as it says. */
let target: RunningTarget;
let caller: TargetCaller;

const WORKERS = 2;
const REQUESTS = 100;

interface Outcome {
  readonly nonce: string;
  readonly status: number;
  readonly text: string;
}

const outcomes: Outcome[] = [];

beforeAll(async () => {
  target = await startTarget({
    workers: WORKERS,
    tenants: 1,
    defects: ['slow-p95', 'error-2pct', 'exception', 'wrong-result', 'target-restart'],
    defectParams: { 'slow-ms': 300, 'exception-every': 10, 'wrong-every': 7, 'restart-after-s': 6 },
  });
  caller = new TargetCaller(target);
  const one = async (i: number): Promise<Outcome> => {
    const nonce = `defect-${i}-nonce`;
    const path = '/jobs/run_wait_result/p/f/perf/echo';
    const answer = await caller.call('POST', path, { body: { nonce } });
    return { nonce, status: answer.status, text: answer.text };
  };
  for (let i = 0; i < REQUESTS; i += 10) {
    outcomes.push(...(await Promise.all(Array.from({ length: 10 }, (_, j) => one(i + j)))));
  }
});
afterAll(() => target?.stop());

function isJsonObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object' && JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

describe('planted defects', () => {
  it('fail two requests in a hundred with a 500', () => {
    expect(outcomes.filter((outcome) => outcome.status === 500)).toHaveLength(2);
  });

  it('answer some requests with a 200 that is no object', () => {
    const broken = outcomes.filter(({ status, text }) => status === 200 && !isJsonObject(text));
    expect(broken.length).toBeGreaterThanOrEqual(5);
    expect(broken.length).toBeLessThanOrEqual(10);
    expect(broken.map(({ text }) => text)).toContain('null');
  });

  it("answer some requests with another job's result", () => {
    const wrong = outcomes.filter(
      ({ status, text, nonce }) => status === 200 && isJsonObject(text) && !text.includes(`"${nonce}"`),
    );
    expect(wrong.length).toBeGreaterThanOrEqual(4);
    expect(wrong.length).toBeLessThanOrEqual(15);
  });

  it('make one job in ten slow', async () => {
    const jobs = JSON.parse((await caller.call('GET', '/jobs/completed/list')).text) as {
      duration_ms: number;
    }[];
    const slow = jobs.filter((job) => job.duration_ms >= 300).length;
    expect(slow).toBeGreaterThanOrEqual(Math.floor(jobs.length / 10) - WORKERS);
    expect(slow).toBeLessThanOrEqual(Math.ceil(jobs.length / 10) + WORKERS);
  });

  it('restart the API and the workers some seconds after the first job', async () => {
    const starts = async () => {
      const metrics = await (await fetch(target.ready.metricsUrl)).text();
      return metrics.split('\n').filter((line) => line.startsWith('process_start_time_seconds{'));
    };
    const before = await starts();
    expect(before).toHaveLength(1 + WORKERS);
    await eventually(async () => (await starts()).every((line) => !before.includes(line)), 15_000);
    const echo = () =>
      caller.call('POST', '/jobs/run_wait_result/p/f/perf/echo', { body: { nonce: 'again' } }).then(
        (answer) => answer.text.includes('again'),
        // Not listening yet.
        () => false,
      );
    await eventually(echo, 15_000);
  });
});
