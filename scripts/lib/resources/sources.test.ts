import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFixture } from '../../../reports/testing/summary-fixture.ts';
import { UsageError } from '../errors.ts';
import { chosenContainers, openDocker, sampleBetween } from './docker.ts';
import { type Container, memoryWithoutCache } from './docker-engine.ts';
import { changesOf, quantity } from './kubernetes.ts';
import { pidsOf } from './processes.ts';
import { goSeconds, openPrometheus, readQueries } from './prometheus.ts';
import { openSources } from './watch.ts';

const MB = 1024 * 1024;
const container = (name: string, over: Partial<Container> = {}): Container => ({
  id: `id-${name}`,
  name,
  image: 'image',
  running: true,
  service: null,
  project: null,
  ...over,
});
const ofProject = (name: string, service: string, project = 'aut') => container(name, { service, project });

describe('the containers that are meant', () => {
  const all = [
    container('aut_windmill_app', { service: 'app', project: 'aut', image: 'windmill:1.743' }),
    ofProject('aut_windmill_postgres', 'db'),
    ofProject('aut_proxy_1', 'toxiproxy'),
    container('hog'),
    ofProject('other_db_1', 'db', 'another'),
  ];

  it('are those of the project that runs Windmill, without its neighbours and the suite’s own', () => {
    expect(chosenContainers(all, []).map(({ name }) => name)).toEqual([
      'aut_windmill_app',
      'aut_windmill_postgres',
    ]);
  });

  it('are those that are named, by name or by service', () => {
    expect(chosenContainers(all, ['hog', 'db']).map(({ name }) => name)).toEqual([
      'aut_windmill_postgres',
      'hog',
      'other_db_1',
    ]);
  });

  it('must be there, and what is there is named', () => {
    expect(() => chosenContainers(all, ['windmil', 'hog'])).toThrow(
      /RESOURCE_CONTAINERS names windmil, of which .* these run: aut_windmill_app/,
    );
    expect(() => chosenContainers([container('x', { running: false })], ['x'])).toThrow(/none runs/);
    expect(() => chosenContainers([container('hog')], [])).toThrow(/no container of Windmill runs/);
  });
});

describe('figures of a container', () => {
  const counters = {
    cpuNanoseconds: 0,
    periods: 0,
    throttledPeriods: 0,
    memoryBytes: 50 * MB,
    swapBytes: null,
  };

  it('are those between two looks', () => {
    const before = { at: 0, counters };
    const now = {
      at: 2000,
      counters: { ...counters, cpuNanoseconds: 3e9, periods: 20, throttledPeriods: 15 },
    };
    expect(sampleBetween('app', before, now, null)).toMatchObject({
      cpuPercent: 150,
      throttledShare: 0.75,
      memoryMb: 50,
    });
  });

  it('have no processor time over a restart, which sets the counters back, nor at the first look', () => {
    const before = { at: 0, counters: { ...counters, cpuNanoseconds: 9e9 } };
    expect(sampleBetween('app', before, { at: 1000, counters }, null)).not.toHaveProperty('cpuPercent');
    expect(sampleBetween('app', null, { at: 1000, counters }, null)).not.toHaveProperty('cpuPercent');
  });

  it('leave cached files out of memory, and not what processes share', () => {
    expect(memoryWithoutCache(100 * MB, { file: 60 * MB, shmem: 20 * MB })).toBe(60 * MB);
    expect(memoryWithoutCache(100 * MB, { total_cache: 60 * MB })).toBe(40 * MB);
    expect(memoryWithoutCache(100 * MB, {})).toBe(100 * MB);
  });
});

describe('the Docker Engine', () => {
  it('that is not there, or not at that address, is one sentence', async () => {
    await expect(openDocker('unix:///nowhere/docker.sock', [])).rejects.toThrow(
      'no Docker Engine answers at unix:///nowhere/docker.sock (DOCKER_HOST)',
    );
    await expect(openDocker('ssh://somewhere', [])).rejects.toThrow(/must be a socket such as unix:/);
  });
});

describe('processes', () => {
  const all = [
    { pid: 1, parent: 0, command: 'init' },
    { pid: 10, parent: 1, command: 'bash -c perf RESOURCE_PROCESSES=windmill' },
    { pid: 11, parent: 10, command: 'node perf.ts' },
    { pid: 12, parent: 11, command: 'k6 run windmill.js' },
    { pid: 20, parent: 1, command: '/usr/bin/windmill server' },
    { pid: 21, parent: 20, command: 'bun job' },
    { pid: 30, parent: 1, command: 'hog' },
  ];

  it('are those of a name with all that they started, and none of the suite’s own', () => {
    expect(pidsOf('windmill', all, 11)).toEqual([20, 21]);
    expect(pidsOf('20', all, 11)).toEqual([20, 21]);
    expect(pidsOf('nothing', all, 11)).toEqual([]);
  });
});

