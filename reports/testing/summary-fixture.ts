/** Builders of realistic run data for tests: a healthy run by default, each part of it open to change. */

import type { Plan } from '../../lib/load/plan.ts';
import { K6_METRIC, METRIC, subMetric } from '../../lib/metric-names.ts';
import { PROFILES, type Profile } from '../../lib/profiles.ts';
import { publicSettings } from '../../lib/settings/settings.ts';
import type { MetricSummary, Metrics, RunSummary, TargetIdentity } from '../../lib/summary-types.ts';
import { HELPER_VUS } from '../../lib/validity.ts';
import type { ScenarioName } from '../../scenarios/index.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { parseSettings, SCENARIO_SETTINGS } from '../../scenarios/settings.ts';
import { type LoadScenario, loadPlan } from '../../scenarios/testing/load-plan.ts';
import type { Dashboard, Snapshot } from '../read/dashboard.ts';
import type { RunFiles, RunRecord } from '../run-folder.ts';

export const STARTED_AT = '2026-01-31T09:30:00.000Z';

/** Settings from an environment; throws on a mistake in it. */
export function settingsFixture(environment: Readonly<Record<string, string>> = {}): AllSettings {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}

/** A Trend around a median: p95 at `p95`, the rest in proportion. `n` 0 gives the zeros that k6 writes. */
export function trend(p95: number, n: number): MetricSummary {
  const at = (share: number) => (n === 0 ? 0 : p95 * share);
  return {
    type: 'trend',
    contains: 'time',
    values: {
      min: at(0.2),
      avg: at(0.55),
      med: at(0.5),
      'p(90)': at(0.85),
      'p(95)': at(1),
      'p(99)': at(1.3),
      'p(99.9)': at(1.5),
      max: at(1.6),
      count: n,
    },
  };
}

export function rate(passes: number, n: number): MetricSummary {
  return {
    type: 'rate',
    contains: 'default',
    values: { rate: n === 0 ? 0 : passes / n, passes, fails: n - passes },
  };
}

export function counter(count: number, seconds = 60): MetricSummary {
  return { type: 'counter', contains: 'default', values: { count, rate: count / seconds } };
}

export function gauge(value: number, max = value): MetricSummary {
  return { type: 'gauge', contains: 'default', values: { value, min: 0, max } };
}

export function identityFixture(over: Partial<TargetIdentity> = {}): TargetIdentity {
  return {
    version: 'CE v1.818.0',
    health: 'healthy',
    workers: ['wk-1@2026-01-31T09:00:00Z', 'wk-2@2026-01-31T09:00:00Z'],
    processStart: [1769850000.25],
    queueLength: 0,
    scriptHash: '8f2c41d09ab3e675',
    clock: STARTED_AT,
    ...over,
  };
}

export interface LoadFigures {
  /** Journeys in the measured phase. */
  readonly journeys?: number;
  readonly failed?: number;
  readonly p95?: number;
  readonly wrongResults?: number;
  /** Jobs that were accepted and not seen to end. */
  readonly unfinished?: number;
  readonly exceptions?: number;
  readonly dropped?: number;
  readonly driftP95?: number;
}

