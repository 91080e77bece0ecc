/** multitenant: whether one tenant sees another, and whether it feels another. */

import type { Scenario } from 'k6/options';
import { ANSWER_PARTS, LEAK_FORMS } from '../../lib/leaks/finder.ts';
import { jobTimeoutOf } from '../../lib/load/plan.ts';
import { FAILURE_KINDS, K6_METRIC, METRIC, subMetric } from '../../lib/metric-names.ts';
import { defineRun, type Run, type RunData } from '../../lib/run/define-run.ts';
import type { SummaryFiles } from '../../lib/run/summary.ts';
import type { MetricKind } from '../../lib/run/thresholds.ts';
import { isRecord } from '../../lib/windmill/http.ts';
import { ANSWER_KINDS } from './load/canary.ts';
import { tenantFacts } from './load/console.ts';
import { READ_KINDS } from './load/cross-reads.ts';
import { isolationUser } from './load/isolation-user.ts';
import { levelTag, tenantTag } from './load/names.ts';
import { provingReads } from './load/own-reads.ts';
import {
  floodingTenant,
  PART,
  type Part,
  type TenantPlan,
  tenantCounts,
  tenantPlan,
  tenantProblems,
  tenantsAtWork,
} from './load/plan.ts';
import { cleanUp, prepareTenants, type TenantData } from './load/setup.ts';
import { floodUser, scalingUser, steadyUser } from './load/steady-user.ts';
import { multitenantScenario } from './scenario.ts';
import type { TENANT_SETTINGS, TenantSettings } from './settings.ts';

type User = (data: RunData<TenantData>) => void;

export interface TenantRun extends Run<TenantData, TenantSettings> {
  readonly isolation: User;
  readonly steady: User;
  readonly flood: User;
  readonly scaling: User;
}

/** Tenants whose own latencies stand in the summary; the full report takes those of all from the ledger. */
const MOST_TENANTS = 8;

type Exposed = readonly (readonly [string, MetricKind])[];

/** About fifty sub-metrics a metric at most: k6 slows down beyond. */
function exposed(settings: TenantSettings): Exposed {
  const plan = tenantPlan(settings);
  const tenants = tenantsAtWork(settings).length;
  const shown = Array.from({ length: Math.min(MOST_TENANTS, floodingTenant(tenants)) }, (_, index) => index);
  const sides = ['quiet', 'noisy'] as const;
  const durations = [
    ...sides.map((side) => ({ side })),
    ...plan.windows.map(({ name }) => ({ window: name })),
    ...plan.visits.map(({ name }) => ({ visit: name })),
    ...tenantCounts(tenants).map((count) => ({ level: levelTag(count) })),
    ...shown.map((index) => ({ tenant: tenantTag(index) })),
  ];
  const tagged = (metric: string, kind: MetricKind, values: readonly Readonly<Record<string, string>>[]) =>
    values.map((tags) => [subMetric(metric, tags), kind] as const);
  return [
    ...tagged(METRIC.jobDuration, 'trend', durations),
    ...tagged(METRIC.windowCompleted, 'counter', [
      ...shown.flatMap((index) => sides.map((side) => ({ tenant: tenantTag(index), side }))),
    ]),
    ...tagged(
      METRIC.journeyErrors,
      'rate',
      Object.values(PART).map((phase) => ({ phase })),
    ),
    ...tagged(METRIC.foreignAnswers, 'rate', [
      ...ANSWER_KINDS.map((kind) => ({ kind })),
      ...ANSWER_PARTS.map((part) => ({ part })),
      ...LEAK_FORMS.map((form) => ({ form })),
    ]),
    ...tagged(
      METRIC.crossReads,
      'rate',
      READ_KINDS.map((kind) => ({ kind })),
    ),
    ...tagged(
      METRIC.ownMissing,
      'rate',
      provingReads(settings.scriptPath).map(({ name }) => ({ kind: name })),
    ),
    ...tagged(
      METRIC.quietMeasured,
      'counter',
      shown.map((index) => ({ tenant: tenantTag(index) })),
    ),
    ...tagged(METRIC.floodJobs, 'counter', [{ end: 'completed' }, { end: 'refused' }]),
    ...tagged(
      METRIC.journeyFailures,
      'counter',
      FAILURE_KINDS.map((kind) => ({ kind })),
    ),
    [subMetric(K6_METRIC.requestDuration, { expected_response: 'true' }), 'trend'],
  ];
}

/** Users of one part, each with one iteration for life; what is under way at the end is waited for. */
function users(plan: TenantPlan, part: Part, exec: string, count: number, graceSeconds: number): Scenario {
  const phase = plan.plan.phases.find(({ name }) => name === part);
  return {
    executor: 'per-vu-iterations',
    exec,
    vus: count,
    iterations: 1,
    startTime: `${phase?.startSeconds ?? 0}s`,
    maxDuration: `${(phase?.seconds ?? 0) + graceSeconds}s`,
    gracefulStop: '5s',
  };
}

export function multitenantRun(): TenantRun {
  const run = defineRun<TenantData, typeof TENANT_SETTINGS>({
    scenario: multitenantScenario,
    problems: tenantProblems,
    plan: (settings) => tenantPlan(settings).plan,
    scenarios: (settings) => {
      const plan = tenantPlan(settings);
      const grace = Math.ceil(jobTimeoutOf(settings) / 1000) + 5;
      const make = (part: Part, exec: string, count: number) => users(plan, part, exec, count, grace);
      return {
        isolation: make(PART.isolation, 'isolation', plan.isolationUsers),
        steady: make(PART.neighbour, 'steady', plan.steadyUsers),
        flood: make(PART.neighbour, 'flood', plan.floodUsers),
        scaling: make(PART.scaling, 'scaling', plan.scalingUsers),
      };
    },
    metrics: (settings) => exposed(settings),
    setup: (settings, _plan, runId) => prepareTenants(settings, runId),
    teardown: (settings) => cleanUp(settings),
    summarise: (_settings, data) => data.own,
    consoleFacts: (settings, _plan, metrics) => tenantFacts(settings, metrics),
    options: () => ({ batch: 20, batchPerHost: 20 }),
  });
  return {
    ...run,
    isolation: (data) => isolationUser(run.settings, tenantPlan(run.settings), data),
    steady: (data) => steadyUser(run.settings, tenantPlan(run.settings), data),
    flood: (data) => floodUser(run.settings, tenantPlan(run.settings), data),
    scaling: (data) => scalingUser(run.settings, tenantPlan(run.settings), data),
    handleSummary: (data) => summariseRun(run, data),
  };
}

/** k6 runs no teardown where setup was cut short, but it does come here. */
function summariseRun(run: Run<TenantData, TenantSettings>, data: unknown): SummaryFiles {
  const begun = isRecord(data) && isRecord(data.setup_data);
  // A refused run has no plan, and made nothing.
  if (!begun && run.plan.seconds > 0) cleanUp(run.settings);
  return run.handleSummary(data);
}
