import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../lib/i18n/types.ts';
import { METRIC } from '../../lib/metric-names.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import type { Result } from '../../reports/result-schema.ts';
import { runRecordFixture } from '../../reports/testing/summary-fixture.ts';
import { validatedResult } from '../../reports/validate-result.ts';
import type { SoakDetails } from './details.ts';
import { type SoakFixture, soakFilesFixture } from './fixture.ts';

function soak(fixture: SoakFixture = {}) {
  const validated = validatedResult(analyse(soakFilesFixture(fixture), 'en'));
  // With plain blanks, as a reader sees them.
  const result = JSON.parse(JSON.stringify(validated).replaceAll('\u00A0', ' ')) as Result;
  const details = result.details as SoakDetails;
  return {
    result,
    details,
    trend: (metric: string) => details.trends.find((trend) => trend.metric === metric),
    criterion: (id: string) => result.criteria.find((criterion) => criterion.id === id),
  };
}

describe('a system that lasts', () => {
  it('passes, and says what would not have been seen', () => {
    const { result, details } = soak();
    expect(result.verdict).toBe('pass');
    expect(details.trends.map(({ verdict }) => verdict)).toEqual(details.trends.map(() => 'stable'));
    expect(result.answer).toMatch(
      /^Lasts, as far as 54 min can tell: 20 users, .*; a change of the memory floor below [\d.]+ MB in that time would not have been seen\.$/,
    );
    expect(result.notEstablished.join()).toMatch(
      /Changes smaller than these in 54 min .* the memory floor [\d.]+ MB/,
    );
  });

  it('has 8 to 12 windows', () => {
    const { windows } = soak().details;
    expect(windows.length).toBeGreaterThanOrEqual(8);
    expect(windows.length).toBeLessThanOrEqual(12);
    expect(windows[0]).toMatchObject({ index: 1, startSeconds: 360 });
  });

  it('may fill a cache and collect its garbage', () => {
    const cache = soak({ memoryMb: (at) => 500 + 30 * (1 - Math.exp(-6 * at)) });
    expect(cache.criterion('soak-memory')?.verdict).not.toBe('fail');
    const sawtooth = soak({ memoryMb: (at) => 500 + 80 * ((at * 20) % 1) });
    expect(sawtooth.criterion('soak-memory')?.verdict).not.toBe('fail');
  });
});

describe('a system that does not last', () => {
  it('leaks memory', () => {
    const { result, trend, criterion } = soak({ memoryMb: (at) => 500 + 100 * at });
    expect(trend('memoryFloorMb')).toMatchObject({ verdict: 'leak', budgetPerHour: expect.closeTo(22, 0) });
    expect(trend('memoryFloorMb')?.slopePerHour).toBeCloseTo(111, -1);
    expect(criterion('soak-memory')?.verdict).toBe('fail');
    expect(result.answer).toMatch(
      /^Does not last \(54 min, 20 users, 1.8–2.2 s between two actions\): a leak in the memory floor, \+(99|10\d|100) MB in that time \(.*, limit 20 MB\)/,
    );
  });

  it.each([
    ['soak-latency', { p95: (at: number) => 200 + 400 * at }],
    ['soak-throughput', { jobsPerSecond: (at: number) => 9 - 4 * at }],
    ['soak-errors', { errorRate: (at: number) => 0.005 * at + 0.03 * at }],
    ['soak-connections', { dbConnections: (at: number) => 20 + 30 * at }],
  ])('misses %s', (id, fixture) => {
    const { result, criterion } = soak(fixture);
    expect(criterion(id)).toMatchObject({ verdict: 'fail' });
    expect(criterion(id)?.observed).toBeGreaterThan(criterion(id)?.limit ?? Number.POSITIVE_INFINITY);
    expect(result.verdict).toBe('fail');
  });

  it('but getting better is no miss', () => {
    const { criterion } = soak({ p95: (at) => 400 - 200 * at, jobsPerSecond: (at) => 7 + 3 * at });
    expect(criterion('soak-latency')?.verdict).toBe('pass');
    expect(criterion('soak-throughput')?.verdict).toBe('pass');
  });
});

