import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResources } from '../../../reports/resources/read.ts';
import { totalsOf } from '../../../reports/resources/totals.ts';
import { openDocker } from './docker.ts';
import { type OpenSource, SourceProblem } from './source.ts';
import { ResourceWatch } from './watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'perf-watch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** As Docker 20.10 answered, shortened: one container that uses .4 of a core, and one beside it that uses all else. */
describe.skipIf(process.platform === 'win32')('a Docker Engine, watched', () => {
  const socket = join(folder, 'docker.sock');
  const started = Date.now();
  let server: Server;

  const statsOf = (coreShare: number) => {
    const elapsed = Date.now() - started;
    return {
      cpu_stats: {
        cpu_usage: { total_usage: Math.round(elapsed * 1e6 * coreShare) },
        throttling_data: { periods: Math.round(elapsed / 100), throttled_periods: Math.round(elapsed / 100) },
      },
      memory_stats: { usage: 64 * 2 ** 20, stats: { total_cache: 24 * 2 ** 20 } },
    };
  };
  const answers: Readonly<Record<string, () => unknown>> = {
    '/info': () => ({ NCPU: 2, ServerVersion: '20.10.24' }),
    '/containers/json': () =>
      [
        ['1', '/aut_windmill_app', 'windmill'],
        ['2', '/hog', 'busybox'],
      ].map(([Id, name, Image]) => ({ Id, Names: [name], Image, State: 'running', Labels: {} })),
    '/containers/1/stats': () => statsOf(0.4),
    '/containers/2/stats': () => statsOf(1.6),
    '/containers/1/json': () => ({
      Id: '1',
      RestartCount: 0,
      State: { OOMKilled: false, StartedAt: '2026-01-31T09:00:00Z', Status: 'running' },
      HostConfig: { NanoCpus: 4e8, Memory: 100 * 2 ** 20 },
    }),
  };
  const event = (name: string, Action: string) =>
    JSON.stringify({ Action, timeNano: (started + 500.25) * 1e6, Actor: { ID: '1', Attributes: { name } } });

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path === '/events') {
        response.end(
          `${event('aut_windmill_app', 'oom')}\n${event('aut_windmill_app', 'start')}\n${event('hog', 'die')}\n`,
        );
        return;
      }
      const answer = answers[path];
      response.writeHead(answer === undefined ? 404 : 200);
      response.end(JSON.stringify(answer?.() ?? { message: 'no such container' }));
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
  });
  afterAll(() => server.close());

  it('shows the container that is meant, by itself, and what befell it at which moment', {
    timeout: 15_000,
  }, async () => {
    const source = await openDocker(`unix://${socket}`, []);
    const path = join(folder, 'docker.ndjson');
    const watch = new ResourceWatch([source], path);
    await wait(2600);
    await watch.stop();
    const record = await readResources(path);
    if (record === null) throw new Error('nothing was written');
    expect(new Set(record.samples.map(({ part }) => part))).toEqual(new Set(['aut_windmill_app']));
    const cpu = totalsOf(record).flatMap(({ cpuPercent }) => cpuPercent ?? []);
    expect(cpu.length).toBeGreaterThan(0);
    for (const value of cpu) expect(value).toBeCloseTo(40, -1);
    expect(record.samples.at(-1)).toMatchObject({ memoryMb: 40, cpuLimitPercent: 40, memoryLimitMb: 100 });
    expect(record.happened.map(({ what, t }) => [what, Math.abs(t - started - 500) < 2])).toEqual([
      ['oom-killed', true],
      ['restarted', true],
    ]);
    expect(record.troubles).toEqual([]);
  });
});

describe('a source that no longer answers', () => {
  it('is said once, and the others go on', { timeout: 15_000 }, async () => {
    const base = { cores: null, parts: ['x'], resolutionSeconds: 0.05, close: async () => undefined };
    const dead: OpenSource = {
      ...base,
      name: 'postgres',
      look: () => Promise.reject(new SourceProblem('the database is away')),
      finish: () => Promise.reject(new SourceProblem('the database is away')),
    };
    const alive: OpenSource = {
      ...base,
      name: 'process',
      look: async () => ({
        samples: [
          { kind: 'sample', t: Date.now(), source: 'process', part: 'x', scope: 'system', cpuPercent: 1 / 3 },
        ],
      }),
      finish: async () => ({ samples: [] }),
    };
    const path = join(folder, 'trouble.ndjson');
    const watch = new ResourceWatch([dead, alive], path);
    await wait(400);
    await watch.stop();
    const record = await readResources(path);
    expect(record?.troubles.map(({ source, message }) => `${source}: ${message}`)).toEqual([
      'postgres: the database is away',
    ]);
    expect(record?.samples.length).toBeGreaterThan(2);
    expect(record?.samples[0]?.cpuPercent).toBeCloseTo(1 / 3, 5);
  });
});
