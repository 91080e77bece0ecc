/** The steps of a stress run as k6's summary has them. Shared with the search, which judges its trials by them. */
import { K6_METRIC, METRIC } from '../../../lib/metric-names.ts';
import type { Phase } from '../../../lib/summary-types.ts';
import { GENERATOR_LIMITS, INTERFERENCE_LIMIT } from '../../../lib/validity.ts';
import { coresInUse, type Disturbance, disturbanceAt } from '../../../reports/analysis/interference.ts';
import type { MetricReader } from '../../../reports/analysis/metrics.ts';
import { phaseSeconds } from '../../../reports/analysis/phases.ts';
import type { GeneratorRecord } from '../../../reports/run-folder.ts';
import type { LoadStep } from '../../../reports/stats/staircase.ts';

/** Why a step says nothing about the target. */
export type DiscardReason = 'generator-late' | 'generator-cpu' | 'interference';

export interface MeasuredStep {
  readonly name: string;
  readonly users: number;
  readonly startSeconds: number;
  /** Measured seconds that really passed. */
  readonly seconds: number;
  /** Journeys that ended after the warm-up, and those of them that failed. */
  readonly journeys: number;
  readonly failed: number;
  /** Journeys that were waited for, and those that took longer than the limit or were given up. */
  readonly waited: number;
  readonly slow: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly meanWaitMs: number | null;
  /** Jobs done well, and requests, a second, both counted inside the measured seconds alone. */
  readonly jobsPerSecond: number | null;
  readonly requestsPerSecond: number | null;
  readonly requests: number;
  /** Begun and never seen to end: cut off by an abort or by the end of the run. */
  readonly unfinished: number;
  /** Ended behind the gap, in the time of the next step. */
  readonly late: number;
  readonly cpuPercent: number | null;
  readonly memoryMb: number | null;
  /** Median of jobs that waited for a worker. */
  readonly queueLength: number | null;
  /** Busy share of the workers over their last 15 seconds, as they report it. */
  readonly reportedBusyPercent: number | null;
  /** Mean time from start to end of the jobs of the step, and the jobs behind it. */
  readonly serviceMs: number | null;
  readonly serviceJobs: number;
  readonly dbConnections: number | null;
  /** Of the server's pool of connections. */
  readonly poolInUsePercent: number | null;
  readonly thirdPartyPercent: number | null;
  readonly driftP95Ms: number | null;
  /** Share of the machine that k6, and everything on it, used meanwhile. */
  readonly generatorCpuShare: number | null;
  readonly machineCpuShare: number | null;
  /** Cores of this machine that were in use meanwhile, by the kernel's account; null where the runner could not see it. */
  readonly coresInUse: number | null;
  /** Of the processor time that k6 and the target wanted, the share that others took; null where it is not known. */
  readonly takenShare: number | null;
  /** Share of the machine that went to neither k6 nor the target; null where that is not known. */
  readonly othersShare: number | null;
  readonly discarded: DiscardReason | null;
}

/** What surrounds the steps: how long the load ran, when it began, and what the generator used. */
export interface StepsContext {
  readonly loadSeconds: number;
  /** Unix ms of the start of the load. */
  readonly startedAt: number;
  readonly generator: GeneratorRecord | null;
}

/** Naps of the watchdog below which their p95 says nothing. */
const MIN_NAPS = 10;

