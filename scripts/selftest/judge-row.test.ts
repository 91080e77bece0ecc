import { describe, expect, it } from 'vitest';
import type { Result } from '../../reports/result-schema.ts';
import { SCENARIO_NAMES } from '../../scenarios/index.ts';
import { findings, meetsExpectation } from './judge-row.ts';
import { expectation, type SelftestRow, selftestRows } from './rows.ts';

type Judged = Parameters<typeof findings>[0];

const criterion = (id: string, verdict: 'pass' | 'fail' | 'inconclusive') => ({
  id,
  title: id,
  limit: 1,
  comparison: '<' as const,
  observed: 1,
  unit: '',
  n: 1,
  verdict,
});
const result = (over: Partial<Judged> = {}): Judged => ({
  verdict: 'pass',
  validity: { verdict: 'valid', checks: [{ id: 'clean-start', verdict: 'valid', detail: '' }] },
  criteria: [criterion('error-rate', 'pass')],
  ...over,
});
const row = (caughtBy: SelftestRow['caughtBy']): SelftestRow => ({
  defect: 'error-2pct',
  like: null,
  scenario: 'normal',
  caughtBy,
  plantedBy: 'target',
  saturates: null,
  settings: {},
});

describe('selftestRows', () => {
  it('says in words what each row demands', () => {
    const rows = selftestRows(SCENARIO_NAMES);
    expect(rows.map(expectation)).toContain('fail: error-rate');
  });
});

describe('meetsExpectation', () => {
  it('demands that the named criterion fails, in a run that may be believed', () => {
    const demanded = row({ kind: 'criterion', id: 'error-rate' });
    const failed = result({ verdict: 'fail', criteria: [criterion('error-rate', 'fail')] });
    const other = result({
      verdict: 'fail',
      criteria: [criterion('latency-p95', 'fail'), criterion('error-rate', 'pass')],
    });
    expect(meetsExpectation(demanded, failed, 1)).toBe(true);
    expect(meetsExpectation(demanded, failed, 4)).toBe(false);
    expect(meetsExpectation(demanded, other, 1)).toBe(false);
    expect(findings(failed)).toBe('error-rate fail');
  });

  it('demands that the named check discards the run', () => {
    const demanded = row({ kind: 'validity', id: 'clean-start' });
    const checks = [{ id: 'clean-start', verdict: 'discarded' as const, detail: '' }];
    expect(meetsExpectation(demanded, result({ validity: { verdict: 'discarded', checks } }), 4)).toBe(true);
    expect(meetsExpectation(demanded, result(), 4)).toBe(false);
  });

  it('demands that the resource is named which is used up', () => {
    const details = { kind: 'stress', saturatedResource: 'workers' } as unknown as Result['details'];
    const named = result({ details });
    expect(meetsExpectation({ ...row(null), saturates: 'workers' }, named, 0)).toBe(true);
    expect(meetsExpectation({ ...row(null), saturates: 'cpu' }, named, 0)).toBe(false);
    expect(meetsExpectation({ ...row(null), saturates: 'workers' }, result(), 0)).toBe(false);
    expect(findings(named)).toBe('all criteria pass; saturates: workers');
  });

  it('takes nothing but a pass from a healthy target', () => {
    expect(meetsExpectation(row(null), result(), 0)).toBe(true);
    for (const code of [1, 3, 4] as const) expect(meetsExpectation(row(null), result(), code)).toBe(false);
  });
});
