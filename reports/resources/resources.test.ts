import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { analyse } from '../analysis/analyse.ts';
import { runFilesFixture, STARTED_AT, summaryFixture } from '../testing/summary-fixture.ts';
import { withSeen } from './into-run.ts';
import type { ResourceRecord, ResourceSample } from './record.ts';
import { mainSource, totalsOf } from './totals.ts';

const START = Date.parse(STARTED_AT);
const SECONDS = 195;

type Course = (second: number) => Partial<ResourceSample>;

function samplesOf(part: string, at: Course, source: ResourceSample['source'] = 'docker'): ResourceSample[] {
  return Array.from({ length: SECONDS }, (_, second) => ({
    kind: 'sample' as const,
    t: START + second * 1000 + 3,
    source,
    part,
    scope: 'system' as const,
    ...at(second),
  }));
}

function recordOf(samples: readonly ResourceSample[], over: Partial<ResourceRecord> = {}): ResourceRecord {
  const names = [...new Set(samples.map(({ source }) => source))];
  return {
    sources: names.map((source) => ({ kind: 'source' as const, source, resolutionSeconds: 1, cores: 4 })),
    samples,
    happened: [],
    troubles: [],
    ...over,
  };
}

/** A run on a system that shows neither processor nor memory, as Windmill's community edition does. */
function blindRun(resources: ResourceRecord | null) {
  const { target, k6 } = summaryFixture();
  const metrics = Object.fromEntries(
    Object.entries(k6.metrics).filter(
      ([name]) => !name.startsWith(METRIC.targetCpu) && !name.startsWith(METRIC.targetMemory),
    ),
  );
  return runFilesFixture({
    metrics,
    over: { target: { ...target, kind: 'external' } },
    files: { resources },
  });
}

const APP: Course = () => ({ cpuPercent: 120, memoryMb: 400 });
const DB: Course = () => ({ cpuPercent: 30, memoryMb: 150 });

describe('a system that shows nothing itself', () => {
  it('has no resources without a source, and the report says what would bring them', () => {
    const result = analyse(blindRun(null), 'en');
    expect(result.resources).toBeNull();
    expect(result.notEstablished.join('\n')).toMatch(/RESOURCES=docker/);
  });

  it('has the sum of its parts, each named with how fine its source is', () => {
    const record = recordOf([...samplesOf('app', APP), ...samplesOf('db', DB)]);
    const { resources } = analyse(blindRun(record), 'en');
    expect(resources).toMatchObject({ scope: 'measured', cores: 4, memoryMb: 550 });
    expect(resources?.cpuPercent).toBeCloseTo(150);
    expect(resources?.source).toBe('docker (every 1 s)'.replace(' s', '\u00A0s'));
    expect(resources?.parts?.map(({ part, cpuPercent }) => [part, Math.round(cpuPercent ?? 0)])).toEqual([
      ['app', 120],
      ['db', 30],
    ]);
  });

  it('is not charged with what the whole machine does', () => {
    const machine = samplesOf(
      'host',
      () => ({ scope: 'machine', cpuPercent: 390, memoryMb: 9000 }),
      'prometheus',
    );
    const record = recordOf([...samplesOf('app', APP), ...machine]);
    const { resources } = analyse(blindRun(record), 'en');
    expect(resources?.cpuPercent).toBeCloseTo(120);
    expect(resources?.memoryMb).toBeCloseTo(400);
    expect(resources?.parts?.find(({ scope }) => scope === 'machine')?.cpuPercent).toBeCloseTo(390);
  });

  it('is counted once where two sources watch it', () => {
    const record = recordOf([...samplesOf('app', APP), ...samplesOf('pid 7', APP, 'process')]);
    expect(mainSource(record)).toBe('docker');
    expect(totalsOf(record)[10]).toMatchObject({ cpuPercent: 120, memoryMb: 400 });
  });
});

