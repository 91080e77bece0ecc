import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../result-schema.ts';
import { latencyFixture, resultFixture } from '../testing/result-fixtures.ts';
import { readArguments } from './arguments.ts';
import { compareWithBaseline } from './baseline.ts';
import { compareSets } from './compare.ts';
import { figuresOf } from './figures.ts';
import { renderComparisonConsole, renderComparisonMarkdown } from './output.ts';
import { readSides } from './read.ts';

/** A set of runs whose job latency is `scale` times the usual one, each a little different. */
function runs(
  name: string,
  count: number,
  scale: number,
  change: (run: Result) => Result = (run) => run,
): Result[] {
  return Array.from({ length: count }, (_, index) => {
    const run = resultFixture('normal', { runId: `${name}-${index}` });
    const jobs = { ...run.traffic.jobs, latencyMs: latencyFixture(100 * scale + index) };
    return change({ ...run, traffic: { ...run.traffic, jobs } });
  });
}

const effectOf = (comparison: ReturnType<typeof compareSets>, id: string) =>
  comparison.figures.find((figure) => figure.id === id)?.effect;

describe('verdicts', () => {
  test('five against five, a third slower: a regression, with its size', () => {
    const comparison = compareSets(runs('a', 5, 1), runs('b', 5, 1.3));
    expect(comparison.status).toBe('regression');
    expect(effectOf(comparison, 'job-p95')).toBe('regression');
    const figure = comparison.figures.find(({ id }) => id === 'job-p95');
    expect(figure?.p).toBeCloseTo(0.0079, 3);
    expect(figure?.shift?.estimate).toBeCloseTo(66, 0);
  });

  test('the other way round it is an improvement, and no regression', () => {
    const comparison = compareSets(runs('a', 5, 1.3), runs('b', 5, 1));
    expect(comparison.status).toBe('no-regression');
    expect(effectOf(comparison, 'job-p95')).toBe('improvement');
  });

  test('what hardly changed is dropped, however certain', () => {
    const comparison = compareSets(runs('a', 8, 1), runs('b', 8, 1.002));
    expect(comparison).toMatchObject({ status: 'no-regression', figures: [] });
    expect(comparison.dropped).toBeGreaterThan(5);
  });

  test('four a side: differences, no verdict, however large', () => {
    const comparison = compareSets(runs('a', 4, 1), runs('b', 4, 3));
    expect(comparison.status).toBe('not-enough');
    expect(comparison.figures[0]).toMatchObject({ effect: 'no-verdict', p: null });
    const text = renderComparisonConsole(comparison, { language: 'en', colour: false });
    expect(text).toContain('NO VERDICT');
    expect(text).toContain('+197 %');
    expect(text).not.toMatch(/\bworse\b/);
  });

  test('largest change first', () => {
    const { figures } = compareSets(runs('a', 5, 1), runs('b', 5, 1.5));
    const sizes = figures.map(({ change }) => Math.abs(change ?? Number.POSITIVE_INFINITY));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test('runs that may not be believed do not count', () => {
    const discard = (run: Result): Result => ({ ...run, validity: { verdict: 'discarded', checks: [] } });
    const comparison = compareSets(runs('a', 5, 1), [...runs('b', 4, 2), ...runs('c', 1, 2, discard)]);
    expect(comparison).toMatchObject({ status: 'not-enough', notUsable: ['c-0'] });
  });

  test('a set that was mostly discarded carries no verdict, however many are left', () => {
    const discard = (run: Result): Result => ({ ...run, validity: { verdict: 'discarded', checks: [] } });
    const comparison = compareSets(runs('a', 5, 1), [...runs('b', 5, 2), ...runs('c', 6, 2, discard)]);
    expect(comparison.status).toBe('not-enough');
    expect(renderComparisonConsole(comparison, { language: 'en', colour: false })).toContain('5/11');
    expect(compareSets(runs('a', 5, 1), [...runs('b', 5, 2), ...runs('c', 5, 2, discard)]).status).toBe(
      'regression',
    );
  });

  test('what must never be and happened once is a regression of two runs', () => {
    const wrong = (run: Result): Result => ({
      ...run,
      criteria: run.criteria.map((each) =>
        each.id === 'wrong-results' ? { ...each, observed: 1, verdict: 'fail' as const } : each,
      ),
    });
    const comparison = compareSets(runs('a', 1, 1), runs('b', 1, 1, wrong));
    expect(comparison.status).toBe('regression');
    expect(comparison.figures[0]).toMatchObject({ id: 'wrong-results', a: 0, b: 1, effect: 'regression' });
    expect(compareSets(runs('a', 1, 1, wrong), runs('b', 1, 1, wrong)).status).toBe('not-enough');
    expect(compareSets(runs('a', 5, 1), runs('b', 5, 1)).status).toBe('no-regression');
  });

  test('a figure that one side lacks is no clean bill', () => {
    const silent = (run: Result): Result => {
      const none = { min: null, p50: null, p90: null, p95: null, p99: null, max: null, n: 0 };
      return { ...run, traffic: { ...run.traffic, jobs: { ...run.traffic.jobs, latencyMs: none } } };
    };
    const comparison = compareSets(runs('a', 5, 1), runs('b', 5, 1, silent));
    expect(comparison.status).toBe('not-enough');
    expect(comparison.oneSided.map(({ id }) => id)).toContain('job-p95');
    expect(renderComparisonMarkdown(comparison, 'es')).toContain('Latencia p95 de los trabajos');
  });
});

describe('conditions', () => {
  const released = (run: Result): Result => ({
    ...run,
    fingerprint: { ...run.fingerprint, target: { ...run.fingerprint.target, version: '2.0.0' } },
  });

  test('another setting: nothing is compared, and it says what differs', () => {
    const more = (run: Result): Result => ({
      ...run,
      fingerprint: { ...run.fingerprint, settings: { ...run.fingerprint.settings, USERS: 50 } },
    });
    const comparison = compareSets(runs('a', 5, 1), runs('b', 5, 2, more));
    expect(comparison).toMatchObject({
      status: 'not-comparable',
      figures: [],
      differences: [{ path: 'settings.USERS', a: ['10'], b: ['50'] }],
    });
    const text = renderComparisonConsole(comparison, { language: 'en', colour: false });
    expect(text).toMatch(/Settings · USERS\s+10\s+50/);
    expect(text).toContain('--allow settings.USERS');
  });

  test('two releases compare when that is asked for', () => {
    const [a, b] = [runs('a', 5, 1), runs('b', 5, 1, released)];
    expect(compareSets(a, b).status).toBe('not-comparable');
    const allowed = compareSets(a, b, { allow: ['target.version'] });
    expect(allowed).toMatchObject({ status: 'no-regression', subject: [{ path: 'target.version' }] });
    expect(compareSets(a, b, { allow: ['target'] }).status).toBe('no-regression');
  });

  test('a set that is mixed in itself does not compare either', () => {
    const mixed = [...runs('a', 3, 1), ...runs('c', 2, 1, released)];
    expect(compareSets(mixed, runs('b', 5, 1)).status).toBe('not-comparable');
  });
});

test('percentiles from too few samples are not compared', () => {
  const run = resultFixture('normal');
  const traffic = { ...run.traffic, jobs: { ...run.traffic.jobs, latencyMs: latencyFixture(100, 80) } };
  const figures = Object.fromEntries(figuresOf({ ...run, traffic }).map(({ id, value }) => [id, value]));
  expect(figures['job-p95']).toBeCloseTo(220);
  expect(figures['job-p99']).toBeNull();
});

describe('from files', () => {
  let folder = '';
  const write = async (path: string, result: unknown) => {
    await mkdir(join(folder, path), { recursive: true });
    await writeFile(join(folder, path, 'result.json'), JSON.stringify(result));
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-'));
    for (const [index, run] of runs('a', 5, 1).entries()) await write(`a/${index}`, run);
    for (const [index, run] of runs('b', 2, 1).entries()) await write(`b/${index}`, run);
    await write('soak', resultFixture('soak'));
    await write('broken', { schemaVersion: 1 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('a set is a folder of runs, a run its folder or its file', async () => {
    const { before, after } = await readSides(
      [join(folder, 'a')],
      [join(folder, 'b/0'), join(folder, 'b/1/result.json')],
      'en',
    );
    expect([before.length, after.length]).toEqual([5, 2]);
  });

  test('every mistake at once, and a run counts once', async () => {
    const read = readSides(
      [join(folder, 'none'), join(folder, 'broken')],
      [join(folder, '..', 'nowhere')],
      'en',
    );
    await expect(read).rejects.toThrow(/none: there is no such[\s\S]*broken.*not a result[\s\S]*nowhere/);
    const twice = readSides([join(folder, 'a')], [join(folder, 'a/0')], 'en');
    await expect(twice).rejects.toThrow('Run a-0 stands more than once');
  });

  test('a baseline of many runs is compared with those of the same scenario', async () => {
    const run = resultFixture('normal', { runId: 'new' });
    const comparison = await compareWithBaseline(run, join(folder, 'a'));
    expect(comparison).toMatchObject({
      status: 'not-enough',
      a: { runIds: ['a-0', 'a-1', 'a-2', 'a-3', 'a-4'] },
    });
    const other = await compareWithBaseline(run, join(folder, 'soak'));
    expect(other.status).toBe('not-comparable');
  });
});

describe('command line', () => {
  test('two runs, or two sets', () => {
    expect(readArguments(['A', 'B'], {})).toMatchObject({ a: ['A'], b: ['B'], language: 'en' });
    expect(
      readArguments(['--a', '1', '2', '--b', '3', '--allow', 'release', '--lang', 'es'], {}),
    ).toMatchObject({
      a: ['1', '2'],
      b: ['3'],
      language: 'es',
      allow: ['target.version', 'target.scriptHash', 'revision'],
    });
  });

  test.each([
    [['A'], /Two sides/],
    [['A', 'B', 'C'], /Two sides/],
    [['--a', 'A'], /Two sides/],
    [['A', 'B', '--what'], /Unknown option --what/],
    [['A', 'B', '--lang', 'fr'], /--lang is "fr", must be one of en, es/],
    [['A', 'B', '--markdown'], /--markdown needs a value/],
    [['A', '--lang', 'fr', '--what'], /--lang[\s\S]*--what[\s\S]*Two sides/],
  ])('%j is refused', (args, message) => {
    expect(() => readArguments(args, {})).toThrow(message);
  });
});
