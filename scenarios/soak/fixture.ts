/** A soak run whose figures follow given courses over time. */
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary } from '../../lib/summary-types.ts';
import type { RunFiles } from '../../reports/run-folder.ts';
import { createRandom } from '../../reports/stats/random.ts';
import {
  counter,
  loadMetrics,
  rate,
  runFilesFixture,
  settingsFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';
import { soakPlan, soakTiming } from './load/plan.ts';
import { sliceName } from './load/tags.ts';

/** Level of a figure over the measured part, `at` from 0 to 1. */
export type Course = (at: number) => number;

export interface SoakFixture {
  readonly environment?: Readonly<Record<string, string>>;
  readonly memoryMb?: Course;
  /** Of the host that the workers live in; not shown unless given. */
  readonly hostMemoryMb?: Course;
  readonly p95?: Course;
  readonly jobsPerSecond?: Course;
  readonly errorRate?: Course;
  readonly dbConnections?: Course;
  readonly memoryFrom?: 'metrics' | 'pings';
  /** Share of the measured part after which the run was stopped. */
  readonly stoppedAt?: number;
  /** Figures that the target does not show. */
  readonly hidden?: readonly string[];
  readonly files?: Partial<Omit<RunFiles, 'summary'>>;
}

/** A Trend with the same value at every percentile, the 10th among them. */
function level(value: number, n: number): MetricSummary {
  const flat = trend(value, n);
  const values = Object.fromEntries(
    Object.keys(flat.values).map((name) => [name, name === 'count' ? n : value]),
  );
  return { ...flat, values: { ...values, 'p(10)': value } };
}

/** Everything of a soak run; without anything given, of one of an hour in which nothing gets worse. */
export function soakFilesFixture(fixture: SoakFixture = {}) {
  const environment = { PROFILE: 'full', ...fixture.environment };
  const settings = settingsFixture(environment);
  const timing = soakTiming(settings);
  const plan = soakPlan(settings);
  const random = createRandom(7);
  /** Noise of a thousandth, so that nothing is constant by magic. */
  const noisy = (course: Course | undefined, usual: number, at: number) =>
    (course?.(at) ?? usual) * (1 + random.normal() / 1000);
  const metrics: Record<string, MetricSummary> = { ...loadMetrics(plan) };
  const perSlice = Math.round(timing.sliceSeconds * 9);
  for (let index = 0; index < timing.slices; index += 1) {
    const at = (index + 0.5) / timing.slices;
    const name = (metric: string) => subMetric(metric, { slice: sliceName(index) });
    const jobs = noisy(fixture.jobsPerSecond, 9, at) * timing.sliceSeconds;
    const p95 = noisy(fixture.p95, 200, at);
    Object.assign(metrics, {
      [name(METRIC.jobDuration)]: level(p95, perSlice),
      [name(METRIC.journeyErrors)]: rate(
        Math.round((fixture.errorRate?.(at) ?? 0) * perSlice * 1000),
        perSlice * 1000,
      ),
      [name(METRIC.jobsCompleted)]: counter(jobs),
      [name(METRIC.targetCpu)]: level(noisy(undefined, 50, at), 30),
      [name(METRIC.targetMemory)]: level(noisy(fixture.memoryMb, 500, at), 30),
      ...(fixture.hostMemoryMb === undefined
        ? {}
        : { [name(METRIC.hostMemory)]: level(fixture.hostMemoryMb(at), 30) }),
      [name(METRIC.queueLength)]: level(noisy(undefined, 2, at), 30),
      [name(METRIC.dbConnections)]: level(Math.round(fixture.dbConnections?.(at) ?? 20), 30),
    });
  }
  if (fixture.hostMemoryMb !== undefined) metrics[METRIC.hostMemory] = level(fixture.hostMemoryMb(0.5), 1200);
  for (const hidden of fixture.hidden ?? []) {
    for (const key of Object.keys(metrics)) {
      if (key === hidden || key.startsWith(`${hidden}{slice:`)) delete metrics[key];
    }
  }
  const { stoppedAt } = fixture;
  const measured = timing.seconds - timing.warmupSeconds;
  return runFilesFixture({
    scenario: 'soak',
    profile: settings.profile,
    environment,
    plan,
    metrics,
    ...(stoppedAt === undefined ? {} : { loadSeconds: timing.warmupSeconds + measured * stoppedAt }),
    over: { scenarioData: { timing, memoryFrom: fixture.memoryFrom ?? 'metrics' } },
    files: { dashboard: null, ...fixture.files },
  });
}
