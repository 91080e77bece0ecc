/** `stress`: a staircase of users until failures or latency break it; or one step of it, a trial of the search. */

import exec from 'k6/execution';
import type { Scenario } from 'k6/options';
import { secondsUntilStart } from '../../lib/generators/this-generator.ts';
import type { Plan } from '../../lib/load/plan.ts';
import { FAILURE_KINDS, K6_METRIC, METRIC, subMetric } from '../../lib/metric-names.ts';
import { defineRun, type Run } from '../../lib/run/define-run.ts';
import type { MetricKind } from '../../lib/run/thresholds.ts';
import { userTask } from '../../lib/run/user-task.ts';
import { runnerVariables } from '../../lib/runner-variables.ts';
import { isLoopback, parseHttpUrl } from '../../lib/settings/hosts.ts';
import { mainTenant } from '../../lib/settings/settings.ts';
import { WindmillClient } from '../../lib/windmill/client.ts';
import { stressConsole } from './load/console.ts';
import type { StressData, StressTarget } from './load/data.ts';
import { breakingThresholds } from './load/limits.ts';
import {
  ladderOf,
  measuredStepAt,
  stepTiming,
  stressPlan,
  stressThinkTime,
  stressTimeoutMs,
} from './load/plan.ts';
import { watchSaturation } from './load/saturation.ts';
import type { StressOwn } from './load/user.ts';
import type { StressSettings } from './scenario.ts';
import { STRESS_SETTINGS, stressScenario } from './scenario.ts';

/** Figures of the measured part of each step. */
const PER_STEP: readonly (readonly [string, MetricKind])[] = [
  [METRIC.journeyWait, 'trend'],
  [METRIC.slowJourneys, 'rate'],
  [METRIC.journeyErrors, 'rate'],
  [METRIC.windowCompleted, 'counter'],
  [METRIC.windowEnded, 'counter'],
  [METRIC.jobsSubmitted, 'counter'],
  [METRIC.jobsCompleted, 'counter'],
  [METRIC.jobsFailed, 'counter'],
  [METRIC.targetCpu, 'trend'],
  [METRIC.targetMemory, 'trend'],
  [METRIC.workerOccupancy, 'trend'],
  [METRIC.queueLength, 'trend'],
  [METRIC.dbConnections, 'trend'],
  [METRIC.serviceTime, 'trend'],
  [METRIC.poolInUse, 'trend'],
  [METRIC.thirdPartyBusy, 'trend'],
  [METRIC.generatorDrift, 'trend'],
];

/** Figures of the whole step, warm-up and gap included. */
const PER_SCENARIO: readonly (readonly [string, MetricKind])[] = [
  [METRIC.journeysStarted, 'counter'],
  [METRIC.journeysEnded, 'counter'],
  [METRIC.journeysLate, 'counter'],
  [K6_METRIC.requests, 'counter'],
];

export function stressMetrics(plan: Plan): readonly (readonly [string, MetricKind])[] {
  return [
    ...plan.phases.flatMap(({ name }) => [
      ...PER_STEP.map(([metric, kind]) => [subMetric(metric, { phase: name }), kind] as const),
      ...PER_SCENARIO.map(([metric, kind]) => [subMetric(metric, { scenario: name }), kind] as const),
    ]),
    ...FAILURE_KINDS.map((kind) => [subMetric(METRIC.journeyFailures, { kind }), 'counter'] as const),
  ];
}

/** One k6 scenario a step. Each waits for its last journey to its time-out: cut off, the slowest answers were lost. */
export function stressScenarios(settings: StressSettings, plan: Plan): Record<string, Scenario> {
  const timing = stepTiming(settings);
  const grace = `${Math.ceil(stressTimeoutMs(settings) / 1000) + 1}s`;
  return Object.fromEntries(
    plan.phases.map(({ name, users, startSeconds }): [string, Scenario] => [
      name,
      {
        executor: 'constant-vus',
        exec: 'user',
        vus: users,
        startTime: milliseconds(startSeconds - timing.warmupSeconds),
        duration: milliseconds(timing.warmupSeconds + timing.measuredSeconds),
        gracefulStop: grace,
      },
    ]),
  );
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)}ms`;
}

/** Size of the target that the load is set against. What it does not tell is null. */
function readTarget(settings: StressSettings): StressTarget {
  const tenant = mainTenant(settings);
  const host = parseHttpUrl(settings.baseUrl ?? '')?.host;
  const onThisMachine = host !== undefined && isLoopback(host);
  if (tenant === null) return { workers: null, onThisMachine };
  const quiet = { timeoutMs: 5000, tags: { role: 'identity' }, expect: 'any' } as const;
  const client = new WindmillClient(settings.baseUrl ?? '', tenant);
  const workers = client.workers(quiet).value?.length ?? 0;
  return { workers: workers > 0 ? workers : null, onThisMachine };
}

export function stressRun(): Run<StressOwn> {
  const trialUsers = runnerVariables().trialUsers;
  return defineRun<StressOwn, typeof STRESS_SETTINGS>({
    scenario: stressScenario,
    plan: (settings) => stressPlan(settings, trialUsers),
    scenarios: stressScenarios,
    metrics: (_settings, plan) => stressMetrics(plan),
    thresholds: (settings, plan) => breakingThresholds(settings, plan, secondsUntilStart()),
    tagsAt: (plan, seconds) => ({ phase: measuredStepAt(plan, seconds) ?? 'between' }),
    setup: (settings) => {
      if (settings.stressMode === 'search' && trialUsers === null) {
        exec.test.abort(
          `${STRESS_SETTINGS.stressMode.env} is "search", which takes many runs of k6: ` +
            'start it with npm run perf -- stress, or set it to ramp',
        );
      }
      return {
        task: userTask(settings, stressTimeoutMs(settings), stressThinkTime(settings)),
        timing: stepTiming(settings),
        slowMs: settings.stressLatencyMs,
        target: readTarget(settings),
      };
    },
    monitorSeconds: (settings) => (settings.profile === 'smoke' ? 0.5 : 1),
    alsoWatch: watchSaturation,
    summarise: (settings, data): StressData => ({
      mode: settings.stressMode,
      timing: stepTiming(settings),
      ladder: ladderOf(settings),
      target: data.own.target,
    }),
    consoleFacts: stressConsole,
  });
}
