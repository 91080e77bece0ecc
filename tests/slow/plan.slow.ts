/**
 * The plan's simulation against the embedded target. The jobs of a run are drawn first, when each comes and how long it
 * sleeps; the wait and the throughput are predicted from that and written down; then the same jobs are sent.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { drawJobs, lanesOf } from '../../reports/plan/demand.ts';
import { type JobStream, type Lane, simulateQueue } from '../../reports/plan/queue.ts';
import {
  exponentialTime,
  fixedTime,
  lognormalTime,
  type ServiceTime,
} from '../../reports/plan/service-time.ts';
import { ascending, medianOf, sortedQuantile } from '../../reports/stats/quantile.ts';
import { createRandom } from '../../reports/stats/random.ts';
import { type RunningTarget, startTarget } from '../../target/start.ts';
import { sleep, TargetCaller } from '../support/target-caller.ts';

const SCRIPT = 'f/perf/sleep';
const SECONDS = 14;
const LOADS = [0.5, 0.8, 0.95];
/** Idle workers look at moments that nobody knows: the prediction is the median over so many of them. */
const PHASES = 21;
const POLL_SECONDS = 0.05;
/** Jobs at once that show what a job costs a worker beyond its sleep. */
const CALIBRATION = { jobs: 80, ms: 50 };
const TOLERANCE = 0.2;

/** Kinds of jobs and the share of each; the rate follows from the load. */
const WORKLOADS = {
  'constant jobs': { workers: 2, parts: [{ share: 1, service: fixedTime(0.1) }] },
  'jobs that vary': { workers: 4, parts: [{ share: 1, service: exponentialTime(0.15) }] },
  'a mix of short and long jobs': {
    workers: 3,
    parts: [
      { share: 0.8, service: lognormalTime(0.06, 0.5) },
      { share: 0.2, service: lognormalTime(0.4, 0.5) },
    ],
  },
} as const;

let target: RunningTarget | undefined;
afterEach(async () => {
  await target?.stop();
  target = undefined;
});

interface Workload {
  readonly workers: number;
  readonly parts: readonly { readonly share: number; readonly service: ServiceTime }[];
}

interface Figures {
  /** Of the wait, s. */
  readonly p95: number;
  /** Jobs that ended within the time in which they came, a second. */
  readonly perSecond: number;
}

function figuresOf(starts: readonly number[], jobs: Pick<JobStream, 'at' | 'service'>): Figures {
  const ends = starts.map((start, job) => start + (jobs.service[job] ?? 0));
  return {
    p95: sortedQuantile(ascending(starts.map((start, job) => start - (jobs.at[job] ?? 0))), 0.95),
    perSecond: ends.filter((end) => end <= SECONDS).length / SECONDS,
  };
}

function predict(jobs: JobStream, workers: number, overhead: number, lanes: readonly Lane[]): Figures {
  const groups = [{ count: workers, tags: null }];
  const service = jobs.service.map((seconds) => seconds + overhead);
  const runs = Array.from({ length: PHASES }, (_, phase) => {
    const shift = (phase / PHASES) * POLL_SECONDS;
    const shifted = { ...jobs, service, at: jobs.at.map((at) => at + shift) };
    const starts = simulateQueue(shifted, { groups, lanes, pollSeconds: POLL_SECONDS });
    return figuresOf([...starts], shifted);
  });
  return {
    p95: medianOf(runs.map(({ p95 }) => p95)),
    perSecond: medianOf(runs.map(({ perSecond }) => perSecond)),
  };
}

interface Completed {
  readonly id: string;
  readonly created_at: string;
  readonly started_at: string;
  readonly duration_ms: number;
}

/** The completed jobs of these ids, once all of them are there. */
async function outcomes(caller: TargetCaller, ids: readonly string[]): Promise<readonly Completed[]> {
  const wanted = new Set(ids);
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const answer = await caller.call('GET', '/jobs/completed/list?per_page=10000');
    const found = (JSON.parse(answer.text) as Completed[]).filter(({ id }) => wanted.has(id));
    if (found.length === wanted.size) return found;
    await sleep(250);
  }
  throw new Error('the jobs did not end in a minute');
}

const seconds = (time: string) => Date.parse(time) / 1000;

