import { describe, expect, test } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import { rate, runFilesFixture, settingsFixture } from '../../reports/testing/summary-fixture.ts';
import { run } from './fixture.ts';
import { tenantPlan } from './load/plan.ts';
import { multitenantScenario } from './scenario.ts';

describe('a run of tenants that neither see nor feel each other', () => {
  test.each([true, false])('passes, with the ledger of the runner: %s', (ledger) => {
    const { result, details } = run({ ledger });
    expect(result.criteria.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(result.verdict).toBe('pass');
    expect(result.answer).toMatch(/^No tenant of 5 saw another's data, in 2,000 answers and 500 reads/);
    expect(details.neighbour.ratio).toBeCloseTo(110 / 60, 1);
    expect(details.perTenant.map(({ share }) => share)).toEqual([1, 1, 1, 1, null]);
    expect(result.notEstablished.join(' ')).toMatch(/fewer than one of 666 answers/);
  });

  test('says so in Spanish', () => {
    expect(run({ language: 'es' }).result.answer).toMatch(/^Ninguno de los 5 clientes vio datos de otro/);
  });
});

describe('isolation', () => {
  const leak = {
    event: 'leak',
    t: 0,
    request: 'GET /jobs/list',
    askedBy: 'client-1',
    belongsTo: 'client-0',
    part: 'headers',
    form: 'base64',
    excerpt: '200 […]',
  };

  test('one answer with foreign data fails the run, and is shown once', () => {
    const { result, details, criterion } = run({
      metrics: {
        [METRIC.foreignAnswers]: rate(2, 2000),
        [subMetric(METRIC.foreignAnswers, { kind: 'list' })]: rate(2, 200),
        [subMetric(METRIC.foreignAnswers, { part: 'headers' })]: rate(2, 2),
        [subMetric(METRIC.foreignAnswers, { form: 'base64' })]: rate(2, 2),
      },
      events: [leak, leak],
    });
    expect(result.verdict).toBe('fail');
    expect(result.answer).toMatch(/^Tenants see each other's data: 2 of 2,000 answers/);
    expect(criterion('foreign-data')).toMatchObject({
      verdict: 'fail',
      detail:
        'by kind: list 2; by place: headers 2; by spelling: base64 2; for instance GET /jobs/list: client-1 asked, client-0 owns it',
    });
    expect(details.leaks).toHaveLength(1);
  });

  test('a read that was let in fails the run', () => {
    const { criterion } = run({ metrics: { [METRIC.crossReads]: rate(1, 500) } });
    expect(criterion('cross-tenant-reads')).toMatchObject({ verdict: 'fail', observed: 1, n: 500 });
  });

  test('a kind of read that never ran leaves it open', () => {
    const { result, criterion } = run({
      metrics: { [subMetric(METRIC.crossReads, { kind: 'job-log' })]: rate(0, 0) },
    });
    expect(criterion('cross-tenant-reads')).toMatchObject({ verdict: 'inconclusive' });
    expect(criterion('cross-tenant-reads')?.detail).toMatch(/never tried: job-log/);
    expect(result.verdict).toBe('inconclusive');
  });

  test('no reads at all are no pass', () => {
    const { criterion } = run({ metrics: { [METRIC.crossReads]: rate(0, 0) } });
    expect(criterion('cross-tenant-reads')).toMatchObject({ verdict: 'inconclusive', observed: null });
  });

  test('a canary that its own tenant cannot read proves nothing', () => {
    const { criterion } = run({
      metrics: { [subMetric(METRIC.ownMissing, { kind: 'job-log' })]: rate(20, 20) },
    });
    expect(criterion('foreign-data')).toMatchObject({ verdict: 'inconclusive' });
    expect(criterion('foreign-data')?.detail).toMatch(/did not find their own canaries in job-log/);
  });

  test('but a leak that was seen stays one', () => {
    const { criterion } = run({
      metrics: {
        [subMetric(METRIC.ownMissing, { kind: 'job-log' })]: rate(20, 20),
        [METRIC.foreignAnswers]: rate(1, 2000),
      },
    });
    expect(criterion('foreign-data')?.verdict).toBe('fail');
  });
});

describe('growth with the number of tenants', () => {
  test('with the square of it is out of proportion', () => {
    const { result, criterion } = run({ level: (tenants) => 40 + 30 * tenants ** 2 });
    expect(criterion('tenant-scaling')?.verdict).toBe('fail');
    expect(result.answer).toMatch(/from 1 to 5 tenants at the same load the p95 grows out of proportion/);
  });

  test('a limit inside of the interval carries no verdict', () => {
    const { criterion } = run({ level: (tenants) => 60 * tenants ** 0.5 * (tenants % 2 === 0 ? 1.6 : 0.7) });
    expect(criterion('tenant-scaling')).toMatchObject({ verdict: 'inconclusive' });
    expect(criterion('tenant-scaling')?.detail).toMatch(/inside of the interval/);
  });

  test.each([2, 4])('with %i tenants it is not asked for, and the answer on all else is whole', (tenants) => {
    const { result, criterion } = run({ tenants });
    expect(criterion('tenant-scaling')).toBeUndefined();
    expect(result.criteria).toHaveLength(Object.keys(multitenantScenario.criteria).length - 1);
    expect(result.verdict).toBe('pass');
    expect(result.answer).not.toMatch(/grow|undecided/);
    expect(result.notEstablished.join(' ')).toMatch(
      new RegExp(`Growth with the number of tenants: not asked for. ${tenants} tenants .* at least 5`),
    );
  });

  test('with two tenants a neighbour that feels the other still fails the run', () => {
    const { result } = run({ tenants: 2, noisy: 300 });
    expect(result.verdict).toBe('fail');
    expect(result.answer).toMatch(/one tenant feels the other: while it floods, the other's p95 goes from/);
    expect(run({ tenants: 2, noisy: 300, language: 'es' }).result.answer).toMatch(/un cliente nota al otro/);
  });

  test('where the record is damaged it stays open', () => {
    const over = { scenarioData: { workspaces: ['client-0'] } };
    const result = analyse(runFilesFixture({ scenario: 'multitenant', profile: 'smoke', over }), 'en');
    expect(result.criteria.find(({ id }) => id === 'tenant-scaling')?.verdict).toBe('inconclusive');
  });
});

test('a damaged record gives no figures, and no pass', () => {
  const settings = settingsFixture({ PROFILE: 'smoke' });
  const files = runFilesFixture({
    scenario: 'multitenant',
    profile: 'smoke',
    plan: tenantPlan(settings, 5).plan,
    over: { scenarioData: { workspaces: 'client-0' } },
  });
  const result = analyse(files, 'en');
  expect(result.verdict).not.toBe('pass');
  expect(result.details).toMatchObject({ kind: 'multitenant', tenants: 0, perTenant: [] });
});
