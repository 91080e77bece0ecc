/** What the embedded target itself takes for a job that does nothing: enqueue, two commits, dispatch, result. */
import type { TargetReady } from '../lib/embedded-target.ts';

const SEQUENTIAL = 60;
const PARALLEL = 16;
const BATCH_SECONDS = 5;

export interface TargetOverhead {
  /** Jobs that a closed loop of 16 clients got through. */
  readonly jobsPerSecond: number;
  /** Median of one client alone, request to result. */
  readonly millisecondsAlone: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function measureTarget(ready: TargetReady): Promise<TargetOverhead> {
  const [tenant] = ready.tenants;
  const url = `${ready.baseUrl}/api/w/${tenant?.workspace}/jobs/run_wait_result/p/f/perf/echo`;
  const job = async (): Promise<number> => {
    const startedAt = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant?.token}`, 'content-type': 'application/json' },
      body: '{"nonce":"bench"}',
    });
    await response.text();
    if (!response.ok) throw new Error(`the target answers ${response.status}`);
    return performance.now() - startedAt;
  };
  const alone: number[] = [];
  for (let index = 0; index < SEQUENTIAL; index += 1) alone.push(await job());
  let completed = 0;
  const startedAt = performance.now();
  const client = async () => {
    while (performance.now() - startedAt < BATCH_SECONDS * 1000) {
      await job();
      completed += 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, client));
  const seconds = (performance.now() - startedAt) / 1000;
  return { jobsPerSecond: completed / seconds, millisecondsAlone: median(alone) };
}
