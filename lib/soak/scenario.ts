/** `soak`: the same users for a long time, with the figures of every slice of it in the summary. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { nonce } from '../ids.ts';
import { runJourney } from '../journeys/record.ts';
import { waitJourney } from '../journeys/wait.ts';
import { jobTimeoutOf, type Plan } from '../load/plan.ts';
import { phaseMetrics } from '../load/scenario.ts';
import { METRIC, subMetric } from '../metric-names.ts';
import { defineRun, elapsedSeconds, type Run, type RunData } from '../run/define-run.ts';
import { type MetricKind, TREND_STATISTICS } from '../run/thresholds.ts';
import { mainTenant } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';
import { WindmillClient } from '../windmill/client.ts';
import { type SoakTiming, sliceName, soakPlan, soakTags, soakThinkTime, soakTiming } from './plan.ts';

export interface SoakRun extends Run<null> {
  readonly user: (data: RunData<null>) => void;
}

/** What a soak adds to its summary. */
export interface SoakData {
  readonly timing: SoakTiming;
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

export function soakMetrics(settings: Settings, plan: Plan): readonly (readonly [string, MetricKind])[] {
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

export function soakScenario(): SoakRun {
  const run = defineRun<null>({
    scenario: 'soak',
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
    summarise: (settings): SoakData => ({ timing: soakTiming(settings) }),
    options: () => ({ summaryTrendStats: SOAK_STATISTICS }),
  });
  return { ...run, user: (data) => soakUser(run.settings, data) };
}

let client: WindmillClient | null = null;

/**
 * One journey, always with one request that waits for the result: k6 keeps several numbers for each request until it
 * ends, and polls would multiply them. See the README for what that amounts to over hours.
 */
function soakUser(settings: Settings, data: RunData<null>): void {
  const tenant = mainTenant(settings);
  if (tenant === null) return;
  client ??= new WindmillClient(settings.baseUrl ?? '', tenant);
  const windmill = client;
  const timing = soakTiming(settings);
  const think = soakThinkTime(settings);
  // Users who all begin at once would march in step, and throughput would swing for a long time.
  if (exec.vu.iterationInScenario === 0) sleep(Math.random() * think.max);
  exec.vu.metrics.tags.phase = soakTags(timing, elapsedSeconds(data)).phase ?? '';
  const input = {
    script: settings.scriptPath,
    args: settings.scriptArgs,
    nonce: nonce(data.runId),
    workspace: tenant.workspace,
    timeoutMs: jobTimeoutOf(settings),
  };
  runJourney(
    () => waitJourney(windmill, input),
    () => soakTags(timing, elapsedSeconds(data)),
  );
  if (think.max > 0) sleep(think.min + Math.random() * (think.max - think.min));
}