describe('a run that cannot tell', () => {
  it('never says that nothing leaks', () => {
    const { criterion, result } = soak({ environment: { SOAK_BUDGET_MB_PER_HOUR: '0.1' } });
    expect(criterion('soak-memory')).toMatchObject({ verdict: 'inconclusive', limit: 0.1 });
    expect(criterion('soak-memory')?.detail).toMatch(
      /in 54 min a change of 0.09 MB, its budget, would not have been seen, only/,
    );
    expect(result.verdict).toBe('inconclusive');
  });

  it('is undecided on what the target does not show', () => {
    const { result, criterion } = soak({ hidden: [METRIC.dbConnections] });
    expect(criterion('soak-connections')).toMatchObject({ observed: null, n: 0, verdict: 'inconclusive' });
    expect(result.notEstablished.join()).toContain('Trends of open database connections');
  });

  it('still has a report of what was measured when it was stopped half way', () => {
    const run = runRecordFixture({ interrupted: true });
    const { details, result } = soak({ stoppedAt: 0.7, files: { run } });
    expect(details.windows.length).toBeGreaterThanOrEqual(8);
    expect(details.trends[0]?.slopePerHour).not.toBeNull();
    expect(result.notEstablished.join()).toMatch(/stopped after 2[78] of 40 slices/);
    const early = soak({ stoppedAt: 0.2, files: { run } });
    expect(early.trend('memoryFloorMb')).toMatchObject({ verdict: 'inconclusive', slopePerHour: null });
    expect(early.trend('memoryFloorMb')?.reason).toContain('too short');
  });

  it.each([{ PROFILE: 'smoke' }, {}, { SOAK_DURATION: '8h' }])(
    'gives no outlook to a day from less than a third of one (%j)',
    (environment) => {
      const { trend, result } = soak({ environment });
      expect(trend('memoryFloorMb')?.outlook24h).toBeUndefined();
      expect(result.answer).not.toContain('24 h');
      expect(result.notEstablished.join()).toContain('beyond three times');
    },
  );

  it('gives one from a third of a day, unless anything could happen', () => {
    const day = { SOAK_DURATION: '10h' };
    expect(soak({ environment: day }).result.answer).toMatch(
      /in 24 h the memory floor would stand at \d+ MB \(\d+ MB to \d+ MB\)\.$/,
    );
    const wild = soak({ environment: day, memoryMb: (at) => 500 + 400 * Math.sin(at * 40) });
    expect(wild.trend('memoryFloorMb')?.outlook24h).toBeUndefined();
  });
});

describe('memory that is not the target’s', () => {
  /** An unrelated process takes 2 GB. */
  const hostMemoryMb = (at: number) => 6000 + 2000 * at;

  it('changes nothing', () => {
    expect(soak({ hostMemoryMb }).result).toEqual(soak().result);
    expect(soak({ hostMemoryMb }).criterion('soak-memory')?.verdict).toBe('pass');
  });

  it('is not that of server and database either where pings are all there is', () => {
    const note = /Memory of server, database and jobs/;
    expect(soak({ memoryFrom: 'pings' }).result.notEstablished.join()).toMatch(note);
    expect(soak().result.notEstablished.join()).not.toMatch(note);
  });

  it('is never judged: where there is no other, there is no verdict', () => {
    const { criterion, result } = soak({ hostMemoryMb, hidden: [METRIC.targetMemory] });
    expect(criterion('soak-memory')).toMatchObject({ observed: null, verdict: 'inconclusive' });
    expect(result.notEstablished.join()).toContain('no figure of the target and is not judged');
  });
});

describe('the memory of k6', () => {
  it('is shown over time where the runner sampled it', () => {
    const start = Date.parse('2026-01-31T09:30:00.000Z');
    const series = Array.from({ length: 360 }, (_, index) => ({
      t: start + index * 10_000,
      cpuShare: 0.1,
      systemCpuShare: 0.4,
      memoryMb: 120 + index / 36,
    }));
    const record = runRecordFixture();
    const generator = record.generator === null ? null : { ...record.generator, series };
    const { trend } = soak({ files: { run: { ...record, generator } } });
    expect(trend('k6MemoryMb')?.slopePerHour).toBeCloseTo(10, 0);
    expect(soak().trend('k6MemoryMb')).toBeUndefined();
  });
});

describe('strange figures', () => {
  it.each(LANGUAGES)('never break the analysis (%s)', (language) => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double(), fc.constant(0), fc.constant(Number.NaN)), {
          minLength: 1,
          maxLength: 40,
        }),
        (values) => {
          const course = (at: number) => values[Math.floor(at * values.length)] ?? 0;
          const files = soakFilesFixture({ memoryMb: course, p95: course, jobsPerSecond: course });
          expect(validatedResult(analyse(files, language)).details.kind).toBe('soak');
        },
      ),
      { numRuns: 25, seed: 3 },
    );
  });

  it('an empty summary is undecided', () => {
    const files = soakFilesFixture();
    const k6 = { testRunDurationMs: 0, metrics: {} };
    const result = analyse({ ...files, summary: { ...files.summary, scenarioData: null, k6 } }, 'es');
    expect(validatedResult(result).verdict).toBe('inconclusive');
  });
});
