/** A number in the answer is the same number of the same part of the run as in the rows below it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../lib/i18n/types.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { SCENARIO_NAMES } from '../../scenarios/index.ts';
import { soakFilesFixture } from '../../scenarios/soak/fixture.ts';
import { stressFilesFixture } from '../../scenarios/stress/fixture.ts';
import { reportView } from '../render/view-model.ts';
import type { RunFiles } from '../run-folder.ts';
import { numbersWithoutRow, shownRows } from '../testing/answer-figures.ts';
import {
  counter,
  dashboardFixture,
  runFilesFixture,
  runRecordFixture,
  summaryFixture,
  trend,
} from '../testing/summary-fixture.ts';
import { analyse } from './analyse.ts';

function expectRows(files: RunFiles) {
  for (const language of LANGUAGES) {
    const result = analyse(files, language);
    expect(numbersWithoutRow(result.answer, shownRows(result, language)), result.answer).toEqual([]);
  }
}

const figures = fc.record({
  journeys: fc.integer({ min: 5, max: 50_000 }),
  failedShare: fc.constantFrom(0, 0, 0.004, 0.02, 1),
  unfinishedShare: fc.constantFrom(0, 0, 0.03),
  p95: fc.double({ min: 1, max: 20_000, noNaN: true }),
  wrongResults: fc.constantFrom(0, 0, 0, 3),
});

describe('each number of the answer stands in a row', () => {
  test.each(['baseline', 'normal', 'high', 'burst'] as const)('of %s, whatever was measured', (scenario) => {
    fc.assert(
      fc.property(figures, ({ journeys, failedShare, unfinishedShare, p95, wrongResults }) => {
        expectRows(
          runFilesFixture({
            scenario,
            figures: {
              journeys,
              p95,
              wrongResults,
              failed: Math.floor(journeys * failedShare),
              unfinished: Math.floor(journeys * unfinishedShare),
            },
          }),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('of soak', () => expectRows(soakFilesFixture()));

  test('of stress', () => {
    expectRows(stressFilesFixture());
    expectRows(stressFilesFixture({ at: (users) => (users > 100 ? { failed: 0.4 } : {}) }));
  });

  const sample = (scenario: string) =>
    fileURLToPath(new URL(`../../docs/samples/${scenario}/report.md`, import.meta.url));
  // One that was made before figures carried their part of the run says too little to be held against this.
  const withParts = (scenario: string) =>
    existsSync(sample(scenario)) && /<summary>Traffic \(/.test(readFileSync(sample(scenario), 'utf8'));
  test.skipIf(!SCENARIO_NAMES.some(withParts)).each(SCENARIO_NAMES.filter(withParts))(
    'of the sample of %s',
    (scenario) => {
      const lines = readFileSync(sample(scenario), 'utf8').split('\n');
      const answer = lines[lines.indexOf('## The answer') + 2] ?? '';
      const rows = lines.filter((line) => /^\||^<details>/.test(line));
      expect(answer).not.toBe('');
      expect(numbersWithoutRow(answer, rows), answer).toEqual([]);
    },
  );
});

describe('the part of the run', () => {
  test('stands beside the figures, and those of another part do not stand there', () => {
    const result = analyse(runFilesFixture(), 'en');
    expect(result.traffic).toMatchObject({ scope: 'measured', phase: 'measured', seconds: 180 });
    expect(result.resources).toMatchObject({ scope: 'measured', phase: 'measured', seconds: 180 });
    const { scope, rows } = reportView(result, 'en').figures;
    expect(scope).toMatch(/^measured/);
    expect(rows.map(({ label }) => label)).toContain('CPU of the target');
  });

  test('of the kinds of failures is that of the error rate', () => {
    const metrics = {
      ...summaryFixture({ figures: { failed: 50 } }).k6.metrics,
      [subMetric(METRIC.journeyFailures, { kind: 'server-error' })]: counter(64),
      [subMetric(METRIC.journeyFailures, { kind: 'server-error', phase: 'measured' })]: counter(50),
    };
    const detail = (given: typeof metrics) =>
      analyse(runFilesFixture({ metrics: given }), 'en').criteria.find(({ id }) => id === 'error-rate')
        ?.detail;
    expect(detail(metrics)).toBe('Failures by kind: server error (5xx) 50.');
  });
});

test('no CPU stands above all cores of the machine', () => {
  const busy = trend(342, 30);
  const summary = summaryFixture();
  const metrics = Object.fromEntries(
    Object.entries(summary.k6.metrics).map(([name, metric]) => [
      name,
      name.startsWith(METRIC.targetCpu) ? busy : metric,
    ]),
  );
  const run = runRecordFixture();
  const record = dashboardFixture(summary);
  const snapshots = record.snapshots.map((snapshot) => ({
    ...snapshot,
    metrics: new Map(snapshot.metrics).set(METRIC.targetCpu, { avg: 342 }),
  }));
  const files = { run: { ...run, host: { ...run.host, cpus: 2 } }, dashboard: { ...record, snapshots } };
  const result = analyse(runFilesFixture({ metrics, files }), 'en');
  const { resources, details } = result;
  expect(resources?.cores).toBe(2);
  expect(resources?.cpuPercentMax).toBeLessThanOrEqual(200);
  expect(Math.max(...(details.series?.cpuPercent ?? []).map((value) => value ?? 0))).toBeLessThanOrEqual(200);
  const tile = reportView(result, 'en').figures.rows.find(({ label }) => label === 'CPU of the target');
  expect(tile?.value.replaceAll('\u00A0', ' ')).toBe('1.88 of 2 cores');
});