/** Metrics of a run of the load family: the same traffic in every phase, in proportion to its users and length. */
export function loadMetrics(plan: Plan, figures: LoadFigures = {}): Metrics {
  const { journeys = 900, failed = 0, p95 = 420, wrongResults = 0, unfinished = 0 } = figures;
  const metrics: Record<string, MetricSummary> = {
    [METRIC.generatorDrift]: trend(figures.driftP95 ?? 3, 1800),
    [METRIC.monitorErrors]: rate(0, 90),
    [K6_METRIC.iterations]: counter(journeys + 500),
    [K6_METRIC.vus]: gauge(2, Math.max(...plan.phases.map((phase) => phase.users)) + HELPER_VUS),
    ...(figures.dropped === undefined ? {} : { [K6_METRIC.droppedIterations]: counter(figures.dropped) }),
    ...(figures.exceptions === undefined ? {} : { [METRIC.journeyExceptions]: counter(figures.exceptions) }),
    [subMetric(METRIC.journeyFailures, { kind: 'server-error' })]: counter(failed),
  };
  const measured = plan.phases.find((phase) => phase.measured) ?? plan.phases[0];
  const weight = (measured?.users ?? 1) * (measured?.seconds ?? 1);
  for (const phase of [null, ...plan.phases]) {
    const share = phase === null ? 1.2 : (phase.users * phase.seconds) / Math.max(1, weight);
    const n = Math.round(journeys * share);
    const name = (metric: string) => (phase === null ? metric : subMetric(metric, { phase: phase.name }));
    const bad = phase === null || phase.measured;
    const lost = bad ? unfinished : 0;
    Object.assign(metrics, {
      [name(METRIC.jobDuration)]: trend(phase === null || phase.measured ? p95 : p95 * 0.9, n - lost),
      [name(METRIC.jobQueueWait)]: trend(p95 / 4, Math.floor(n / 2)),
      [name(METRIC.journeyErrors)]: rate(bad ? failed + lost : 0, n),
      [name(METRIC.jobsSubmitted)]: counter(n),
      [name(METRIC.jobsCompleted)]: counter(n - lost),
      [name(METRIC.jobsEnded)]: rate(n - lost, n),
      [name(METRIC.wrongResults)]: rate(bad ? wrongResults : 0, n),
      [name(METRIC.targetCpu)]: trend(80, 30),
      [name(METRIC.targetMemory)]: trend(310, 30),
      [name(METRIC.queueLength)]: trend(4, 30),
      [name(K6_METRIC.requests)]: counter(n * 2),
      [name(K6_METRIC.requestDuration)]: trend(p95 * 0.8, n * 2),
      [name(K6_METRIC.requestFailed)]: rate(bad ? failed : 0, n * 2),
    });
  }
  return metrics;
}

export interface SummaryFixture {
  readonly scenario?: ScenarioName;
  readonly profile?: Profile;
  /** Settings by environment name. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly plan?: Plan;
  readonly metrics?: Metrics;
  readonly figures?: LoadFigures;
  /** Seconds that the load ran; default: as planned. */
  readonly loadSeconds?: number;
  readonly over?: Partial<RunSummary>;
}

const isLoadScenario = (scenario: ScenarioName): scenario is LoadScenario =>
  scenario === 'baseline' || scenario === 'normal' || scenario === 'high' || scenario === 'burst';

/** A run's summary; without anything given, a healthy `normal` run of the short profile. */
export function summaryFixture(fixture: SummaryFixture = {}): RunSummary {
  const { scenario = 'normal', profile = PROFILES[1] } = fixture;
  const settings = settingsFixture({ PROFILE: profile, ...fixture.environment });
  const plan =
    fixture.plan ?? (isLoadScenario(scenario) ? loadPlan(scenario, settings) : { seconds: 60, phases: [] });
  const loadSeconds = fixture.loadSeconds ?? plan.seconds;
  return {
    schemaVersion: 2,
    runId: `20260131T093000Z-${scenario}`,
    suiteVersion: '0.1.0',
    revision: '4a5f3e3c0ffe',
    scenario,
    profile,
    startedAt: STARTED_AT,
    endedAt: new Date(Date.parse(STARTED_AT) + loadSeconds * 1000).toISOString(),
    plan,
    settings: publicSettings(settings, SCENARIO_SETTINGS, { comparable: true }),
    seed: settings.seed,
    target: { kind: 'embedded', atStart: identityFixture(), atEnd: identityFixture() },
    scenarioData: null,
    k6: {
      testRunDurationMs: (loadSeconds + 1) * 1000,
      metrics: fixture.metrics ?? loadMetrics(plan, fixture.figures),
    },
    ...fixture.over,
  };
}

