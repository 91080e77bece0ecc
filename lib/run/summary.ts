/** `handleSummary`: one self-contained `summary.json`, and an answer on the console for a plain `k6 run`. */
import { REVISION, SUITE_VERSION } from '../build-info.ts';
import type { Plan } from '../load/plan.ts';
import { runnerVariables } from '../runner-variables.ts';
import type { ScenarioSpec } from '../scenario.ts';
import type { SettingTable } from '../settings/setting.ts';
import { publicSettings, type SettingsWith } from '../settings/settings.ts';
import { type Metrics, type RunSummary, SUMMARY_SCHEMA_VERSION } from '../summary-types.ts';
import { isRecord } from '../windmill/http.ts';
import { consoleAnswer } from './console-answer.ts';
import type { RunData, RunDefinition } from './define-run.ts';
import { readIdentity } from './identity.ts';

/** What k6 writes: a path or `stdout` → content. */
export type SummaryFiles = Record<string, string>;

interface SummaryInput<Own, Table extends SettingTable> {
  readonly definition: {
    readonly scenario: ScenarioSpec<Table>;
    readonly summarise: RunDefinition<Own, Table>['summarise'];
    readonly consoleFacts: RunDefinition<Own, Table>['consoleFacts'];
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

function isRunData<Own>(data: unknown): data is RunData<Own> {
  return isRecord(data) && typeof data.runId === 'string' && typeof data.loadStartsAt === 'number';
}

export function writeSummary<Own, Table extends SettingTable>(input: SummaryInput<Own, Table>): SummaryFiles {
  const { settings, plan, k6Data } = input;
  const { scenario, summarise, consoleFacts } = input.definition;
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
    settings: publicSettings(settings, scenario.settings, { comparable: true }),
    seed: settings.seed,
    target: {
      kind: runner.targetKind,
      atStart: data.atStart,
      atEnd: readIdentity(settings),
    },
    scenarioData: summarise?.(settings, data) ?? null,
    k6: { testRunDurationMs: k6Data.state.testRunDurationMs, metrics: k6Data.metrics },
  };
  const json = `${JSON.stringify(summary, null, 1)}\n`;
  if (runner.runDir !== null) return { [`${runner.runDir}/summary.json`]: json };
  const path = `${input.folder}/${summary.runId}-summary.json`;
  const facts = consoleFacts?.(settings, plan, k6Data.metrics) ?? [];
  return { [path]: json, stdout: consoleAnswer(scenario, summary, settings, { path, facts }) };
}
