import { describe, expect, test } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { counter } from '../../reports/testing/summary-fixture.ts';
import { run } from './fixture.ts';

describe('neighbours', () => {
  test.each([true, false])('a p95 five times as high fails, with a ledger: %s', (ledger) => {
    const { result, criterion } = run({ noisy: 300, ledger });
    expect(criterion('neighbour-ratio')?.verdict).toBe('fail');
    expect(result.answer).toMatch(/one tenant feels another/);
  });

  test('one starved tenant among many shows in the smallest share', () => {
    const { criterion, details } = run({ kept: (tenant) => (tenant === 2 ? 6 : 30), ledger: false });
    expect(criterion('fairness-min-share')).toMatchObject({ verdict: 'fail', detail: 'worst off: client-2' });
    expect(details.fairness.minShare).toBeCloseTo(0.2);
    expect(criterion('fairness-jain')?.verdict).toBe('pass');
  });

  test('all starved alike: the share is zero, whatever the index', () => {
    const { criterion } = run({ kept: () => 0, ledger: false });
    expect(criterion('fairness-min-share')).toMatchObject({ verdict: 'fail', observed: 0 });
    expect(criterion('fairness-jain')?.verdict).toBe('inconclusive');
  });

  test('a flooding tenant that got nothing done was no noisy one', () => {
    const { criterion } = run({
      metrics: { [subMetric(METRIC.floodJobs, { end: 'completed' })]: counter(0) },
    });
    expect(criterion('neighbour-ratio')?.verdict).toBe('inconclusive');
    expect(criterion('neighbour-ratio')?.detail).toMatch(/nothing to feel/);
  });
});

describe('the quiet level', () => {
  // p95 as a real Windmill with one queue gave them, ms, where the quiet windows began before the flood was worked off.
  const polluted = { quiet: 415, noisy: 870, level: () => 62 };

  test.each([true, false])(
    'that is not that of the same load elsewhere carries no verdict, with a ledger: %s',
    (ledger) => {
      const { result, criterion, details } = run({ ...polluted, ledger });
      expect(criterion('neighbour-ratio')).toMatchObject({ verdict: 'inconclusive' });
      expect(criterion('neighbour-ratio')?.detail).toMatch(
        /\(p95 41\d\sms\) were not like the same load elsewhere in the run \(p95 6\d[.\d]*\sms\).* 2\.1\s×.* 1[34]\s×/,
      );
      expect(details.neighbour.elsewhereP95).toBeCloseTo(62, -1);
      expect(result.verdict).toBe('inconclusive');
    },
  );

  test('once the flood is waited for the same system fails', () => {
    const { criterion } = run({ ...polluted, quiet: 62 });
    expect(criterion('neighbour-ratio')).toMatchObject({ verdict: 'fail' });
    expect(criterion('neighbour-ratio')?.observed).toBeGreaterThan(13);
  });

  test('that differs without consequence leaves the verdict', () => {
    expect(run({ quiet: 90, noisy: 110 }).criterion('neighbour-ratio')?.verdict).toBe('pass');
    expect(run({ quiet: 90, noisy: 900 }).criterion('neighbour-ratio')?.verdict).toBe('fail');
  });

  test.each([true, false])(
    'is taken from the windows in which the flood was gone, with a ledger: %s',
    (ledger) => {
      const { result, criterion, details } = run({ measured: (window) => window !== 2, ledger });
      expect(criterion('neighbour-ratio')?.verdict).toBe('pass');
      // As many jobs in a sixth less of quiet time would look like a pace that was more than kept.
      expect(details.perTenant[0]?.share).toBeCloseTo(1, 1);
      expect(details.neighbour.quietMeasured).toBeCloseTo(5 / 6);
      expect(result.notEstablished.join(' ')).toMatch(/In 16\.\d+\s% of the quiet windows/);
    },
  );

  test('of a system that is full without a flood carries no pass', () => {
    const { criterion } = run({ pace: 0.625 });
    expect(criterion('neighbour-ratio')).toMatchObject({ verdict: 'inconclusive' });
    expect(criterion('neighbour-ratio')?.detail).toMatch(/kept only 62\.5\s% of their pace/);
    const missed = run({ pace: 0.625, noisy: 300 }).criterion('neighbour-ratio');
    expect(missed?.verdict).toBe('fail');
    expect(missed?.detail).toMatch(/62\.5\s% of their pace: .*the ratio is rather larger/);
    expect(run({ pace: 0.9 }).criterion('neighbour-ratio')?.verdict).toBe('pass');
  });

  test('that was never reached is none', () => {
    const { result, criterion } = run({
      measured: () => false,
      metrics: { [METRIC.quietMeasured]: counter(0) },
    });
    expect(criterion('neighbour-ratio')).toMatchObject({ verdict: 'inconclusive', observed: null });
    expect(criterion('neighbour-ratio')?.detail).toMatch(/not gone before any quiet window ended/);
    expect(criterion('fairness-min-share')?.verdict).toBe('inconclusive');
    expect(result.verdict).toBe('inconclusive');
  });
});