describe('figures in the place of those that are missing', () => {
  const record = recordOf(
    samplesOf('app', (second) => ({ cpuPercent: second < 15 ? 10 : 100, memoryMb: 5 })),
  );

  it('stand for each phase of the plan', () => {
    const metrics = withSeen(blindRun(record).summary, record);
    expect(metrics[subMetric(METRIC.targetCpu, { phase: 'ramp' })]?.values.avg).toBeCloseTo(10, 0);
    expect(metrics[subMetric(METRIC.targetCpu, { phase: 'measured' })]?.values.avg).toBeCloseTo(100, 0);
  });

  it('leave those of a target alone that shows its own', () => {
    const summary = summaryFixture();
    expect(withSeen(summary, record)).toBe(summary.k6.metrics);
  });

  it('do not go on where a part is no longer seen', () => {
    const gone = recordOf([
      ...samplesOf('app', APP),
      ...samplesOf('db', DB).filter(({ t }) => t < START + 50_000),
    ]);
    expect(totalsOf(gone)[100]?.cpuPercent).toBe(120);
  });
});

describe('what befell the system', () => {
  const answer = (samples: readonly ResourceSample[], over: Partial<ResourceRecord> = {}) =>
    analyse(blindRun(recordOf(samples, over)), 'en').answer;
  const happened = (what: 'restarted' | 'oom-killed', second: number) => ({
    kind: 'happened' as const,
    t: START + second * 1000,
    source: 'docker' as const,
    part: 'aut_windmill_app',
    what,
  });

  it('stands in the answer: restarts and kills, each with how often and when', () => {
    const text = answer(samplesOf('aut_windmill_app', APP), {
      happened: [happened('oom-killed', 60), happened('oom-killed', 90), happened('restarted', 61)],
    });
    expect(text).toMatch(
      /A process of aut_windmill_app was killed since its memory was used up \(times: 2, first after/,
    );
    expect(text).toMatch(/aut_windmill_app was restarted during the load \(times: 1/);
  });

  it('is not what came before the load or after it', () => {
    const text = answer(samplesOf('aut_windmill_app', APP), {
      happened: [happened('restarted', -20), happened('oom-killed', 400)],
    });
    expect(text).not.toMatch(/restarted|killed/);
  });

  it('tells a limit from a machine that is full', () => {
    const limited = samplesOf('app', () => ({ cpuPercent: 100, cpuLimitPercent: 100, throttledShare: 0.6 }));
    expect(answer(limited)).toMatch(/app was held up by its CPU limit of 1 cores in 60\u00A0% of the time/);
    expect(answer(samplesOf('app', () => ({ cpuPercent: 100, throttledShare: 0.01 })))).not.toMatch(
      /held up/,
    );
  });

  it('names swapping, a full memory limit and a database out of connections', () => {
    expect(answer(samplesOf('app', (second) => ({ swapMb: second, memoryMb: 1 })))).toMatch(/into swap/);
    expect(answer(samplesOf('app', () => ({ memoryMb: 99, memoryLimitMb: 100 })))).toMatch(
      /99\u00A0MB of the 100\u00A0MB/,
    );
    const database = {
      connections: 98,
      active: 5,
      idleInTransaction: 0,
      waitingForLock: 3,
      maxConnections: 100,
      cacheHitShare: 0.99,
      longestTransactionSeconds: 1,
      queueTableMb: 10,
    };
    const text = answer(samplesOf('windmill', () => ({ database }), 'postgres'));
    expect(text).toMatch(/The database windmill had 98 of its 100 connections open/);
    expect(text).toMatch(/up to 3 connections waited for a lock/);
  });

  it('is silent about a healthy system', () => {
    const healthy = samplesOf('app', () => ({ cpuPercent: 50, memoryMb: 10, memoryLimitMb: 100, swapMb: 2 }));
    expect(answer(healthy)).toBe(analyse(blindRun(null), 'en').answer);
  });
});
