import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Stage } from './stage.ts';
import { createStage } from './stages.ts';
import { parseToxic } from './toxic.ts';

/** What came out of a stage, as [ms since the start, bytes or event]. */
type Trace = [number, number | string][];

let start: number;
let trace: Trace;
const now = () => Math.round(performance.now() - start);
const note = (what: number | string) => trace.push([now(), what]);

function stageOf(type: string, attributes: object): Stage {
  const next = {
    push: (chunk: Buffer) => void note(chunk.length),
    end: (whole: boolean) => void note(whole ? 'closed' : 'end'),
  };
  const control = { close: () => void note('closed'), reset: () => void note('reset') };
  return createStage(parseToxic({ type, attributes }), next, { control, released: () => {} });
}
const push = (stage: Stage, bytes: number) => stage.push(Buffer.alloc(bytes), performance.now());

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  start = performance.now();
  trace = [];
});
afterEach(() => vi.useRealTimers());

describe('latency', () => {
  it('delays chunks from their arrival, so that those in flight overlap', () => {
    const stage = stageOf('latency', { latency: 100 });
    push(stage, 1);
    vi.advanceTimersByTime(30);
    push(stage, 2);
    stage.end(false);
    vi.advanceTimersByTime(200);
    expect(trace).toEqual([
      [100, 1],
      [130, 2],
      [130, 'end'],
    ]);
  });

  it('jitters within its range and keeps the order', () => {
    const stage = stageOf('latency', { latency: 100, jitter: 50 });
    for (let bytes = 1; bytes <= 50; bytes += 1) push(stage, bytes);
    vi.advanceTimersByTime(200);
    expect(trace.map(([, bytes]) => bytes)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    for (const [at] of trace) {
      expect(at).toBeGreaterThanOrEqual(49);
      expect(at).toBeLessThanOrEqual(151);
    }
  });

  it('hands on everything at once when it is removed', () => {
    const stage = stageOf('latency', { latency: 5000 });
    push(stage, 1);
    push(stage, 2);
    stage.end(false);
    vi.advanceTimersByTime(10);
    stage.removed();
    stage.dispose();
    expect(trace).toEqual([
      [10, 1],
      [10, 2],
      [10, 'end'],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts what it holds back', () => {
    const stage = stageOf('latency', { latency: 100 });
    push(stage, 1000);
    push(stage, 500);
    expect(stage.heldBytes).toBe(1500);
    vi.advanceTimersByTime(100);
    expect(stage.heldBytes).toBe(0);
  });
});

describe('bandwidth', () => {
  it('sends slices of 100 ms at its rate', () => {
    const stage = stageOf('bandwidth', { rate: 10 });
    push(stage, 2500);
    vi.advanceTimersByTime(400);
    expect(trace).toEqual([
      [100, 1000],
      [200, 1000],
      [250, 500],
    ]);
  });

  it('does not save up what an idle line could have carried', () => {
    const stage = stageOf('bandwidth', { rate: 10 });
    vi.advanceTimersByTime(5000);
    push(stage, 1000);
    push(stage, 1000);
    vi.advanceTimersByTime(300);
    expect(trace).toEqual([
      [5100, 1000],
      [5200, 1000],
    ]);
  });

  it('of 0 lets nothing through', () => {
    const stage = stageOf('bandwidth', { rate: 0 });
    push(stage, 1);
    vi.advanceTimersByTime(60_000);
    expect(trace).toEqual([]);
  });
});

describe('the other toxics', () => {
  it('timeout waits for silence, and drops all data', () => {
    const stage = stageOf('timeout', { timeout: 100 });
    vi.advanceTimersByTime(60);
    push(stage, 1);
    vi.advanceTimersByTime(150);
    expect(trace).toEqual([[160, 'closed']]);
  });

  it('timeout lets a caller that gives up close', () => {
    const stage = stageOf('timeout', { timeout: 0 });
    stage.end(false);
    expect(trace).toEqual([[0, 'end']]);
  });

  it('reset_peer resets its time after the first data', () => {
    const stage = stageOf('reset_peer', { timeout: 50 });
    vi.advanceTimersByTime(500);
    push(stage, 1);
    push(stage, 1);
    vi.advanceTimersByTime(500);
    expect(trace).toEqual([[550, 'reset']]);
  });

  it('slow_close delays the end only', () => {
    const stage = stageOf('slow_close', { delay: 100 });
    push(stage, 1);
    stage.end(false);
    vi.advanceTimersByTime(500);
    expect(trace).toEqual([
      [0, 1],
      [100, 'end'],
    ]);
  });

  it('slicer cuts into pieces of about its size, its delay apart', () => {
    const stage = stageOf('slicer', { average_size: 100, size_variation: 20, delay: 10_000 });
    push(stage, 1000);
    vi.advanceTimersByTime(1000);
    const sizes = trace.map(([, size]) => Number(size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1000);
    for (const size of sizes.slice(0, -1)) expect(Math.abs(size - 100)).toBeLessThanOrEqual(20);
    expect(trace.map(([at]) => at)).toEqual(sizes.map((_, index) => index * 10));
  });

  it('limit_data counts over a change of its limit', () => {
    const before = stageOf('limit_data', { bytes: 100 });
    push(before, 60);
    const after = stageOf('limit_data', { bytes: 70 });
    after.inherit(before);
    push(after, 60);
    expect(trace).toEqual([
      [0, 60],
      [0, 10],
      [0, 'closed'],
    ]);
  });

  it('noop and a toxicity of 0 pass everything', () => {
    push(stageOf('noop', {}), 3);
    expect(trace).toEqual([[0, 3]]);
  });
});
