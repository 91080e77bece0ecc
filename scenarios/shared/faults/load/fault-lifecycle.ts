/** What db-outage and api-latency share: their part of the frame around the load. */

import { sleep } from 'k6';
import exec from 'k6/execution';
import type { Scenario } from 'k6/options';
import type { FaultBackend, FaultPoint } from '../../../../lib/faults/backend.ts';
import { faultProblems } from '../../../../lib/faults/problems.ts';
import type { Plan } from '../../../../lib/load/plan.ts';
import { FAILURE_KINDS, K6_METRIC, METRIC, subMetric } from '../../../../lib/metric-names.ts';
import type { Run, RunData, RunDefinition } from '../../../../lib/run/define-run.ts';
import type { MetricKind } from '../../../../lib/run/thresholds.ts';
import { mainTenant, tenantsOf } from '../../../../lib/settings/settings.ts';
import { WindmillClient } from '../../../../lib/windmill/client.ts';
import { DURING_FAULT } from '../limits.ts';
import type { FaultFamilySettings } from '../settings.ts';
import { FAULT_FAMILY_SETTINGS } from '../settings.ts';
import { markTag } from './fault-controller.ts';
import { JOB_FATES } from './ledger.ts';
import { AFTER, BEFORE, graceSecondsOf, listedSeconds } from './plan.ts';
import { LISTED_STATUSES } from './statuses.ts';

/** How a bundle comes to its backend. The settings are those of the run. */
export interface BackendChoice {
  readonly name: FaultBackend['name'];
  /** Why it cannot be had; asked before anything is sent. */
  readonly problem: string | null;
  readonly create: (settings: FaultFamilySettings, points: readonly FaultPoint[]) => FaultBackend;
}

/** What setup hands on, and the summary keeps as `scenarioData`. */
export interface FaultData {
  readonly backend: FaultBackend['name'];
  readonly kind: string;
  /** What an earlier run had left behind and this one took away. */
  readonly repaired: readonly string[];
  /** Whether another tenant asked for the jobs of this one. */
  readonly intruder: boolean;
  /** Pods that faults were meant for at the start, by name. */
  readonly pods?: readonly string[] | undefined;
  /** Of these, those that were not there any more at the end: replaced or moved. */
  readonly podsGone?: readonly string[] | undefined;
}

/** What a bundle of such a scenario exports beside the frame of every run. */
export interface FaultRun extends Run<FaultData, FaultFamilySettings> {
  readonly user: (data: RunData<FaultData>) => void;
  readonly fault: (data: RunData<FaultData>) => void;
}

/** Settings that do not fit the scenario or the bundle. */
export function problemsOf(
  of: { readonly scenario: string; readonly point: FaultPoint },
  choice: BackendChoice,
  settings: FaultFamilySettings,
): readonly string[] {
  if (settings.faultBackend !== choice.name && choice.name === 'toxiproxy') {
    return [
      `${FAULT_FAMILY_SETTINGS.faultBackend.env} is "${settings.faultBackend}", this bundle uses ${choice.name}: ` +
        `run ${of.scenario}-kubernetes.js`,
    ];
  }
  const effective: FaultFamilySettings = { ...settings, faultBackend: choice.name };
  const problems = faultProblems(of, effective);
  return choice.problem === null ? problems : [...problems, choice.problem];
}

const REPAIR_WAIT_SECONDS = 60;
const REPAIR_POLL_SECONDS = 0.25;

/** Takes away what an earlier run left, and gives the system time to be back before it is asked anything. */
function repairFaults(backend: FaultBackend, settings: FaultFamilySettings): readonly string[] {
  const repaired = backend.repair();
  if (repaired.length === 0) return repaired;
  for (const what of repaired) console.warn(`An earlier run had left ${what}: repaired`);
  const client = ownerOf(settings);
  const deadline = Date.now() + REPAIR_WAIT_SECONDS * 1000;
  while (client !== null && Date.now() < deadline) {
    if (client.queueCount({ expect: 'any', timeoutMs: 2000 }).value !== null) break;
    sleep(REPAIR_POLL_SECONDS);
  }
  return repaired;
}

/** The part of the frame that makes sure that faults can be injected, and that none is left at any end. */
export function faultFrame(
  choice: BackendChoice,
  points: readonly FaultPoint[],
  kindOf: (settings: FaultFamilySettings) => string,
): Pick<
  RunDefinition<FaultData, typeof FAULT_FAMILY_SETTINGS>,
  'beforePreflight' | 'setup' | 'teardown' | 'summarise'
