import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { jobsInHour } from '../../lib/workload/workload.ts';
import { parseWorkload } from '../../reports/workload/read.ts';
import { asWorkload } from './as-workload.ts';
import { addDuration, noDurations, quantilesOf } from './durations.ts';
import { justAfter } from './pages.ts';
import { openRecording, record } from './recording.ts';
import { addJob, noJobs, withoutPerson } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Row {
  readonly id: string;
  readonly created_at: string;
  readonly [field: string]: unknown;
}
let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A Windmill that has these completed jobs. `refuse` answers a request instead, by its number. */
async function windmill(rows: readonly Row[], refuse: (request: number) => number | null = () => null) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push(`${request.method} ${url.pathname}`);
    const status = refuse(asked.length);
    if (status !== null) {
      response.writeHead(status).end('no');
      return;
    }
    const [before, after] = ['created_before', 'created_after'].map(
      (name) => url.searchParams.get(name) ?? '',
    );
    const page = rows
      .filter(({ created_at }) => created_at < (before ?? '') && created_at > (after ?? ''))
      .sort((a, b) => (a.created_at < b.created_at ? 1 : -1))
      .slice(0, Number(url.searchParams.get('per_page')));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const TENANTS = [{ workspace: 'client-a', token: 'secret' }];
const LIMITS = { maxRequests: 100, pauseMs: 0 };
/** Jobs of the last hours; ten at a time in the same microsecond. */
function jobs(count: number): readonly Row[] {
  const begin = Date.now() - 3_600_000;
  return Array.from({ length: count }, (_, index) => ({
    id: `job-${index}`,
    created_at: new Date(begin + Math.floor(index / 10) * 10).toISOString().replace('Z', '123Z'),
    job_kind: 'script',
    script_path: 'f/shop/order',
    created_by: 'alice',
    email: 'alice@example.com',
    permissioned_as: 'u/alice',
    args: { card: '4111' },
    tag: 'bun',
    duration_ms: 100,
    success: index % 4 !== 0,
  }));
}

describe('a recording', () => {
  test('counts each job once, over pages whose ends lie within a microsecond', async () => {
    const { asked, baseUrl } = await windmill(jobs(2_505));
    const state = join(folder, 'pages.json');
    const recording = await openRecording(state, baseUrl, TENANTS, 1);
    expect(await record(recording, TENANTS, state, LIMITS, () => undefined)).toBe(true);
    expect(recording).toMatchObject({ rows: 2_505, requests: 3, tally: { jobs: 2_505 } });
    expect(new Set(asked)).toEqual(new Set(['GET /api/w/client-a/jobs/completed/list']));
  });

  test('goes on after its requests are used up, or the system has failed, and asks for no more than it may', async () => {
    const { asked, baseUrl } = await windmill(jobs(3_500), (request) =>
      request >= 3 && request <= 5 ? 503 : null,
    );
    const state = join(folder, 'resumed.json');
    const begun = await openRecording(state, baseUrl, TENANTS, 1);
    expect(await record(begun, TENANTS, state, { ...LIMITS, maxRequests: 2 }, () => undefined)).toBe(false);
    expect(asked).toHaveLength(2);
    const failed = await openRecording(state, baseUrl, TENANTS, 1);
    await expect(record(failed, TENANTS, state, LIMITS, () => undefined)).rejects.toThrow(/status 503/);
    expect(asked).toHaveLength(5);
    const resumed = await openRecording(state, baseUrl, TENANTS, 1);
    expect(await record(resumed, TENANTS, state, LIMITS, () => undefined)).toBe(true);
    expect(resumed).toMatchObject({ rows: 3_500, tally: { jobs: 3_500 } });
    await expect(openRecording(state, baseUrl, TENANTS, 2)).rejects.toThrow(/not the beginning of this/);
  });

  test('gives up at once where it is not let in', async () => {
    const { asked, baseUrl } = await windmill([], () => 401);
    const state = join(folder, 'denied.json');
    const recording = await openRecording(state, baseUrl, TENANTS, 1);
    await expect(record(recording, TENANTS, state, LIMITS, () => undefined)).rejects.toThrow(/status 401/);
    expect(asked).toHaveLength(1);
  });

  test('becomes a workload file without arguments, results or people', async () => {
    const { baseUrl } = await windmill(jobs(480));
    const state = join(folder, 'file.json');
    const recording = await openRecording(state, baseUrl, TENANTS, 2);
    await record(recording, TENANTS, state, LIMITS, () => undefined);
    const { text, items, leftOut } = asWorkload(recording);
    expect(text).not.toMatch(/alice|4111|secret/);
    expect({ items, leftOut }).toEqual({ items: 1, leftOut: {} });
    const read = parseWorkload(text, 'recorded');
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const [item] = read.workload.items;
    if (item === undefined) throw new Error('no item');
    const aDay = Array.from({ length: 24 }, (_, hour) => jobsInHour(item, hour)).reduce((a, b) => a + b);
    expect(aDay).toBeCloseTo(240, 0);
    expect(item).toMatchObject({ failures: 0.25, tag: 'bun', duration: { meanSeconds: 0.1 } });
  });
});

