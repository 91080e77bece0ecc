import { describe, expect, test } from 'vitest';
import { studentTQuantile } from '../stats/distributions.ts';
import { sortedQuantile } from '../stats/quantile.ts';
import { allenCunneen } from '../stats/queueing.ts';
import { createRandom } from '../stats/random.ts';
import { pollaczekKhinchine } from '../testing/pollaczek-khinchine.ts';
import { type Demand, drawJobs, lanesOf } from './demand.ts';
import { type JobStream, type QueueSystem, simulateQueue } from './queue.ts';
import { exponentialTime, fixedTime, lognormalTime, type ServiceTime } from './service-time.ts';

const flat = (perSecond: number) => Array.from({ length: 24 }, () => perSecond * 3600);
const part = (perSecond: number, service: ServiceTime, more: Partial<Demand[number]> = {}) => ({
  name: 'jobs',
  runnable: null,
  jobsPerHour: flat(perSecond),
  service,
  tag: '',
  priority: 0,
  ...more,
});
const workers = (count: number, demand: Demand, pollSeconds = 0): QueueSystem => ({
  groups: [{ count, tags: null }],
  lanes: lanesOf(demand).lanes,
  pollSeconds,
});

/** Jobs given by hand, all in lane 0 unless said otherwise. */
function stream(rows: readonly (readonly [at: number, service: number, lane?: number])[]): JobStream {
  return {
    at: Float64Array.from(rows.map(([at]) => at)),
    service: Float64Array.from(rows.map(([, service]) => service)),
    lane: Uint16Array.from(rows.map(([, , lane = 0]) => lane)),
    length: rows.length,
  };
}
const startsOf = (jobs: JobStream, system: QueueSystem) => [...simulateQueue(jobs, system)];
const one = { tag: '', priority: 0 };

interface Estimate {
  readonly mean: number;
  /** Half of its 99 % interval. */
  readonly half: number;
}
function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, half: studentTQuantile(0.995, values.length - 1) * Math.sqrt(variance / values.length) };
}

/** Mean and p95 of the wait over replications of a steady queue, its first tenth left out. */
function replicate(demand: Demand, count: number): { readonly mean: Estimate; readonly p95: Estimate } {
  const seconds = (JOBS / (demand[0]?.jobsPerHour[0] ?? 1)) * 3600;
  const runs = Array.from({ length: 24 }, (_, index) => {
    const jobs = drawJobs(demand, [{ hour: 0, seconds: seconds * 1.1 }], createRandom(index + 1));
    const starts = simulateQueue(jobs, workers(count, demand));
    const from = jobs.at.findIndex((at) => at >= seconds * 0.1);
    const waits = starts.map((start, job) => start - (jobs.at[job] ?? 0)).slice(from);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    return { mean, p95: sortedQuantile(waits.sort(), 0.95) };
  });
  return { mean: estimate(runs.map(({ mean }) => mean)), p95: estimate(runs.map(({ p95 }) => p95)) };
}
const JOBS = 25_000;

describe('the simulated queue against what is known of it', () => {
  test.each([
    [1, 0.7],
    [4, 3.2],
    [12, 10.8],
  ])('M/M/%i at %d erlangs: mean and p95 by Erlang C', (count, load) => {
    const demand = [part(load, exponentialTime(1))];
    const expected = allenCunneen({ arrivalRate: load, servers: count, meanService: 1 });
    if (!expected.ok) throw new Error(expected.reason);
    const { mean, p95 } = replicate(demand, count);
    expect(Math.abs(mean.mean - expected.value.meanWait)).toBeLessThan(mean.half);
    expect(Math.abs(p95.mean - expected.value.p95Wait)).toBeLessThan(p95.half);
    expect(mean.half / mean.mean).toBeLessThan(0.15);
  });

  test.each([
    ['M/D/1', fixedTime(1)],
    ['M/G/1, lognormal', lognormalTime(1, 3)],
    ['M/G/1, less varied than exponential', lognormalTime(1, 0.3)],
  ])('%s: mean by Pollaczek and Khinchine', (_name, service) => {
    const { mean } = replicate([part(0.8, service)], 1);
    expect(Math.abs(mean.mean - pollaczekKhinchine(0.8, 1, service.scv))).toBeLessThan(mean.half);
    expect(mean.half / mean.mean).toBeLessThan(0.2);
  });
});

