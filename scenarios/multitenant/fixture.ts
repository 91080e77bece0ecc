/** Runs of the scenario as its tests plant them. */
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

export const workspacesOf = (count: number) => Array.from({ length: count }, (_, index) => `client-${index}`);

export interface Shape {
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

export const steady = (p95: number) => Array.from({ length: 20 }, (_, index) => p95 * (0.9 + index / 200));

export type Ledger = Required<Pick<Shape, 'noisy' | 'quiet' | 'measured' | 'level' | 'kept' | 'tenants'>>;

export function ledgerOf(plan: TenantPlan, shape: Ledger) {
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

export function run(shape: Shape = {}) {
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