describe('Kubernetes', () => {
  it('writes quantities in its own way', () => {
    expect(quantity('250m')).toBeCloseTo(0.25);
    expect(quantity('123456789n')).toBeCloseTo(0.123456789);
    expect(quantity('64Mi')).toBe(64 * MB);
    expect(quantity('2')).toBe(2);
    expect(quantity('lots')).toBeNull();
  });

  const pod = (name: string, uid: string, restarts: number, reason?: string) => ({
    metadata: { name, uid },
    spec: { nodeName: 'node-1' },
    status: {
      containerStatuses: [
        {
          name: 'main',
          restartCount: restarts,
          ...(reason === undefined ? {} : { lastState: { terminated: { reason } } }),
        },
      ],
    },
  });

  it('shows what became of pods: restarted, killed for memory, replaced, gone', () => {
    const before = { items: [pod('a', '1', 0), pod('b', '2', 3), pod('c', '3', 0), pod('d', '4', 0)] };
    const after = { items: [pod('a', '1', 1), pod('b', '2', 4, 'OOMKilled'), pod('c', '9', 0)] };
    expect(changesOf(before, after, 5).map(({ part, what }) => `${part} ${what}`)).toEqual([
      'd vanished',
      'a/main restarted',
      'b/main oom-killed',
      'c moved',
    ]);
    expect(changesOf(before, before, 5)).toEqual([]);
  });
});

describe('a Prometheus', () => {
  let server: Server;
  let url: string;
  let metrics: readonly unknown[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'perf-resources-'));

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? '';
      const data = path.startsWith('/api/v1/targets')
        ? { activeTargets: [{ scrapeInterval: '15s' }, { scrapeInterval: '1m' }] }
        : { result: path.includes('container_cpu_usage') ? metrics : [] };
      response.end(JSON.stringify({ status: 'success', data }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('is as fine as it scrapes', async () => {
    metrics = [{ metric: { name: 'aut_windmill_app' }, value: [1, '12'] }];
    const source = await openPrometheus(url, { queries: '', containers: [] });
    expect(source).toMatchObject({ resolutionSeconds: 15, parts: ['aut_windmill_app'] });
    expect([goSeconds('1m30s'), goSeconds('500ms'), goSeconds('')]).toEqual([90, 0.5, null]);
  });

  it('without the metrics, or that is none, is one sentence', async () => {
    metrics = [];
    await expect(openPrometheus(url, { queries: '', containers: [] })).rejects.toThrow(
      /has no figures of the system: not container_cpu_usage_seconds_total/,
    );
    await expect(openPrometheus('http://127.0.0.1:1', { queries: '', containers: [] })).rejects.toThrow(
      'no Prometheus answers at PROMETHEUS_URL http://127.0.0.1:1',
    );
  });

  it('takes queries of a file, and says what is wrong with it', () => {
    const path = join(folder, 'queries.json');
    writeFileSync(path, '[{ "figure": "cpuPercent", "query": "up" }]');
    expect(readQueries(path)).toEqual([{ figure: 'cpuPercent', query: 'up', scope: 'system' }]);
    writeFileSync(path, '[{ "figure": "cpu", "query": "up" }]');
    expect(() => readQueries(path)).toThrow(/PROMETHEUS_QUERIES names .*0\.figure .*it must be a list of/);
    writeFileSync(path, 'figure: cpu');
    expect(() => readQueries(path)).toThrow(/which is not JSON/);
    expect(() => readQueries(join(folder, 'none'))).toThrow(/cannot be read \(ENOENT\)/);
  });
});

describe('what is asked for', () => {
  const real = { WM_BASE_URL: 'http://127.0.0.1:1', WM_TOKEN: 't', WM_WORKSPACE: 'w' };
  const open = (environment: Readonly<Record<string, string>>, isReal = true) =>
    openSources(
      settingsFixture({ ...real, DOCKER_HOST: 'unix:///nowhere/docker.sock', ...environment }),
      isReal,
    );

  it('must work where it is named, with all that does not in one answer', async () => {
    const failed = await open({ RESOURCES: 'docker,prometheus,process,postgres' }).catch((error) => error);
    expect(failed).toBeInstanceOf(UsageError);
    expect(failed.problems).toEqual([
      expect.stringMatching(/^no Docker Engine answers/),
      expect.stringMatching(/PROMETHEUS_URL is not set/),
      expect.stringMatching(/RESOURCE_PROCESSES is not set/),
      expect.stringMatching(/MONITOR_DATABASE_URL is not set/),
    ]);
  });

  it('is left out where auto finds nothing, and noted where it was pointed at', async () => {
    expect(await open({})).toEqual({ open: [], notes: [] });
    expect((await open({ RESOURCE_CONTAINERS: 'app' })).notes).toEqual([
      expect.stringMatching(/^no Docker Engine answers/),
    ]);
    expect(await open({ RESOURCE_CONTAINERS: 'app' }, false)).toEqual({ open: [], notes: [] });
  });

  it('does not repeat the password of the database', async () => {
    const failed = await open({
      RESOURCES: 'postgres',
      MONITOR_DATABASE_URL: 'postgresql://user:geheim@127.0.0.1:1/windmill',
    }).catch((error) => error);
    expect(failed.problems).toEqual([expect.stringMatching(/\(hidden\).*127\.0\.0\.1.*ECONNREFUSED/)]);
    expect(String(failed.problems)).not.toContain('geheim');
  });
});