describe('the order in which jobs are taken', () => {
  test('is that of their arrival', () => {
    const jobs = stream([
      [0, 10],
      [1, 1],
      [2, 1],
    ]);
    expect(startsOf(jobs, { groups: [{ count: 1, tags: null }], lanes: [one], pollSeconds: 0 })).toEqual([
      0, 10, 11,
    ]);
  });

  test('puts a higher priority first, and among equals the older job of another tag', () => {
    const lanes = [
      { tag: 'bun', priority: 0 },
      { tag: 'flow', priority: 0 },
      { tag: 'bun', priority: 5 },
    ];
    const jobs = stream([
      [0, 10, 0],
      [1, 1, 1],
      [2, 1, 0],
      [3, 1, 2],
    ]);
    expect(startsOf(jobs, { groups: [{ count: 1, tags: null }], lanes, pollSeconds: 0 })).toEqual([
      0, 11, 12, 10,
    ]);
  });

  test('keeps workers to their tags: a job that none takes never starts', () => {
    const lanes = [
      { tag: 'bun', priority: 0 },
      { tag: 'gpu', priority: 0 },
      { tag: 'nobody', priority: 0 },
    ];
    const groups = [
      { count: 1, tags: ['bun'] },
      { count: 1, tags: ['bun', 'gpu'] },
    ];
    const jobs = stream([
      [0, 10, 1],
      [1, 10, 0],
      [2, 10, 0],
      [3, 1, 2],
      [4, 1, 1],
    ]);
    expect(startsOf(jobs, { groups, lanes, pollSeconds: 0 })).toEqual([0, 1, 10, Number.NaN, 20]);
  });

  test('lets a job for idle workers wait for the next look of any of them', () => {
    const system = { groups: [{ count: 2, tags: null }], lanes: [one], pollSeconds: 1 };
    // Looks at 0, 1, 2 … and at .5, 1.5, 2.5 …; a worker that ends a job at once looks for the next.
    const jobs = stream([
      [0.2, 3],
      [0.3, 0.4],
      [0.9, 1],
      [2.6, 0.1],
    ]);
    const starts = startsOf(jobs, system);
    expect(starts[0]).toBeCloseTo(0.5, 9);
    expect(starts[1]).toBeCloseTo(1, 9);
    expect(starts[2]).toBeCloseTo(1.4, 9);
    // Idle since 2.4: it looks at 3.4, the other is free at 3.5.
    expect(starts[3]).toBeCloseTo(3.4, 9);
  });

  test('loses no job and never lets one start before it came', () => {
    const demand = [
      part(3, exponentialTime(1), { tag: 'a' }),
      part(1, fixedTime(0.5), { tag: 'b', priority: 2 }),
    ];
    const jobs = drawJobs(demand, [{ hour: 3, seconds: 2_000 }], createRandom(7));
    const starts = simulateQueue(jobs, workers(4, demand, 0.05));
    expect(starts.every((start, job) => start >= (jobs.at[job] ?? 0))).toBe(true);
    // At no moment do more jobs run than there are workers.
    const moments = [...starts].flatMap((start, job) => [
      [start, 1] as const,
      [start + (jobs.service[job] ?? 0), -1] as const,
    ]);
    moments.sort(([a, x], [b, y]) => a - b || x - y);
    let running = 0;
    for (const [, change] of moments) {
      running += change;
      expect(running).toBeLessThanOrEqual(4);
    }
  });
});