describe('the tally', () => {
  const job = (more: object) => ({
    id: 'x',
    created_at: '2026-01-31T09:30:00.000001Z',
    job_kind: 'script',
    script_path: 'f/a/b',
    duration_ms: 10,
    success: true,
    ...more,
  });

  test('gives a flow the time of its steps, those of a loop included, and not the time it waits', () => {
    const tally = noJobs();
    const newestFirst = [
      job({ id: 'in-loop-2', parent_job: 'loop', duration_ms: 30 }),
      job({ id: 'in-loop-1', parent_job: 'loop', duration_ms: 20 }),
      job({ id: 'loop', parent_job: 'flow', job_kind: 'forloopflow', duration_ms: 9_000 }),
      job({ id: 'first', parent_job: 'flow', duration_ms: 5 }),
      job({ id: 'flow', job_kind: 'flow', script_path: 'f/a/flow', duration_ms: 20_000 }),
      job({ id: 'older', parent_job: 'before-the-window', duration_ms: 7 }),
    ];
    for (const each of newestFirst) addJob(tally, 'w', each);
    expect(Object.values(tally.items)).toMatchObject([
      { kind: 'flow', path: 'f/a/flow', durations: { sumMs: 55 } },
    ]);
    expect(tally).toMatchObject({ jobs: 1, steps: 5, pending: { 'before-the-window': 7 } });
  });

  test('leaves out what no one can run again, and the owners of scripts', () => {
    const tally = noJobs();
    for (const kind of ['preview', 'dependencies', 'preview']) addJob(tally, 'w', job({ job_kind: kind }));
    expect(tally).toMatchObject({ jobs: 0, leftOut: { 'kind preview': 2, 'kind dependencies': 1 } });
    expect(withoutPerson('u/alice/report')).toBe('u/person/report');
    expect(withoutPerson('f/alice/report')).toBe('f/alice/report');
  });

  test('keeps durations to within a fiftieth', () => {
    const counts = noDurations();
    for (let ms = 0; ms <= 10_000; ms += 1) addDuration(counts, ms);
    const quantiles = quantilesOf(counts);
    expect(quantiles).toMatchObject({ p0: 0, p100: 10_000 });
    for (const percent of [5, 50, 95, 99]) {
      expect(Math.abs((quantiles[`p${percent}`] ?? 0) / (percent * 100) - 1)).toBeLessThan(0.02);
    }
    expect(quantilesOf(noDurations())).toEqual({});
  });
});

test('a microsecond later is one, whatever the digits', () => {
  expect(justAfter('2026-01-31T09:30:00.123456Z')).toBe('2026-01-31T09:30:00.123457Z');
  expect(justAfter('2026-01-31T09:30:00Z')).toBe('2026-01-31T09:30:00.000001Z');
  expect(justAfter('2026-01-31T09:30:00.5+01:00')).toBe('2026-01-31T09:30:00.500001+01:00');
  expect(justAfter('2026-01-31T23:59:59.999999Z')).toBe('2026-02-01T00:00:00.000Z');
});
