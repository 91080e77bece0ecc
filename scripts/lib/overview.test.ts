import { describe, expect, it } from 'vitest';
import type { ScenarioOutcome } from './outcome.ts';
import { judgeRun } from './outcome.ts';
import { overview } from './overview.ts';

const outcome = (over: Partial<ScenarioOutcome>): ScenarioOutcome => ({
  scenario: 'baseline',
  exitCode: 0,
  runFolder: '/results/20261124T024500Z-baseline',
  result: null,
  notes: [],
  ...over,
});

describe('overview', () => {
  it('has a line for each run and says how many of the planned ones passed', () => {
    const text = overview([outcome({}), outcome({ scenario: 'stress', exitCode: 3, runFolder: null })], {
      repeated: false,
      planned: 3,
    });
    expect(text).toMatch(/PASS +baseline/);
    expect(text).toMatch(/COULD NOT RUN +stress/);
    expect(text).toContain('1 of 3 passed');
    expect(text).not.toContain('/results/');
  });

  it('lists the folders of a set, ready to compare', () => {
    const text = overview([outcome({}), outcome({ runFolder: '/results/other' })], {
      repeated: true,
      planned: 2,
    });
    expect(text).toMatch(/npm run compare:\n {2}\/results\/20261124T024500Z-baseline\n {2}\/results\/other$/);
  });
});

describe('judgeRun', () => {
  const ended = (exitCode: number | null) => ({ exitCode, signal: null });
  const run = { interrupted: false, errors: [] };
  const passed = { scenario: 'baseline', verdict: 'pass' } as const;

  it('follows the verdict of a run that k6 completed', () => {
    expect(judgeRun(passed, ended(0), run).exitCode).toBe(0);
    expect(judgeRun({ ...passed, verdict: 'fail' }, ended(99), run).exitCode).toBe(1);
    expect(judgeRun({ ...passed, verdict: 'inconclusive' }, ended(0), run).exitCode).toBe(4);
  });

  it('never passes a run where k6 broke, or disagrees with the report', () => {
    expect(judgeRun(passed, ended(107), { interrupted: false, errors: ['x is not defined'] })).toEqual({
      exitCode: 3,
      notes: ['the scenario failed before its load began; x is not defined'],
    });
    expect(judgeRun(passed, ended(null), run).exitCode).toBe(3);
    expect(judgeRun({ ...passed, verdict: 'inconclusive' }, ended(108), run).exitCode).toBe(4);
    expect(judgeRun(passed, ended(108), run).exitCode).toBe(3);
    expect(judgeRun(passed, ended(99), run)).toMatchObject({
      exitCode: 4,
      notes: [/contradict/].map((word) => expect.stringMatching(word)),
    });
  });

  it('lets stress pass although it ends its load by a threshold, and an interrupted run never', () => {
    expect(judgeRun({ ...passed, scenario: 'stress' }, ended(99), run).exitCode).toBe(0);
    expect(judgeRun(passed, ended(105), { interrupted: true, errors: [] }).exitCode).toBe(4);
  });
});
