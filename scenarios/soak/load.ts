/** `soak`: the same users for a long time, with the figures of every slice of it in the summary. */

import { loadText } from '../../lib/load/load-text.ts';
import { jobTimeoutOf, type Plan } from '../../lib/load/plan.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { defineRun, type Run } from '../../lib/run/define-run.ts';
import { type MetricKind, TREND_STATISTICS } from '../../lib/run/thresholds.ts';
import { userTask } from '../../lib/run/user-task.ts';
import { phaseMetrics } from '../shared/load-family/load.ts';
import { type SoakTiming, soakPlan, soakThinkTime, soakTiming } from './load/plan.ts';
import { sliceName, soakTags } from './load/tags.ts';
import type { SoakOwn } from './load/user.ts';
import { soakScenario } from './scenario.ts';
import type { SOAK_SETTINGS, SoakSettings } from './settings.ts';

/** What a soak adds to its summary. */
export interface SoakData {
  readonly timing: SoakTiming;
  /** Where memory was read: the metrics of all processes, or the pings of the workers. */
  readonly memoryFrom: 'metrics' | 'pings';
}

const PER_SLICE: readonly (readonly [string, MetricKind])[] = [
  [METRIC.jobDuration, 'trend'],
  [METRIC.journeyErrors, 'rate'],
  [METRIC.jobsCompleted, 'counter'],
  [METRIC.targetCpu, 'trend'],
  [METRIC.targetMemory, 'trend'],
  [METRIC.queueLength, 'trend'],
  [METRIC.dbConnections, 'trend'],
];

export function soakMetrics(settings: SoakSettings, plan: Plan): readonly (readonly [string, MetricKind])[] {
  const slices = Array.from({ length: soakTiming(settings).slices }, (_, index) => sliceName(index));
  return [
    ...phaseMetrics(plan),
    ...slices.flatMap((slice) =>
      PER_SLICE.map(([metric, kind]) => [subMetric(metric, { slice }), kind] as const),
    ),
  ];
}

/** The floor of a heap: what stays after collection. */
const SOAK_STATISTICS = ['p(10)', ...TREND_STATISTICS];

export function soakRun(): Run<SoakOwn> {
  return defineRun<SoakOwn, typeof SOAK_SETTINGS>({
    scenario: soakScenario,
    plan: soakPlan,
    scenarios: (settings, plan) => ({
      users: {
        executor: 'constant-vus',
        exec: 'user',
        vus: settings.soakUsers,
        duration: `${Math.round(plan.seconds * 1000)}ms`,
        gracefulStop: `${Math.ceil(jobTimeoutOf(settings) / 1000) + 5}s`,
      },
    }),
    metrics: soakMetrics,
    tagsAt: (_plan, seconds, settings) => soakTags(soakTiming(settings), seconds),
    monitorSeconds: (settings) => (settings.profile === 'smoke' ? 0.5 : 2),
    consoleFacts: (settings) => [loadText(settings.soakUsers, soakThinkTime(settings), settings.reportLang)],
    setup: (settings) => ({
      task: userTask(settings, jobTimeoutOf(settings), soakThinkTime(settings)),
      timing: soakTiming(settings),
    }),
    summarise: (settings): SoakData => ({
      timing: soakTiming(settings),
      memoryFrom: settings.metricsUrl === null ? 'pings' : 'metrics',
    }),
    options: () => ({ summaryTrendStats: SOAK_STATISTICS }),
  });
}