/** Seconds that a job holds its worker beyond its sleep: many at once keep every worker busy all the time. */
async function overheadOf(caller: TargetCaller, workers: number): Promise<number> {
  const { jobs, ms } = CALIBRATION;
  const ids = await Promise.all(Array.from({ length: jobs }, () => caller.submit(SCRIPT, { ms })));
  const starts = (await outcomes(caller, ids))
    .map(({ started_at }) => seconds(started_at))
    .sort((a, b) => a - b);
  // From when all workers were at work to the last start, when none was idle yet.
  const [first = 0, last = 0] = [starts[workers], starts.at(-1)];
  return (workers * (last - first)) / (starts.length - 1 - workers) - ms / 1000;
}

/** Sends the jobs. `late`: how long after its time the latest of them was there, s; where it was late, so was what it waited for. */
async function send(caller: TargetCaller, jobs: JobStream): Promise<Figures & { readonly late: number }> {
  const begin = Date.now();
  const submitted: Promise<string>[] = [];
  for (let job = 0; job < jobs.length; job += 1) {
    const due = begin + (jobs.at[job] ?? 0) * 1000;
    if (due > Date.now()) await sleep(due - Date.now());
    submitted.push(caller.submit(SCRIPT, { ms: Math.round((jobs.service[job] ?? 0) * 1000) }));
  }
  const ids = await Promise.all(submitted);
  const rows = await outcomes(caller, ids);
  const at = Float64Array.from(rows, ({ created_at }) => seconds(created_at) - begin / 1000);
  const service = Float64Array.from(rows, ({ duration_ms }) => duration_ms / 1000);
  const starts = rows.map(({ started_at }) => seconds(started_at) - begin / 1000);
  const planned = new Map(ids.map((id, job) => [id, jobs.at[job] ?? 0]));
  const late = rows.map(({ id }, row) => (at[row] ?? 0) - (planned.get(id) ?? 0));
  return { ...figuresOf(starts, { at, service }), late: Math.max(...late) };
}

/** Jobs of one kind or several at a share of the capacity, drawn from a seed. A sleep is a whole number of ms. */
function jobsAt(load: number, { workers, parts }: Workload, overhead: number) {
  const mean = parts.reduce((sum, { share, service }) => sum + share * service.mean, 0) + overhead;
  const rate = (load * workers) / mean;
  const demand = parts.map(({ share, service }, index) => ({
    name: String(index),
    runnable: null,
    jobsPerHour: [rate * share * 3600],
    service,
    tag: '',
    priority: 0,
  }));
  const drawn = drawJobs(demand, [{ hour: 0, seconds: SECONDS }], createRandom(2026));
  const service = drawn.service.map((time) => Math.round(time * 1000) / 1000);
  return { jobs: { ...drawn, service }, lanes: lanesOf(demand).lanes };
}

const said = ({ p95, perSecond }: Figures) =>
  `p95 of the wait ${(p95 * 1000).toFixed(0)} ms, ${perSecond.toFixed(2)} jobs/s`;

describe.each(Object.entries<Workload>(WORKLOADS))('%s', (name, workload) => {
  it('wait as predicted, at 0.5 of the capacity, 0.8 of it and 0.95 of it', async () => {
    const { workers } = workload;
    target = await startTarget({ workers, tenants: 1 });
    const caller = new TargetCaller(target);
    await caller.completed(await caller.submit(SCRIPT, { ms: 1 }));
    const gaps: string[] = [];
    for (const load of LOADS) {
      const overhead = await overheadOf(caller, workers);
      const { jobs, lanes } = jobsAt(load, workload, overhead);
      const predicted = predict(jobs, workers, overhead, lanes);
      console.log(
        `${new Date().toISOString()} ${name}, ${workers} workers at ${load}: ${jobs.length} jobs, ` +
          `overhead ${(overhead * 1000).toFixed(1)} ms; predicted ${said(predicted)}`,
      );
      const measured = await send(caller, jobs);
      const late = (measured.late * 1000).toFixed(0);
      console.log(`${new Date().toISOString()} measured ${said(measured)}; the latest job ${late} ms late`);
      for (const figure of ['p95', 'perSecond'] as const) {
        const gap = predicted[figure] / measured[figure] - 1;
        if (!(Math.abs(gap) < TOLERANCE)) gaps.push(`${figure} at ${load}: ${(gap * 100).toFixed(0)} %`);
      }
    }
    expect(gaps).toEqual([]);
  });
});
