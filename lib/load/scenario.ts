/** The load family: users who run a script, wait for its result and think before they go on. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import type { Scenario } from 'k6/options';
import { nonce } from '../ids.ts';
import { asyncJourney } from '../journeys/async.ts';
import { runJourney } from '../journeys/record.ts';
import { waitJourney } from '../journeys/wait.ts';
import { FAILURE_KINDS, K6_METRIC, METRIC, subMetric } from '../metric-names.ts';
import { defineRun, elapsedSeconds, type Run, type RunData } from '../run/define-run.ts';
import type { MetricKind } from '../run/thresholds.ts';
import { mainTenant } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';
import { WindmillClient } from '../windmill/client.ts';
import { jobTimeoutOf, type LoadScenario, loadPlan, type Plan, phaseAt, thinkTimeOf } from './plan.ts';

/** A run of the load family, with the function that is one journey of one user. */
export interface LoadRun extends Run<null> {
  readonly user: (data: RunData<null>) => void;
}

/** Metrics of the load, each with how it is exposed, wanted per phase. */
const PER_PHASE: readonly (readonly [string, MetricKind])[] = [
  [METRIC.jobDuration, 'trend'],
  [METRIC.jobQueueWait, 'trend'],
  [METRIC.journeyErrors, 'rate'],
  [METRIC.jobsSubmitted, 'counter'],
  [METRIC.jobsCompleted, 'counter'],
  [METRIC.jobsFailed, 'counter'],
  [METRIC.jobsEnded, 'rate'],
  [METRIC.wrongResults, 'rate'],
  [METRIC.targetCpu, 'trend'],
  [METRIC.targetMemory, 'trend'],
  [METRIC.workerOccupancy, 'trend'],
  [METRIC.queueLength, 'trend'],
  [METRIC.generatorDrift, 'trend'],
  [K6_METRIC.requests, 'counter'],
  [K6_METRIC.requestDuration, 'trend'],
  [K6_METRIC.requestFailed, 'rate'],
];

/** The sub-metrics that the reports read of a plan: every phase, and why journeys failed. */
export function phaseMetrics(plan: Plan): readonly (readonly [string, MetricKind])[] {
  return [
    ...plan.phases.flatMap(({ name }) =>
      PER_PHASE.map(([metric, kind]) => [subMetric(metric, { phase: name }), kind] as const),
    ),
    ...FAILURE_KINDS.map((kind) => [subMetric(METRIC.journeyFailures, { kind }), 'counter'] as const),
  ];
}

/** `ramping-vus` through the plan's phases: a ramp climbs, every other phase jumps to its users and stays. */
export function usersThroughPhases(plan: Plan, jobTimeoutMs: number): Scenario {
  const [first, ...rest] = plan.phases;
  const ramps = first?.name === 'ramp';
  const stages = [
    ...(first === undefined ? [] : [{ duration: `${first.seconds}s`, target: first.users }]),
    ...rest.flatMap((phase, index) => {
      const before = plan.phases[index]?.users ?? phase.users;
      const stay = { duration: `${phase.seconds}s`, target: phase.users };
      return before === phase.users ? [stay] : [{ duration: '0s', target: phase.users }, stay];
    }),
  ];
  // A journey that has begun is waited for to its own time-out: cutting it off would lose the slowest answers.
  const grace = `${Math.ceil(jobTimeoutMs / 1000) + 5}s`;
  return {
    executor: 'ramping-vus',
    exec: 'user',
    startVUs: ramps ? 1 : (first?.users ?? 1),
    stages,
    gracefulRampDown: grace,
    gracefulStop: grace,
  };
}

export function loadScenario(scenario: LoadScenario): LoadRun {
  const run = defineRun<null>({
    scenario,
    plan: (settings) => loadPlan(scenario, settings),
    scenarios: (settings, plan) => ({ users: usersThroughPhases(plan, jobTimeoutOf(settings)) }),
    metrics: (_settings, plan) => phaseMetrics(plan),
  });
  return { ...run, user: (data) => userJourney(scenario, run.settings, run.plan, data) };
}

/** Two neighbouring journeys of this many ask for the times of their job: one of the two is an async one. */
const ASK_TIMES_EVERY = 8;

let client: WindmillClient | null = null;

/** One journey: submit and see the end of a job, then think. Users take turns between the two ways to wait. */
function userJourney(scenario: LoadScenario, settings: Settings, plan: Plan, data: RunData<null>): void {
  const tenant = mainTenant(settings);
  if (tenant === null) return;
  client ??= new WindmillClient(settings.baseUrl ?? '', tenant);
  const windmill = client;
  const phase = phaseAt(plan, elapsedSeconds(data));
  exec.vu.metrics.tags.phase = phase;
  const input = {
    script: settings.scriptPath,
    args: settings.scriptArgs,
    nonce: nonce(data.runId),
    workspace: tenant.workspace,
    timeoutMs: jobTimeoutOf(settings),
    askTimes: exec.vu.iterationInScenario % ASK_TIMES_EVERY < 2,
  };
  const waits = (exec.vu.idInTest + exec.vu.iterationInScenario) % 2 === 0;
  runJourney(() => (waits ? waitJourney(windmill, input) : asyncJourney(windmill, input)), { phase });
  const think = thinkTimeOf(scenario, settings);
  if (think.max > 0) sleep(think.min + Math.random() * (think.max - think.min));
}
