import { describe, expect, test } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { Metrics, RunEvent } from '../../lib/summary-types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import {
  counter,
  dashboardFixture,
  gauge,
  rate,
  runFilesFixture,
  settingsFixture,
  summaryFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';
import { detailsOf } from '../details.ts';
import { ANSWER_KINDS } from './load/canary.ts';
import { READ_KINDS } from './load/cross-reads.ts';
import { levelTag, tenantTag } from './load/names.ts';
import { provingReads } from './load/own-reads.ts';
import { steadyUsersOf, type TenantPlan, tenantPlan } from './load/plan.ts';
import { multitenantScenario } from './scenario.ts';

const workspacesOf = (count: number) => Array.from({ length: count }, (_, index) => `client-${index}`);

interface Shape {
  readonly tenants?: number;
  /** p95 of a tenant beside a flooding one, and without. */
  readonly noisy?: number;
  readonly quiet?: number;
  /** Of the planned journeys in quiet windows that there were. */
  readonly pace?: number;
  /** Whether a quiet window could be measured, by its place among them. */
  readonly measured?: (window: number) => boolean;
  /** p95 at a number of tenants. */
  readonly level?: (tenants: number) => number;
  /** Jobs of a tenant in the noisy windows; 30 in the quiet ones. */
  readonly kept?: (tenant: number) => number;
  readonly metrics?: Metrics;
  readonly ledger?: boolean;
  readonly language?: 'en' | 'es';
  readonly events?: readonly RunEvent[];
}

const steady = (p95: number) => Array.from({ length: 20 }, (_, index) => p95 * (0.9 + index / 200));

type Ledger = Required<Pick<Shape, 'noisy' | 'quiet' | 'measured' | 'level' | 'kept' | 'tenants'>>;

function ledgerOf(plan: TenantPlan, shape: Ledger) {
  const line = (slot: string, tenant: number, ms: number): RunEvent => ({
    event: 'tenant-job',
    t: 0,
    slot,
    tenant,
    ms,
    ok: true,
  });
  const windows = plan.windows.flatMap(({ name, side }, index) => {
    if (side === 'quiet' && !shape.measured(Math.floor(index / 2))) return [];
    const values = steady(side === 'quiet' ? shape.quiet : shape.noisy);
    return workspacesOf(shape.tenants - 1).flatMap((_, tenant) => {
      const jobs = side === 'quiet' ? 30 : shape.kept(tenant);
      const share = Math.ceil((jobs - Math.floor(index / 2)) / (plan.windows.length / 2));
      return values.slice(0, share).map((ms) => line(name, tenant, ms));
    });
  });
  const visits = plan.visits.flatMap(({ name, tenants }) =>
    steady(shape.level(tenants)).map((ms) => line(name, 0, ms)),
  );
  const quiet = plan.windows.filter(({ side }) => side === 'quiet');
  const measured = quiet.flatMap(({ name: slot }, index) =>
    Array.from({ length: shape.measured(index) ? plan.steadyUsers : 0 }, (_, user): RunEvent => {
      return { event: 'quiet-window', t: 0, slot, tenant: user % (shape.tenants - 1) };
    }),
  );
  return [...windows, ...visits, ...measured];
}

function run(shape: Shape = {}) {
  const { tenants = 5, noisy = 110, level = () => 60, kept = () => 30, ledger = true } = shape;
  const { quiet = 60, measured = () => true, pace = 1 } = shape;
  const settings = settingsFixture({ PROFILE: 'smoke' });
  const plan = tenantPlan(settings, tenants);
  const side = (name: string) => (name === 'quiet' ? quiet : noisy);
  const pairs = Array.from({ length: plan.windows.length / 2 }, (_, index) => index);
  const share = pairs.filter(measured).length / pairs.length;
  const metrics: Record<string, Metrics[string]> = {
    [METRIC.generatorDrift]: trend(3, 400),
    [METRIC.journeyErrors]: rate(0, 700),
    [METRIC.jobDuration]: trend(110, 700),
    [METRIC.foreignAnswers]: rate(0, 2000),
    [METRIC.crossReads]: rate(0, 500),
    [METRIC.ownMissing]: rate(0, 200),
    [subMetric(METRIC.floodJobs, { end: 'completed' })]: counter(300),
    [METRIC.quietMeasured]: counter(plan.steadyUsers * pairs.length * share),
    iterations: counter(44),
    vus: gauge(10, 26),
  };
  for (const kind of ANSWER_KINDS) metrics[subMetric(METRIC.foreignAnswers, { kind })] = rate(0, 200);
  for (const kind of READ_KINDS) metrics[subMetric(METRIC.crossReads, { kind })] = rate(0, 30);
  for (const { name } of provingReads(settings.scriptPath)) {
    metrics[subMetric(METRIC.ownMissing, { kind: name })] = rate(0, 20);
  }
  for (const name of ['quiet', 'noisy']) {
    const journeys = Math.round(plan.steadyUsers * pairs.length * 2 * (name === 'quiet' ? share * pace : 1));
    metrics[subMetric(METRIC.jobDuration, { side: name })] = trend(side(name), journeys);
  }
  for (const window of plan.windows) {
    metrics[subMetric(METRIC.jobDuration, { window: window.name })] = trend(side(window.side), 19);
  }
  for (const visit of plan.visits) {
    const p95 = trend(level(visit.tenants), 20);
    metrics[subMetric(METRIC.jobDuration, { visit: visit.name })] = p95;
    metrics[subMetric(METRIC.jobDuration, { level: levelTag(visit.tenants) })] = p95;
  }
  for (let index = 0; index < tenants - 1; index += 1) {
    const tenant = tenantTag(index);
    metrics[subMetric(METRIC.windowCompleted, { tenant, side: 'quiet' })] = counter(30 * share);
    metrics[subMetric(METRIC.quietMeasured, { tenant })] = counter(
      steadyUsersOf(plan, index, tenants) * pairs.length * share,
    );
    metrics[subMetric(METRIC.windowCompleted, { tenant, side: 'noisy' })] = counter(kept(index));
  }
  const fixture = {
    scenario: 'multitenant' as const,
    profile: 'smoke' as const,
    plan: plan.plan,
    metrics: { ...metrics, ...shape.metrics },
    over: { scenarioData: { workspaces: workspacesOf(tenants), flooding: tenants - 1 } },
  };
  const events = ledger ? ledgerOf(plan, { noisy, quiet, measured, level, kept, tenants }) : [];
  const dashboard = dashboardFixture(summaryFixture(fixture));
  const files = runFilesFixture({
    ...fixture,
    files: { events: [...events, ...(shape.events ?? [])], dashboard },
  });
  const result = analyse(files, shape.language ?? 'en');
  const details = detailsOf(result, 'multitenant');
  if (details === null) throw new Error(result.details.kind);
  const criterion = (id: string) => result.criteria.find((one) => one.id === id);
  return { result, details, criterion };
}

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
