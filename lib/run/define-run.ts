/**
 * The frame of every scenario: settings, preflight, identity of the target, monitor, watchdog, thresholds and
 * summary. A scenario adds its plan, its k6 scenarios and, where it has any, its own setup and teardown.
 */
import { randomSeed } from 'k6';
import exec from 'k6/execution';
import type { Options, Scenario } from 'k6/options';
import { readSettings } from '../environment.ts';
import { generatorNumber } from '../generators/generator-number.ts';
import {
  secondsUntilStart,
  thisSegment,
  trendStatistics,
  waitForStart,
} from '../generators/this-generator.ts';
import { compactTime } from '../ids.ts';
import { phaseAt } from '../load/phase-at.ts';
import type { Plan } from '../load/plan.ts';
import { runnerVariables } from '../runner-variables.ts';
import type { ScenarioSpec } from '../scenario.ts';
import type { SettingTable } from '../settings/setting.ts';
import { mainTenant, type SettingsWith } from '../settings/settings.ts';
import { SETTINGS, type Settings } from '../settings/table.ts';
import type { Metrics, TargetIdentity } from '../summary-types.ts';
import { elapsedSeconds } from './elapsed.ts';
import { isFolder, workingDir } from './folders.ts';
import { readIdentity } from './identity.ts';
import { type AlsoWatch, monitorOnce, watchOnce } from './monitor.ts';
import { runPreflight } from './preflight.ts';
import { dataOfSetup } from './run-data.ts';
import { seedOf } from './seed.ts';
import { type SummaryFiles, writeSummary } from './summary.ts';
import { type SummaryPlace, summaryPlace } from './summary-place.ts';
import { expose, gateThresholds, type MetricKind, type Thresholds, TREND_STATISTICS } from './thresholds.ts';

/** What setup hands to every virtual user, as JSON. Never a token. */
export interface RunData<Own> {
  readonly runId: string;
  readonly seed: number;
  /** Unix ms when setup was over and the load began. */
  readonly loadStartsAt: number;
  /** Null where the target was not asked. */
  readonly atStart: TargetIdentity | null;
  readonly own: Own;
}

/** `S`: the settings of the scenario. */
export interface RunDefinition<
  Own,
  Table extends SettingTable = Record<never, never>,
  S extends Settings = SettingsWith<Table>,
> {
  readonly scenario: ScenarioSpec<Table>;
  readonly plan: (settings: S) => Plan;
  /** k6 scenarios of the load itself; each names its exported function in `exec`. */
  readonly scenarios: (settings: S, plan: Plan) => Record<string, Scenario>;
  /** Sub-metrics that the summary must list. */
  readonly metrics: (settings: S, plan: Plan) => readonly (readonly [string, MetricKind])[];
  /** Thresholds beside those of the criteria. */
  readonly thresholds?: (settings: S, plan: Plan) => Thresholds;
  /** Tags of the monitor's samples at a moment, e.g. the step; default: the phase. */
  readonly tagsAt?: (plan: Plan, seconds: number, settings: S) => Readonly<Record<string, string>>;
  /** Runs before the target is asked whether it is fit, e.g. to take away what keeps it from being so. */
  readonly beforePreflight?: (settings: S) => void;
  readonly setup?: (settings: S, plan: Plan, runId: string) => Own;
  /** Runs on success, failure, abort and Ctrl-C, and after a failed setup of its own. */
  readonly teardown?: (settings: S, data: RunData<Own>) => void;
  /** What the scenario adds to the summary (`scenarioData`); runs after everything else, may use HTTP. */
  readonly summarise?: (settings: S, data: RunData<Own>) => unknown;
  /** Seconds between two samples of the monitor; default by profile. */
  readonly monitorSeconds?: number | ((settings: S) => number);
  /** What the monitor asks for beside its samples; it costs its requests at each of them. */
  readonly alsoWatch?: AlsoWatch<S>;
  /** Lines of the scenario's own for the console answer of a plain `k6 run`, above the criteria. */
  readonly consoleFacts?: (settings: S, plan: Plan, metrics: Metrics) => readonly string[];
  /** What the settings lack for this scenario, one sentence each; nothing is sent then. */
  readonly problems?: (settings: S) => readonly string[];
  /** Extra k6 options. */
  readonly options?: (settings: S) => Options;
}

/** What a file in `k6/` exports for k6. */
export interface Run<Own, S = Settings> {
  readonly options: Options;
  readonly setup: () => RunData<Own>;
  readonly teardown: (data: RunData<Own> | undefined) => void;
  readonly monitor: (data: RunData<Own>) => void;
  readonly watchdog: (data: RunData<Own>) => void;
  readonly handleSummary: (data: unknown) => SummaryFiles;
  /** Of the main tenant, '' where there is none. */
  readonly token: string;
  /** For the scenario's own functions: settings and plan, valid by the time any of them runs. */
  readonly settings: S;
  readonly plan: Plan;
}

const MONITOR_SECONDS = { smoke: 1, short: 2, full: 5 } as const;
/** Longer naps in longer runs: the watchdog keeps every value it measured. */
const NAP_SECONDS = { smoke: 0.05, short: 0.1, full: 0.5 } as const;

/** The name of the run: given by the runner, else from the time and the scenario. */
function runIdOf(scenario: string): string {
  return runnerVariables().runId ?? `${compactTime(new Date())}-${scenario}`;
}