> {
  let repaired: readonly string[] = [];
  return {
    beforePreflight: (settings) => {
      repaired = repairFaults(choice.create(settings, points), settings);
    },
    setup: (settings) => {
      const backend = choice.create(settings, points);
      const problems = backend.check();
      if (problems.length > 0) exec.test.abort(problems.join('; '));
      return {
        backend: backend.name,
        kind: kindOf(settings),
        repaired,
        intruder: intruderOf(settings) !== null,
        pods: backend.targets(),
      };
    },
    teardown: (settings) => choice.create(settings, points).clear(),
    // After a Ctrl-C in mid-teardown this is the last chance; it is cheap where there is nothing to do.
    summarise: (settings, data) => {
      const backend = choice.create(settings, points);
      backend.clear();
      const { pods = [] } = data.own;
      const left = pods.length === 0 ? [] : backend.targets();
      return { ...data.own, podsGone: pods.filter((pod) => !left.includes(pod)) };
    },
  };
}

export function ownerOf(settings: FaultFamilySettings): WindmillClient | null {
  const tenant = mainTenant(settings);
  return tenant === null ? null : new WindmillClient(settings.baseUrl ?? '', tenant);
}

/** A client with another tenant's token. */
export function intruderOf(settings: FaultFamilySettings): WindmillClient | null {
  const main = mainTenant(settings)?.workspace;
  const other = tenantsOf(settings).find(({ workspace }) => workspace !== main);
  return other === undefined ? null : new WindmillClient(settings.baseUrl ?? '', other);
}

/** The k6 scenario of the virtual user that injects the faults. */
export function faultScenario(plan: Plan): Scenario {
  return {
    executor: 'per-vu-iterations',
    vus: 1,
    iterations: 1,
    exec: 'fault',
    maxDuration: `${plan.seconds + 60}s`,
    gracefulStop: '1s',
  };
}

/** The k6 scenario of virtual users beside the load who each do one thing from beginning to end. */
export function helpersScenario(
  settings: FaultFamilySettings,
  plan: Plan,
  users: number,
  task: string,
): Scenario {
  return {
    executor: 'per-vu-iterations',
    vus: users,
    iterations: 1,
    exec: task,
    maxDuration: `${plan.seconds + graceSecondsOf(settings, plan)}s`,
    gracefulStop: '1s',
  };
}

/** The k6 scenario of steady users; the grace is for what they still have to reconcile. */
export function usersScenario(settings: FaultFamilySettings, plan: Plan, users: number): Scenario {
  return {
    executor: 'constant-vus',
    vus: users,
    duration: `${plan.seconds}s`,
    exec: 'user',
    gracefulStop: `${graceSecondsOf(settings, plan)}s`,
  };
}

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
  [METRIC.queueLength, 'trend'],
  [METRIC.submitAnswer, 'trend'],
  [METRIC.submitStatus, 'counter'],
  [K6_METRIC.requests, 'counter'],
  [K6_METRIC.requestDuration, 'trend'],
  [K6_METRIC.requestFailed, 'rate'],
];

/** Sub-metrics of both scenarios. */
export function faultMetrics(plan: Plan): readonly (readonly [string, MetricKind])[] {
  const phases = plan.phases.map(({ name }) => name);
  const faults = phases.filter((name) => name !== BEFORE && name !== AFTER);
  return [
    ...phases.flatMap((phase) =>
      PER_PHASE.map(([metric, kind]) => [subMetric(metric, { phase }), kind] as const),
    ),
    ...phases.flatMap((phase) =>
      LISTED_STATUSES.map(
        (status) => [subMetric(METRIC.submitStatus, { phase, status }), 'counter'] as const,
      ),
    ),
    ...FAILURE_KINDS.map((kind) => [subMetric(METRIC.journeyFailures, { kind }), 'counter'] as const),
    ...faults.flatMap((phase) =>
      (['made', 'cleared'] as const).map(
        (mark) => [subMetric(METRIC.faultMark, { mark: markTag(phase, mark) }), 'trend'] as const,
      ),
    ),
    ...listedSeconds(plan).flatMap((second) => {
      const tags = { second: String(second) };
      return [
        [subMetric(METRIC.secondGood, tags), 'rate'],
        [subMetric(METRIC.secondDuration, tags), 'trend'],
      ] as const;
    }),
    ...JOB_FATES.map((end) => [subMetric(METRIC.jobEnds, { end }), 'counter'] as const),
    [subMetric(METRIC.submitAnswer, DURING_FAULT), 'trend'],
    [subMetric(METRIC.busyWorkers, DURING_FAULT), 'trend'],
    [METRIC.jobsLost, 'rate'],
    [METRIC.jobsRepeated, 'rate'],
    [METRIC.jobsRunAgain, 'counter'],
    [METRIC.foreignAnswers, 'rate'],
    [subMetric(METRIC.foreignAnswers, DURING_FAULT), 'rate'],
  ];
}
