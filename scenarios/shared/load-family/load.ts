/** The load family: users who run a script, wait for its result and think before they go on. */
import type { Scenario } from 'k6/options';
import { loadText, mostUsers } from '../../../lib/load/load-text.ts';
import { jobTimeoutOf, type Plan, thinkTimeOf } from '../../../lib/load/plan.ts';
import { FAILURE_KINDS, K6_METRIC, METRIC, subMetric } from '../../../lib/metric-names.ts';
import { defineRun, type Run } from '../../../lib/run/define-run.ts';
import type { MetricKind } from '../../../lib/run/thresholds.ts';
import { userTask } from '../../../lib/run/user-task.ts';
import type { ScenarioSpec } from '../../../lib/scenario.ts';
import type { Settings } from '../../../lib/settings/table.ts';
import { journeyRequests } from '../../../lib/windmill/routes.ts';
import type { LoadOwn } from './user.ts';

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
    ...FAILURE_KINDS.flatMap((kind) => [
      [subMetric(METRIC.journeyFailures, { kind }), 'counter'] as const,
      ...plan.phases
        .filter(({ measured }) => measured)
        .map(({ name }) => [subMetric(METRIC.journeyFailures, { kind, phase: name }), 'counter'] as const),
    ]),
  ];
}

/** Requests by route, and those that are none of the load: of the monitor and of the set-up. */
function routeMetrics({ runnable }: Pick<Settings, 'runnable'>): readonly (readonly [string, MetricKind])[] {
  const { requestDuration, requestFailed } = K6_METRIC;
  return [
    ...journeyRequests(runnable).flatMap((name) => [
      [subMetric(requestDuration, { name }), 'trend'] as const,
      [subMetric(requestFailed, { name }), 'rate'] as const,
    ]),
    [subMetric(requestDuration, { role: 'monitor' }), 'trend'],
    [subMetric(requestDuration, { group: '::setup' }), 'trend'],
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

const NO_LOAD: Plan = { seconds: 0, phases: [] };

/** The run of a scenario of the family, laid out as its own plan says. */
export function loadRun(scenario: ScenarioSpec): Run<LoadOwn> {
  return defineRun<LoadOwn>({
    scenario,
    plan: (settings) => scenario.plan(settings) ?? NO_LOAD,
    scenarios: (settings, plan) => ({ users: usersThroughPhases(plan, jobTimeoutOf(settings)) }),
    metrics: (settings, plan) => [...phaseMetrics(plan), ...routeMetrics(settings)],
    consoleFacts: (settings, plan) => [loadText(mostUsers(plan), thinkTimeOf(settings), settings.reportLang)],
    setup: (settings, plan) => ({
      task: userTask(settings, jobTimeoutOf(settings), thinkTimeOf(settings)),
      phases: plan.phases.map(({ name, startSeconds }) => ({ name, startSeconds })),
    }),
  });
}
