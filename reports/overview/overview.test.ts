import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../testing/hostile.ts';
import { resultFixture } from '../testing/result-fixtures.ts';
import { parseXml } from '../testing/xml.ts';
import { overviewPages, overviewStepSummary } from './pages.ts';
import { courseOf, coursePicture, courseText } from './sparkline.ts';
import { type OverviewRun, overviewView } from './view.ts';

const normal = resultFixture('normal');
const runs: readonly OverviewRun[] = [
  { scenario: 'normal', result: normal, folder: '../20260131T093000Z-normal', passed: true },
  {
    scenario: 'stress',
    result: resultFixture('stress', {
      verdict: 'fail',
      answer: 'Breaks at 20 users; the pool saturates first.',
      criteria: [
        {
          id: 'stress-max-users',
          title: 'Users',
          comparison: '>=',
          limit: 50,
          observed: 20,
          unit: 'users',
          n: 900,
          verdict: 'fail',
        },
      ],
    }),
    folder: '../run b',
    passed: false,
  },
  {
    scenario: 'soak',
    result: resultFixture('soak', {
      validity: { verdict: 'discarded', checks: [] },
      verdict: 'inconclusive',
      answer: HOSTILE_TEXTS.script,
    }),
    folder: '../c',
    passed: false,
  },
  { scenario: 'security', result: null, folder: null, passed: false },
];
const viewOf = (language: 'en' | 'es') =>
  overviewView(runs, { planned: 5, notes: ['Capacity: 39'], language });

describe('the overview', () => {
  it('has a row a run: verdict, answer, what decides with its limit, link', () => {
    const { rows, tally, tone } = viewOf('en');
    expect(tally).toBe('1 of 5 passed, 1 not begun');
    expect(tone).toBe('fail');
    expect(rows.map(({ scenario, label }) => [scenario, label])).toEqual([
      ['normal', 'PASS'],
      ['stress', 'FAIL'],
      ['soak', 'DISCARDED'],
      ['security', 'COULD NOT RUN'],
    ]);
    expect(rows[0]?.decisive).toContain('Latency p95');
    expect(rows[1]).toMatchObject({ headline: 'Breaks at 20 users', link: '../run%20b/report.html' });
    expect(rows[1]?.decisive).toMatch(/20.users \(≥.50.users\)/);
    expect(rows[2]).toMatchObject({ course: null, decisive: '' });
  });

  it('says the same in every form, and hostile names do nothing', () => {
    for (const language of ['en', 'es'] as const) {
      const view = viewOf(language);
      const pages = overviewPages(view);
      for (const page of [pages['overview.html'], pages['overview.md'], overviewStepSummary(view)]) {
        for (const { label } of view.rows) expect(page).toContain(label);
        expect(page).not.toContain('<script');
      }
      expect(overviewStepSummary(view)).not.toContain('](');
      const junit = parseXml(pages['junit.xml']);
      expect(junit.attributes).toMatchObject({ tests: '4', failures: '1', errors: '2', skipped: '0' });
    }
  });

  it('never counts a run as passed that broke', () => {
    const view = overviewView([{ scenario: 'normal', result: normal, folder: null, passed: false }], {
      planned: 1,
      notes: [],
      language: 'en',
    });
    expect(view.rows[0]).toMatchObject({ tone: 'inconclusive', label: 'COULD NOT RUN' });
    expect(view.tone).toBe('inconclusive');
  });

  it('draws throughput from zero', () => {
    expect(courseText({ column: 'jobsPerSecond', values: [0, 5, 10, null] })).toBe('▁▅█ ');
    expect(
      parseXml(coursePicture({ column: 'jobsPerSecond', values: [1, 2] }, 'a <b>')).attributes['aria-label'],
    ).toBe('a <b>');
    expect(
      courseOf({
        details: {
          kind: 'security',
          probes: [],
          logs: { sources: [], bytesScanned: 0, findings: 0 },
        } as never,
      }),
    ).toBeNull();
  });
});
