/** A stress run of an ideal system: W workers, one job at a time, a fixed service time. */
import { K6_METRIC, METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary } from '../../lib/summary-types.ts';
import { HELPER_VUS } from '../../lib/validity.ts';
import type { RunFiles } from '../../reports/run-folder.ts';
import {
  counter,
  gauge,
  rate,
  runFilesFixture,
  settingsFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';
import { ladderOf, stepTiming, stressPlan } from './load/plan.ts';

export interface StepFigures {
  /** Shares of journeys. */
  readonly failed?: number;
  readonly slow?: number;
  readonly unfinished?: number;
  readonly late?: number;
  readonly driftP95?: number;
  readonly cpuPercent?: number;
  /** Time that a job occupies its worker, where it is not the service time of the ideal system. */
  readonly occupiedMs?: number;
  readonly poolPercent?: number;
  readonly thirdPartyPercent?: number;
}

export interface StressFixture {
  readonly workers?: number;
  readonly serviceMs?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Figures of a step that are not those of the healthy system. */
  readonly at?: (users: number) => StepFigures;
  /** Users of the last step that was reached, in which the run was ended by k6. */
  readonly abortedAt?: number;
  readonly search?: unknown;
  readonly files?: Partial<Omit<RunFiles, 'summary'>>;
}

/** Throughput and mean latency of the ideal system in a closed model without think time. */
export function idealSystem(users: number, workers: number, serviceMs: number) {
  const jobsPerSecond = Math.min(users, workers) / (serviceMs / 1000);
  return { jobsPerSecond, latencyMs: (users / jobsPerSecond) * 1000 };
}

function stepMetrics(
  name: string,
  users: number,
  seconds: number,
  figures: StepFigures,
  system: { readonly workers: number; readonly serviceMs: number },
): Record<string, MetricSummary> {
  const { jobsPerSecond, latencyMs } = idealSystem(users, system.workers, system.serviceMs);
  const journeys = Math.round(jobsPerSecond * seconds);
  const failed = Math.round(journeys * (figures.failed ?? 0));
  const waited = journeys - failed;
  const phase = (metric: string) => subMetric(metric, { phase: name });
  const scenario = (metric: string) => subMetric(metric, { scenario: name });
  // The fixture's mean lies at .55 of its p95.
  const wait = trend(latencyMs / 0.55, waited);
  return {
    [phase(METRIC.journeyWait)]: wait,
    [phase(METRIC.slowJourneys)]: rate(Math.round(waited * (figures.slow ?? 0)), waited),
    [phase(METRIC.journeyErrors)]: rate(failed, journeys),
    [phase(METRIC.windowCompleted)]: counter(waited),
    [phase(METRIC.windowEnded)]: counter(journeys),
    [phase(METRIC.jobsSubmitted)]: counter(journeys),
    [phase(METRIC.jobsCompleted)]: counter(waited),
    [phase(METRIC.targetCpu)]: trend((figures.cpuPercent ?? 40) / 0.55, 10),
    [phase(METRIC.targetMemory)]: trend(300, 10),
    [phase(METRIC.queueLength)]: trend(2 * Math.max(0, users - system.workers), 10),
    // What the workers report lags behind by some steps.
    [phase(METRIC.workerOccupancy)]: trend(Math.min(1, users / system.workers) * 50, 10),
    [phase(METRIC.serviceTime)]: trend((figures.occupiedMs ?? system.serviceMs) / 0.55, journeys),
    [phase(METRIC.poolInUse)]: trend((figures.poolPercent ?? 10) / 0.55, 10),
    ...(figures.thirdPartyPercent === undefined
      ? {}
      : { [phase(METRIC.thirdPartyBusy)]: trend(figures.thirdPartyPercent / 0.55, 10) }),
    [phase(METRIC.generatorDrift)]: trend(figures.driftP95 ?? 3, 100),
    [scenario(METRIC.journeysStarted)]: counter(journeys + (figures.unfinished ?? 0)),
    [scenario(METRIC.journeysEnded)]: counter(journeys),
    [scenario(METRIC.journeysLate)]: counter(figures.late ?? 0),
    [scenario(K6_METRIC.requests)]: counter(journeys),
  };
}

/** Everything of a stress run. Without anything given: 4 workers, 100 ms, the default ladder of the smoke profile. */
export function stressFilesFixture(fixture: StressFixture = {}) {
  const { workers = 4, serviceMs = 100, abortedAt } = fixture;
  const environment = { PROFILE: 'smoke', ...fixture.environment };
  const settings = settingsFixture(environment);
  const plan = stressPlan(settings, null);
  const reached = plan.phases.filter(({ users }) => abortedAt === undefined || users <= abortedAt);
  const metrics: Record<string, MetricSummary> = {
    [K6_METRIC.iterations]: counter(1000),
    [K6_METRIC.vus]: gauge(1, Math.max(...reached.map(({ users }) => users)) + HELPER_VUS),
    [METRIC.wrongResults]: rate(0, 1000),
    [METRIC.journeyErrors]: rate(0, 1000),
    [METRIC.targetCpu]: trend(60, 60),
    [METRIC.targetMemory]: trend(300, 60),
  };
  for (const { name, users, seconds } of reached) {
    Object.assign(
      metrics,
      stepMetrics(name, users, seconds, fixture.at?.(users) ?? {}, { workers, serviceMs }),
    );
  }
  const last = reached.at(-1);
  const loadSeconds =
    abortedAt === undefined || last === undefined ? plan.seconds : last.startSeconds + last.seconds;
  const aborting = last === undefined ? undefined : subMetric(METRIC.journeyErrors, { phase: last.name });
  if (abortedAt !== undefined && aborting !== undefined && metrics[aborting] !== undefined) {
    metrics[aborting] = { ...metrics[aborting], thresholds: { 'rate<=0.25': { ok: false } } };
  }
  return runFilesFixture({
    scenario: 'stress',
    profile: 'smoke',
    environment,
    plan,
    metrics,
    loadSeconds,
    over: {
      scenarioData: {
        mode: fixture.search === undefined ? 'ramp' : 'search',
        timing: stepTiming(settings),
        ladder: ladderOf(settings),
        target: { workers, onThisMachine: true },
        ...(fixture.search === undefined ? {} : { search: fixture.search }),
      },
    },
    files: { dashboard: null, ...fixture.files },
  });
}
