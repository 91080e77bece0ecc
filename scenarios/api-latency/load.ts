/** api-latency: the third party gets slow, fails and hangs, while half of the load has nothing to do with it. */

import exec from 'k6/execution';
import type { FaultBackend } from '../../lib/faults/backend.ts';
import { API_STAGES, type ApiStage } from '../../lib/faults/kinds.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import * as metrics from '../../lib/metrics/faults.ts';
import { defineRun, type RunData } from '../../lib/run/define-run.ts';
import type { MetricKind } from '../../lib/run/thresholds.ts';
import { BYSTANDERS, CALLERS, DURING_FAULT } from '../shared/faults/limits.ts';
import { faultConsole } from '../shared/faults/load/console.ts';
import { controlFaults, watchOccupancy } from '../shared/faults/load/fault-controller.ts';
import {
  type BackendChoice,
  type FaultData,
  type FaultRun,
  faultFrame,
  faultMetrics,
  faultScenario,
  helpersScenario,
  ownerOf,
  problemsOf,
  usersScenario,
} from '../shared/faults/load/fault-lifecycle.ts';
import type { SteadyJourney } from '../shared/faults/load/journey.ts';
import { apiLoadOf, apiPlan, apiTimeoutOf, BEFORE, stagesOf } from '../shared/faults/load/plan.ts';
import { steadyIteration } from '../shared/faults/load/steady-user.ts';
import type { FAULT_FAMILY_SETTINGS, FaultFamilySettings } from '../shared/faults/settings.ts';
import { apiLatencyScenario } from './scenario.ts';

/** A job may take this much longer than its time-out: to be started, to answer, to be polled. */
export const CALLER_SLACK_MS = 1000;

export const CALLER_ENDS = ['succeeded', 'degraded', 'failed', 'unfinished'] as const;

const CALLERS_SCENARIO = 'callers';
const BYSTANDERS_SCENARIO = 'bystanders';

function groupMetrics(): readonly (readonly [string, MetricKind])[] {
  return [
    ...[BYSTANDERS, CALLERS].flatMap((group) =>
      [
        { ...group, phase: BEFORE },
        { ...group, ...DURING_FAULT },
      ].flatMap((tags) => [
        [subMetric(METRIC.jobDuration, tags), 'trend'] as const,
        [subMetric(METRIC.jobQueueWait, tags), 'trend'] as const,
        [subMetric(METRIC.journeyErrors, tags), 'rate'] as const,
      ]),
    ),
    ...CALLER_ENDS.map((end) => [subMetric(METRIC.callerEnds, { ...DURING_FAULT, end }), 'counter'] as const),
    [subMetric(METRIC.callersLate, DURING_FAULT), 'rate'],
  ];
}

/** The one that breaks, and the one that watches the workers. */
const HELPERS = 2;

export interface ApiRun extends FaultRun {
  readonly occupancy: (data: RunData<FaultData>) => void;
}

export function apiLatencyRun(choice: BackendChoice): ApiRun {
  const withBackend = (settings: FaultFamilySettings): FaultFamilySettings => ({
    ...settings,
    faultBackend: choice.name,
  });
  const run = defineRun<FaultData, typeof FAULT_FAMILY_SETTINGS>({
    scenario: apiLatencyScenario,
    problems: (settings) =>
      problemsOf({ scenario: apiLatencyScenario.name, point: 'third-party' }, choice, settings),
    plan: (settings) => ({ ...apiPlan(withBackend(settings)), helpers: HELPERS }),
    scenarios: (settings, plan) => {
      const { callers, bystanders } = apiLoadOf(settings);
      return {
        [CALLERS_SCENARIO]: usersScenario(settings, plan, callers.users),
        [BYSTANDERS_SCENARIO]: usersScenario(settings, plan, bystanders.users),
        fault: faultScenario(plan),
        occupancy: helpersScenario(settings, plan, 1, 'occupancy'),
      };
    },
    metrics: (_settings, plan) => [...faultMetrics(plan), ...groupMetrics()],
    consoleFacts: faultConsole,
    ...faultFrame(choice, ['third-party'], (settings) => stagesOf(withBackend(settings)).join(', ')),
  });
  const { settings, plan } = run;
  let backend: FaultBackend | null = null;
  return {
    ...run,
    user: (data) => {
      if (exec.scenario.name === CALLERS_SCENARIO) caller(run, data);
      else bystander(run, data);
    },
    occupancy: (data) => {
      const client = ownerOf(settings);
      if (client !== null) watchOccupancy(client, plan, data);
    },
    fault: (data) => {
      const client = ownerOf(settings);
      if (client === null) return;
      backend ??= choice.create(settings, ['third-party']);
      const faultOf = (phase: string) => ({ point: 'third-party', kind: stageOf(phase) }) as const;
      controlFaults({ settings, plan, backend, client, faultOf }, data);
    },
  };
}

function stageOf(phase: string): ApiStage {
  return API_STAGES.find((stage) => stage === phase) ?? 'slow';
}

type Base = Pick<FaultRun, 'settings' | 'plan'>;

function bystander({ settings, plan }: Base, data: RunData<FaultData>): void {
  const client = ownerOf(settings);
  if (client === null) return;
  steadyIteration(
    {
      settings,
      plan,
      load: apiLoadOf(settings).bystanders,
      client,
      script: settings.scriptPath,
      args: settings.scriptArgs,
      tags: BYSTANDERS,
      perSecond: false,
    },
    data,
  );
}

function caller({ settings, plan }: Base, data: RunData<FaultData>): void {
  const client = ownerOf(settings);
  if (client === null) return;
  const timeoutMs = apiTimeoutOf(settings);
  steadyIteration(
    {
      settings,
      plan,
      load: apiLoadOf(settings).callers,
      client,
      script: settings.apiPath,
      args: { timeoutMs },
      tags: CALLERS,
      // Recovery is theirs: the others should never have noticed.
      perSecond: true,
      onJourney: (journey, elapsedMs, tags) => countCaller(journey, elapsedMs, timeoutMs, tags),
    },
    data,
  );
}

function countCaller(
  { outcome, degraded }: SteadyJourney,
  elapsedMs: number,
  timeoutMs: number,
  tags: Readonly<Record<string, string>>,
): void {
  const end = !outcome.ended
    ? 'unfinished'
    : outcome.failure !== null
      ? 'failed'
      : degraded
        ? 'degraded'
        : 'succeeded';
  metrics.callerEnds.add(1, { ...tags, end });
  metrics.callersLate.add(!outcome.ended || elapsedMs > timeoutMs + CALLER_SLACK_MS, tags);
}
