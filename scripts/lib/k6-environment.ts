import { ALL_SETTINGS } from './runner-settings.ts';

/**
 * Variables of k6 itself that would replace the load of the scenario or withhold its summary. A run with one of them
 * set would look like any other and measure something else.
 */
const MISLEADING = [
  'K6_VUS',
  'K6_DURATION',
  'K6_ITERATIONS',
  'K6_STAGES',
  'K6_RPS',
  'K6_EXECUTION_SEGMENT',
  'K6_EXECUTION_SEGMENT_SEQUENCE',
  'K6_NO_SETUP',
  'K6_NO_TEARDOWN',
  'K6_NO_THRESHOLDS',
  'K6_NO_SUMMARY',
  'K6_SUMMARY_MODE',
  'K6_SUMMARY_EXPORT',
  'K6_NEW_MACHINE_READABLE_SUMMARY',
  'K6_SUMMARY_TREND_STATS',
  'K6_SUMMARY_TIME_UNIT',
  'K6_PAUSED',
  'K6_LINGER',
  'K6_CONSOLE_OUTPUT',
  'K6_LOG_OUTPUT',
  'K6_LOG_FORMAT',
  'K6_INCLUDE_SYSTEM_ENV_VARS',
  'K6_CONFIG',
  'K6_TYPE',
];

/** What the runner tells the bundle about this run. */
export interface RunVariables {
  readonly runDir: string;
  readonly runId: string;
  readonly targetKind: 'embedded' | 'external';
  /** Settings that the target gave: its URL, tenants, tokens. */
  readonly target: Readonly<Record<string, string>>;
  /** What tells one of several generators from the others. */
  readonly generators: Readonly<Record<string, string>>;
}

/**
 * The environment of the k6 process: the user's own, with the settings as merged from flags, environment and `.env`.
 * Tokens travel here and never on the command line. `dropped` names variables that were left out.
 */
export function k6Environment(
  base: Readonly<Record<string, string | undefined>>,
  settings: Readonly<Record<string, string>>,
  run: RunVariables,
): { readonly environment: Record<string, string>; readonly dropped: readonly string[] } {
  const environment: Record<string, string> = {};
  const dropped: string[] = [];
  const own = new Set(ALL_SETTINGS.map(({ env }) => env));
  for (const [name, value] of Object.entries(base)) {
    if (value === undefined || own.has(name)) continue;
    if (MISLEADING.includes(name)) dropped.push(name);
    else environment[name] = value;
  }
  return {
    environment: {
      ...environment,
      ...settings,
      ...run.target,
      ...run.generators,
      PERF_RUN_DIR: run.runDir,
      PERF_RUN_ID: run.runId,
      PERF_EVENTS: '1',
      PERF_TARGET_KIND: run.targetKind,
      K6_NO_USAGE_REPORT: 'true',
    },
    dropped,
  };
}