export function runRecordFixture(over: Partial<RunRecord> = {}): RunRecord {
  return {
    k6Version: '1.8.1',
    k6ExitCode: 0,
    k6Path: null,
    interrupted: false,
    startedAt: STARTED_AT,
    endedAt: STARTED_AT,
    generator: {
      cores: 2,
      cpuShareP95: 0.18,
      cpuShareMax: 0.3,
      systemCpuShareP95: 0.6,
      memoryMbMax: 140,
      samples: 195,
    },
    host: { platform: 'linux', arch: 'x64', cpus: 2, node: 'v20.19.0' },
    target: { kind: 'embedded' },
    ...over,
  };
}

/** What a second of the record says; by default a steady system at `users`. */
export interface SecondFixture {
  readonly users: number;
  readonly jobs: number;
  readonly p95: number | null;
  readonly errorRate?: number;
}

/** The record per second of a run: `at` gives each second of the plan. */
export function dashboardFixture(summary: RunSummary, at?: (second: number) => SecondFixture): Dashboard {
  const start = Date.parse(summary.startedAt);
  const usual = (second: number): SecondFixture => {
    const phase = summary.plan.phases.findLast(({ startSeconds }) => startSeconds <= second);
    const users = phase?.users ?? 1;
    return { users, jobs: users / 2, p95: 400 };
  };
  const snapshots: Snapshot[] = [];
  for (let second = 0; second < summary.plan.seconds; second += 1) {
    const { users, jobs, p95, errorRate = 0 } = (at ?? usual)(second);
    const metrics = new Map<string, Record<string, number>>([
      [K6_METRIC.vus, { value: users + HELPER_VUS }],
      [K6_METRIC.requests, { count: jobs * 2, rate: jobs * 2 }],
      [METRIC.jobsCompleted, { count: jobs, rate: jobs }],
      [METRIC.journeyErrors, { rate: errorRate }],
    ]);
    if (p95 !== null) metrics.set(METRIC.jobDuration, { med: p95 / 2, 'p(95)': p95, 'p(99)': p95 * 1.2 });
    snapshots.push({ time: start + (second + 1) * 1000, metrics });
  }
  return { periodMs: 1000, snapshots, skippedLines: 0 };
}

/** Everything of a run; without anything given, of a healthy one under the runner. */
export function runFilesFixture(
  fixture: SummaryFixture & { readonly files?: Partial<Omit<RunFiles, 'summary'>> } = {},
): RunFiles {
  const summary = summaryFixture(fixture);
  return {
    folder: 'run',
    summary,
    dashboard: dashboardFixture(summary),
    events: [],
    run: runRecordFixture(),
    resources: null,
    logScan: null,
    ...fixture.files,
  };
}

/** The lines of `series.ndjson` from which a reader gets the given record. */
export function dashboardLines(dashboard: Dashboard): string {
  const types: Readonly<Record<string, string>> = {
    time: 'gauge',
    [K6_METRIC.vus]: 'gauge',
    [K6_METRIC.requests]: 'counter',
    [METRIC.jobsCompleted]: 'counter',
    [METRIC.journeyErrors]: 'rate',
    [METRIC.jobDuration]: 'trend',
  };
  const names = Object.keys(types).sort();
  const aggregates = { counter: ['count', 'rate'], trend: ['med', 'p(95)', 'p(99)'] };
  const events = [
    { event: 'param', data: { period: dashboard.periodMs, aggregates } },
    { event: 'metric', data: Object.fromEntries(names.map((name) => [name, { type: types[name] }])) },
    ...dashboard.snapshots.map(({ time, metrics }) => ({
      event: 'snapshot',
      data: names.map((name) => (name === 'time' ? [time] : Object.values(metrics.get(name) ?? {}))),
    })),
  ];
  return `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
}
