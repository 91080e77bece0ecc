import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { RunSummary } from '../../lib/summary-types.ts';
import { analyse } from '../analysis/analyse.ts';
import type { RunFiles } from '../run-folder.ts';
import { createRandom } from '../stats/random.ts';
import { type Journey, oneGenerator, severalGenerators } from '../testing/generators-fixture.ts';
import { trend } from '../testing/summary-fixture.ts';
import { mergeProblems } from './belong-together.ts';
import { mergeRuns } from './merge-runs.ts';

const MEASURED = subMetric(METRIC.jobDuration, { phase: 'measured' });

function journeys(seed: number, n: number, meanMs: number, failing = 0): Journey[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => ({
    ms: Math.round(random.exponential(meanMs)),
    failed: random.uniform() < failing,
  }));
}

/** Deals out unequal shares, all of them. */
function dealt(all: readonly Journey[], generators: number, seed: number): Journey[][] {
  const random = createRandom(seed);
  const shares = Array.from({ length: generators }, (): Journey[] => []);
  for (const journey of all) shares[Math.floor(generators * random.uniform() ** 2)]?.push(journey);
  return shares;
}

const merged = (parts: readonly [RunFiles, ...RunFiles[]]): RunFiles =>
  mergeRuns(parts, { folder: 'merged', runId: '20260131T093000Z-normal-merged', run: null, resources: null });

describe('a run that several generators carried', () => {
  it.each(Array.from({ length: 20 }, (_, index) => [index + 1, 2 + (index % 15)] as const))(
    'has the verdict of the same run on one generator (run %i, %i generators)',
    (seed, generators) => {
      // Means around the limit of 2 s at p95, and shares of failures around that of 1 %.
      const all = journeys(seed, 3000, 350 + 35 * seed, 0.0007 * seed);
      const alone = analyse(oneGenerator(all), 'en');
      const together = analyse(merged(severalGenerators(dealt(all, generators, seed))), 'en');
      const verdicts = ({ verdict, criteria }: typeof alone) => [
        verdict,
        ...criteria.map((criterion) => [criterion.id, criterion.verdict]),
      ];
      expect(verdicts(together)).toEqual(verdicts(alone));
      expect(together.traffic.jobs.completed).toBe(alone.traffic.jobs.completed);
      expect(together.traffic.errorRate).toBeCloseTo(alone.traffic.errorRate ?? -1, 12);
      expect(together.generators).toBe(generators);
      expect(together.traffic.jobs.latencyMs.rankError?.p95).toBeLessThan(0.01);
    },
  );

  it('adds up the users, of whom each generator has a watchdog and the first the monitor', () => {
    const { summary, parts } = merged(severalGenerators(dealt(journeys(1, 900, 300), 4, 1)));
    expect(summary.k6.metrics.vus?.values.max).toBe(10 + 1 + 4);
    expect(summary.plan.helpers).toBe(3);
    expect(parts).toHaveLength(4);
    const { validity } = analyse(merged(severalGenerators(dealt(journeys(1, 900, 300), 4, 1))), 'en');
    expect(validity.verdict).toBe('valid');
  });

  it('prints how far a merged percentile may be off in rank, in its criterion and beside the figures', () => {
    const result = analyse(merged(severalGenerators(dealt(journeys(3, 4000, 300), 3, 3))), 'en');
    const p95 = result.criteria.find(({ id }) => id === 'latency-p95');
    expect(p95?.rankError).toBeGreaterThan(0);
    expect(p95?.rankError).toBeLessThan(0.003);
    expect(result.criteria.find(({ id }) => id === 'error-rate')?.rankError).toBeUndefined();
  });

  it('makes its proof no surer than the merged percentiles allow', () => {
    const all = journeys(5, 2500, 600);
    const alone = analyse(oneGenerator(all), 'en').criteria.find(({ id }) => id === 'latency-p95');
    const parts = severalGenerators(dealt(all, 5, 5));
    const whole = analyse(merged(parts), 'en').criteria.find(({ id }) => id === 'latency-p95');
    const width = (interval: readonly (number | null)[] | undefined) =>
      (interval?.[1] ?? Number.POSITIVE_INFINITY) - (interval?.[0] ?? 0);
    expect(width(whole?.interval)).toBeGreaterThanOrEqual(0.97 * width(alone?.interval));
  });
});