export function defineRun<Own = null, Table extends SettingTable = Record<never, never>>(
  definition: RunDefinition<Own, Table>,
): Run<Own, SettingsWith<Table>> {
  const { scenario } = definition;
  const outcome = readSettings(scenario.settings);
  if (!outcome.ok) return refusedRun(outcome.problems);
  const { settings } = outcome;
  const place = placeOfSummary(settings);
  const lacking = [
    ...(definition.problems?.(settings) ?? []),
    ...('problem' in place ? [place.problem] : []),
  ];
  if (lacking.length > 0) return refusedRun(lacking);
  const plan = definition.plan(settings);
  randomSeed(seedOf(settings.seed, __VU, generatorNumber()));
  const { generators, part } = runnerVariables();

  const duration = `${plan.seconds}s`;
  const helper = { executor: 'constant-vus', vus: 1, duration, gracefulStop: '5s' } as const;
  const thresholds = expose(
    { ...gateThresholds(scenario.criteria, settings), ...definition.thresholds?.(settings, plan) },
    definition.metrics(settings, plan),
  );
  const tagsNow = (data: RunData<Own>) => () => {
    const seconds = elapsedSeconds(data);
    return definition.tagsAt?.(plan, seconds, settings) ?? { phase: phaseAt(plan.phases, seconds) };
  };

  return {
    settings,
    plan,
    token: mainTenant(settings)?.token ?? '',
    options: {
      scenarios: {
        ...definition.scenarios(settings, plan),
        monitor: { ...helper, exec: 'monitor' },
        // One for each generator: k6 shares them out.
        watchdog: { ...helper, vus: generators, exec: 'watchdog' },
      },
      thresholds,
      systemTags: ['name', 'method', 'status', 'scenario', 'group', 'error_code', 'expected_response'],
      setupTimeout: `${Math.ceil(120 + secondsUntilStart())}s`,
      teardownTimeout: '120s',
      ...definition.options?.(settings),
      summaryTrendStats: trendStatistics(statisticsOf(definition, settings)),
      ...(part === 'setup' || part === 'repair' ? SETUP_ALONE : {}),
    },
    setup: () => {
      const runId = runIdOf(scenario.name);
      const given = dataOfSetup<Own>();
      if (given !== null) return { ...given, runId, loadStartsAt: waitForStart() };
      definition.beforePreflight?.(settings);
      if (part === 'repair')
        return { runId, seed: settings.seed, loadStartsAt: Date.now(), atStart: null, own: null as Own };
      runPreflight(settings, scenario);
      const atStart = readIdentity(settings);
      const own = definition.setup?.(settings, plan, runId) ?? (null as Own);
      return { runId, seed: settings.seed, loadStartsAt: waitForStart(), atStart, own };
    },
    // After a failed setup k6 runs no teardown; a scenario whose setup makes things cleans up in its own `catch`.
    teardown: (data) => {
      // Of several generators the first cleans up.
      const first = (thisSegment()?.index ?? 1) === 1;
      if (data !== undefined && data !== null && first && part !== 'repair')
        definition.teardown?.(settings, data);
    },
    monitor: (data) =>
      monitorOnce(settings, monitorSeconds(definition, settings), tagsNow(data), definition.alsoWatch),
    watchdog: (data) => watchOnce(NAP_SECONDS[settings.profile], tagsNow(data)),
    handleSummary: (data) =>
      writeSummary({
        definition: {
          scenario,
          summarise: definition.summarise,
          consoleFacts: definition.consoleFacts,
          statistics: statisticsOf(definition, settings),
        },
        settings,
        plan,
        k6Data: data,
        fallbackRunId: runIdOf(scenario.name),
        folder: 'folder' in place ? place.folder : settings.resultsDir,
      }),
  };
}

/** Asked only where k6 keeps the summary itself, and only by number 0, which may look: it sets up and sums up. */
function placeOfSummary(settings: Settings): SummaryPlace {
  const { resultsDir } = settings;
  const { runDir, summaryToLog } = runnerVariables();
  if (__VU !== 0 || runDir !== null || summaryToLog) return { folder: resultsDir };
  const named = (__ENV[SETTINGS.resultsDir.env] ?? '').trim() !== '';
  return summaryPlace({ resultsDir, named, workingDir: workingDir(), isFolder });
}

function statisticsOf<Own, Table extends SettingTable>(
  definition: RunDefinition<Own, Table>,
  settings: SettingsWith<Table>,
): readonly string[] {
  return definition.options?.(settings).summaryTrendStats ?? TREND_STATISTICS;
}

/** A k6 that sets up or repairs for another: its load is one nap. */
const SETUP_ALONE: Options = {
  scenarios: { nap: { executor: 'shared-iterations', vus: 1, iterations: 1, exec: 'watchdog' } },
};

function monitorSeconds<Own, Table extends SettingTable>(
  definition: RunDefinition<Own, Table>,
  settings: SettingsWith<Table>,
): number {
  const own = definition.monitorSeconds;
  return (typeof own === 'function' ? own(settings) : own) ?? MONITOR_SECONDS[settings.profile];
}

/**
 * A run that was refused for its settings: it aborts in setup, where k6 prints the reason as one line instead of a
 * stack trace, and sends nothing.
 */
function refusedRun<Own, S>(problems: readonly string[]): Run<Own, S> {
  const refuse = (): never => {
    // In the one message that also the runner sees: it keeps the console of a bundle apart, for the events.
    exec.test.abort(`${problems.join('; ')}: nothing was sent`);
    throw new Error('unreachable');
  };
  const nothing = () => undefined;
  return {
    // Never read: setup aborts before any function of the scenario runs.
    settings: {} as S,
    plan: { seconds: 0, phases: [] },
    token: '',
    options: {
      scenarios: { refused: { executor: 'shared-iterations', vus: 1, iterations: 1, exec: 'monitor' } },
    },
    setup: refuse,
    teardown: nothing,
    monitor: nothing,
    watchdog: nothing,
    // An empty answer: without one k6 would print a table of a run that never was.
    handleSummary: () => ({ stdout: '' }),
  };
}