function meanShare(
  phase: Phase,
  seconds: number,
  { startedAt, generator }: StepsContext,
  pick: (sample: NonNullable<GeneratorRecord['series']>[number]) => number | null,
): number | null {
  const from = startedAt + phase.startSeconds * 1000;
  const values = (generator?.series ?? []).flatMap((sample) =>
    sample.t >= from && sample.t <= from + seconds * 1000 ? (pick(sample) ?? []) : [],
  );
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Share of the machine that went to neither k6 nor the target: for systems that do not tell who waited for whom. */
function othersShare(
  machine: number | null,
  k6: number | null,
  targetPercent: number | null,
  generator: GeneratorRecord | null,
): number | null {
  if (machine === null || k6 === null || targetPercent === null || generator === null) return null;
  return Math.max(0, machine - k6 - targetPercent / 100 / generator.cores);
}

function discardReason(
  driftP95Ms: number | null,
  cpuShare: number | null,
  beside: Disturbance & { readonly others: number | null },
): DiscardReason | null {
  const { share, disturbed, others } = beside;
  if (disturbed) return 'interference';
  if (share === null && others !== null && others > INTERFERENCE_LIMIT.othersShare) return 'interference';
  if (driftP95Ms !== null && driftP95Ms > GENERATOR_LIMITS.driftP95Ms) return 'generator-late';
  return cpuShare !== null && cpuShare > GENERATOR_LIMITS.cpuShare ? 'generator-cpu' : null;
}

/** The steps that the run reached, in order of the plan. */
export function measuredSteps(
  metrics: MetricReader,
  phases: readonly Phase[],
  context: StepsContext,
): MeasuredStep[] {
  return phases.flatMap((phase) => {
    const seconds = phaseSeconds(phase, context.loadSeconds);
    const tags = { phase: phase.name };
    const whole = { scenario: phase.name };
    const started = metrics.count(METRIC.journeysStarted, whole) ?? 0;
    if (started === 0) return [];
    const errors = metrics.rate(METRIC.journeyErrors, tags);
    const slow = metrics.rate(METRIC.slowJourneys, tags);
    const wait = metrics.trend(METRIC.journeyWait, tags);
    const perSecond = (metric: string) => (seconds > 0 ? (metrics.count(metric, tags) ?? 0) / seconds : null);
    const drift = metrics.trend(METRIC.generatorDrift, tags);
    const driftP95Ms = drift.n >= MIN_NAPS ? drift.p95 : null;
    const generatorCpuShare = meanShare(phase, seconds, context, (sample) => sample.cpuShare);
    const machineCpuShare = meanShare(phase, seconds, context, (sample) => sample.systemCpuShare);
    const cpuPercent = metrics.mean(METRIC.targetCpu, tags);
    const stretch = { startSeconds: phase.startSeconds, seconds };
    const taken = disturbanceAt(context.generator, context.startedAt, stretch);
    const others = othersShare(machineCpuShare, generatorCpuShare, cpuPercent, context.generator);
    return [
      {
        name: phase.name,
        users: phase.users,
        startSeconds: phase.startSeconds,
        seconds,
        journeys: errors.n,
        failed: errors.passes,
        waited: slow.n,
        slow: slow.passes,
        p50: wait.p50,
        p95: wait.p95,
        meanWaitMs: metrics.mean(METRIC.journeyWait, tags),
        jobsPerSecond: perSecond(METRIC.windowCompleted),
        requestsPerSecond: perSecond(METRIC.windowEnded),
        requests: metrics.count(K6_METRIC.requests, whole) ?? 0,
        unfinished: Math.max(0, started - (metrics.count(METRIC.journeysEnded, whole) ?? 0)),
        late: metrics.count(METRIC.journeysLate, whole) ?? 0,
        cpuPercent,
        memoryMb: metrics.value(METRIC.targetMemory, 'max', tags),
        queueLength: metrics.trend(METRIC.queueLength, tags).p50,
        reportedBusyPercent: metrics.mean(METRIC.workerOccupancy, tags),
        serviceMs: metrics.mean(METRIC.serviceTime, tags),
        serviceJobs: metrics.samples(METRIC.serviceTime, tags),
        dbConnections: metrics.value(METRIC.dbConnections, 'max', tags),
        poolInUsePercent: metrics.mean(METRIC.poolInUse, tags),
        thirdPartyPercent: metrics.mean(METRIC.thirdPartyBusy, tags),
        driftP95Ms,
        generatorCpuShare,
        machineCpuShare,
        coresInUse: coresInUse(context.generator, context.startedAt, stretch),
        takenShare: taken.share,
        othersShare: others,
        discarded: discardReason(driftP95Ms, generatorCpuShare, {
          ...taken,
          others,
        }),
      },
    ];
  });
}

/** A step in the form in which the staircase judges it. */
export function loadStep(step: MeasuredStep): LoadStep {
  return {
    users: step.users,
    seconds: step.seconds,
    completed: step.journeys - step.failed,
    failed: step.failed,
    p95: step.p95,
    waited: step.waited,
    slow: step.slow,
    unfinished: step.unfinished,
    ...(step.discarded === null ? {} : { discarded: step.discarded }),
  };
}