describe('the validity of the whole', () => {
  const healthy = () => severalGenerators(dealt(journeys(1, 900, 300), 3, 1));
  const verdictOf = (parts: readonly [RunFiles, ...RunFiles[]]) => analyse(merged(parts), 'en');
  const change = (
    parts: readonly [RunFiles, ...RunFiles[]],
    index: number,
    over: (summary: RunSummary) => Partial<RunSummary>,
  ) =>
    parts.map((part, at) =>
      at === index ? { ...part, summary: { ...part.summary, ...over(part.summary) } } : part,
    ) as unknown as [RunFiles, ...RunFiles[]];

  it('is unknown where a generator is missing, and says which', () => {
    const [first, , third] = healthy();
    const { validity, verdict } = verdictOf([first, third as RunFiles]);
    const check = validity.checks.find(({ id }) => id === 'load-delivered');
    expect(check).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('2/3 is missing') });
    expect([validity.verdict, verdict]).toEqual(['unknown', 'inconclusive']);
  });

  it('is unknown where one began late', () => {
    const late = change(healthy(), 1, ({ startedAt, endedAt }) => ({
      startedAt: new Date(Date.parse(startedAt) + 9000).toISOString(),
      endedAt: new Date(Date.parse(endedAt) + 9000).toISOString(),
    }));
    expect(verdictOf(late).validity.verdict).toBe('unknown');
  });

  it('is that of the worst: one that ended early discards it, and is named', () => {
    const short = change(healthy(), 2, ({ startedAt }) => ({
      endedAt: new Date(Date.parse(startedAt) + 20_000).toISOString(),
    }));
    const check = verdictOf(short).validity.checks.find(({ id }) => id === 'run-completed');
    expect(check).toMatchObject({ verdict: 'discarded', detail: expect.stringMatching(/^generator 3: /) });
  });

  it('is discarded by one generator with late timers among many', () => {
    const parts = severalGenerators(dealt(journeys(1, 4000, 300), 16, 1));
    const busy = change(parts, 7, ({ k6 }) => ({
      k6: { ...k6, metrics: { ...k6.metrics, [METRIC.generatorDrift]: trend(400, 600) } },
    }));
    const check = verdictOf(busy).validity.checks.find(({ id }) => id === 'generator-not-busy');
    expect(check?.verdict).toBe('discarded');
  });

  it('is unknown where one share is read alone, which says so', () => {
    const [share] = healthy();
    const { validity } = analyse(share, 'en');
    expect(validity.checks.find(({ id }) => id === 'load-delivered')).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringContaining('share 1/3 of a load'),
    });
  });

  it('is unknown where the merged summary has lost its parts', () => {
    const { parts: _, ...alone } = merged(healthy());
    expect(analyse(alone, 'en').validity.verdict).toBe('unknown');
  });
});

describe('what is not one run', () => {
  const parts = () => severalGenerators(dealt(journeys(1, 900, 300), 3, 1));
  const named = (all: readonly RunFiles[]) => all.map(({ folder, summary }) => ({ path: folder, summary }));
  const problemsWith = (over: Partial<RunSummary>) => {
    const [first, second, third] = named(parts());
    if (first === undefined || second === undefined || third === undefined) throw new Error('three parts');
    return mergeProblems([first, { ...second, summary: { ...second.summary, ...over } }, third]);
  };

  it('has no problem where it is one', () => {
    expect(mergeProblems(named(parts()))).toEqual([]);
  });

  it.each([
    ['another scenario', { scenario: 'high' }, /generator-2 is a run of high, generator-1 one of normal/],
    ['another profile', { profile: 'full' }, /profile full/],
    ['another version', { revision: 'ffffffffffff' }, /version 0\.1\.0 \(ffffffffffff\)/],
    ['another way to cut', { segment: { index: 2, of: 4 } }, /cut in two ways/],
    ['the same share', { segment: { index: 1, of: 3 } }, /both carried share 1\/3/],
    ['the same run', { segment: { index: 1, of: 3 }, runId: '20260131T093000Z-normal-1' }, /the same run/],
    ['another time', { startedAt: '2026-01-31T11:30:00.000Z' }, /began 7200 s from/],
  ] as const)('one sentence for %s', (_name, over, expected) => {
    const problems = problemsWith(over as Partial<RunSummary>);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it('names the settings that differ, with both values', () => {
    const [first] = parts();
    const { settings } = first.summary;
    expect(problemsWith({ settings: { ...settings, SLO_P95_MS: 900, SEED: 7 } })).toEqual([
      'generator-2 and generator-1 ran with different settings: SLO_P95_MS 900 and 2000, SEED 7 and 1',
    ]);
  });

  it('refuses the whole of a load, and a target of another version', () => {
    const whole = oneGenerator(journeys(1, 90, 300));
    expect(mergeProblems(named([whole, whole]))[0]).toMatch(/the whole of a load and not a share of it/);
    const [first] = parts();
    const target = first.summary.target;
    const other = { ...target, atStart: target.atStart && { ...target.atStart, version: 'CE v1.900.0' } };
    expect(problemsWith({ target: other })[0]).toMatch(/different targets: version CE v1\.900\.0/);
  });

  it('refuses single percentiles', () => {
    const [first] = parts();
    const { k6 } = first.summary;
    const without = { ...k6, metrics: { ...k6.metrics, [MEASURED]: trend(400, 90) } };
    expect(problemsWith({ k6: without })[0]).toMatch(/only single percentiles of job_duration/);
  });

  it.each(['db-outage', 'api-latency', 'multitenant', 'security', 'duplicate-webhooks'] as const)(
    'refuses %s, with the reason',
    (scenario) => {
      const all = parts().map(({ folder, summary }) => ({ path: folder, summary: { ...summary, scenario } }));
      expect(mergeProblems(all)).toEqual([
        expect.stringMatching(new RegExp(`^runs of ${scenario} cannot be merged: .+ one generator$`)),
      ]);
    },
  );
});
