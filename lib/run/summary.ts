/** `handleSummary`: one self-contained `summary.json`, and an answer on the console for a plain `k6 run`. */
import { REVISION, SUITE_VERSION } from '../build-info.ts';
import { thisSegment, withGrids } from '../generators/this-generator.ts';
import { mostUsers } from '../load/load-text.ts';
import type { Plan } from '../load/plan.ts';
import { runnerVariables } from '../runner-variables.ts';
import type { ScenarioSpec } from '../scenario.ts';
import type { SettingTable } from '../settings/setting.ts';
import type { SettingsWith } from '../settings/settings.ts';
import { type Metrics, type RunSummary, SUMMARY_SCHEMA_VERSION } from '../summary-types.ts';
import { isRecord } from '../windmill/http.ts';
import { consoleAnswer } from './console-answer.ts';
import type { RunDefinition } from './define-run.ts';
import { readIdentity } from './identity.ts';
import { recordedSettings } from './recorded-settings.ts';
import { isRunData } from './run-data.ts';
import { summaryLines } from './summary-log.ts';

/** What came of a set-up that one k6 made for several. */
const SETUP_FILE = 'setup.json';

/** What k6 writes: a path or `stdout` → content. */
export type SummaryFiles = Record<string, string>;

interface SummaryInput<Own, Table extends SettingTable> {
  readonly definition: {
    readonly scenario: ScenarioSpec<Table>;
    readonly summarise: RunDefinition<Own, Table>['summarise'];
    readonly consoleFacts: RunDefinition<Own, Table>['consoleFacts'];
    /** Statistics of a Trend that the summary shows. */
    readonly statistics: readonly string[];
  };
  readonly settings: SettingsWith<Table>;
  readonly plan: Plan;
  /** What k6 gave to handleSummary. */
  readonly k6Data: unknown;
  readonly fallbackRunId: string;
  /** Where a plain `k6 run` keeps it; a folder that is there. */
  readonly folder: string;
}

interface K6Data {
  readonly metrics: Metrics;
  readonly state: { readonly testRunDurationMs: number };
  readonly setup_data?: unknown;
}

function isK6Data(data: unknown): data is K6Data {
  return isRecord(data) && isRecord(data.metrics) && isRecord(data.state);
}

export function writeSummary<Own, Table extends SettingTable>(input: SummaryInput<Own, Table>): SummaryFiles {
  const { settings, plan, k6Data } = input;
  const { scenario, summarise, consoleFacts, statistics } = input.definition;
  if (!isK6Data(k6Data)) {
    return {
      stdout:
        'k6 gave its summary in a format that this suite does not read: ' +
        'run without --new-machine-readable-summary.\n',
    };
  }
  const runner = runnerVariables();
  const data = isRunData<Own>(k6Data.setup_data) ? k6Data.setup_data : null;
  // Setup did not get through: there is nothing to summarise, k6 has printed why.
  if (data === null) return { stdout: '' };
  if (runner.part === 'repair') return { stdout: '' };
  if (runner.part === 'setup')
    return {
      [`${runner.runDir ?? '.'}/${SETUP_FILE}`]: JSON.stringify({
        data,
        users: mostUsers(plan),
        seconds: plan.seconds,
      }),
    };
  const segment = thisSegment();
  const summary: RunSummary = {
    schemaVersion: SUMMARY_SCHEMA_VERSION,
    runId: data.runId,
    suiteVersion: SUITE_VERSION,
    revision: REVISION,
    scenario: scenario.name,
    profile: settings.profile,
    startedAt: new Date(data.loadStartsAt).toISOString(),
    endedAt: new Date().toISOString(),
    plan,
    settings: recordedSettings(scenario, settings),
    seed: settings.seed,
    target: {
      kind: runner.targetKind,
      atStart: data.atStart,
      atEnd: readIdentity(settings),
    },
    ...(segment === null ? {} : { segment }),
    scenarioData: summarise?.(settings, data) ?? null,
    k6: {
      testRunDurationMs: k6Data.state.testRunDurationMs,
      metrics: withGrids(k6Data.metrics, statistics),
    },
  };
  const json = `${JSON.stringify(summary, null, 1)}\n`;
  if (runner.runDir !== null) return { [`${runner.runDir}/summary.json`]: json };
  if (runner.summaryToLog) return { stdout: summaryLines(json) };
  const path = `${input.folder}/${summary.runId}-summary.json`;
  const facts = consoleFacts?.(settings, plan, k6Data.metrics) ?? [];
  return { [path]: json, stdout: consoleAnswer(scenario, summary, settings, { path, facts }) };
}
