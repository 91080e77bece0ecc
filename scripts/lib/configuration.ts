/** What a run is to do, from flags, environment, `.env` and defaults, in that order of precedence. */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { SUITE_ROOT } from '../../build/bundler.ts';
import { concerns } from '../../lib/settings/setting.ts';
import type { ScenarioName } from '../../scenarios/index.ts';
import { tenantProblems } from '../../scenarios/multitenant/load/plan.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { parseSettings } from '../../scenarios/settings.ts';
import { parseCommandLine } from './command-line.ts';
import { errorCode, UsageError } from './errors.ts';
import { generatorProblems } from './generators/problems.ts';
import {
  ALL_SETTINGS,
  EMBEDDED_SETTINGS,
  parseRunnerSettings,
  RUNNER_SETTINGS,
  type RunnerSettings,
} from './runner-settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Configuration {
  readonly scenarios: readonly ScenarioName[];
  readonly settings: AllSettings;
  readonly runner: RunnerSettings;
  readonly defects: readonly string[];
  readonly defectParams: readonly string[];
  /** Settings that were given, by environment name; what k6 gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the user may want to know before the runs begin, a sentence each. */
  readonly notes: readonly string[];
  /** Absolute. */
  readonly resultsDir: string;
}

/** Name of the variable that replaces `.env` with another file. */
export const ENV_FILE_VARIABLE = 'PERF_ENV_FILE';

/** Reads `.env` (or the file of PERF_ENV_FILE). Without a `.env` there is nothing to read; a named file must exist. */
export function readEnvFile(environment: Environment): { values: Environment; problems: string[] } {
  const named = environment[ENV_FILE_VARIABLE] ?? '';
  const file = named === '' ? join(SUITE_ROOT, '.env') : resolve(SUITE_ROOT, named);
  try {
    return { values: parseDotenv(readFileSync(file, 'utf8')), problems: [] };
  } catch (error) {
    if (named === '' && errorCode(error) === 'ENOENT') return { values: {}, problems: [] };
    const name = named === '' ? '.env' : `${ENV_FILE_VARIABLE} names ${JSON.stringify(named)}, which`;
    return { values: {}, problems: [`${name} cannot be read (${errorCode(error) ?? 'unreadable'})`] };
  }
}

/** WM_TENANTS as JSON: a value that is not JSON is taken for the path of a file with it. */
export function resolveTenants(value: string): { value: string; problems: string[] } {
  if (value.trimStart().startsWith('[') || value.trimStart().startsWith('{')) return { value, problems: [] };
  try {
    return { value: readFileSync(resolve(SUITE_ROOT, value), 'utf8').trim(), problems: [] };
  } catch (error) {
    // The value is not repeated: it may be a token in the wrong place.
    const reason = errorCode(error) ?? 'unreadable';
    return {
      value: '',
      problems: [`WM_TENANTS is neither a JSON list nor a file that can be read (${reason})`],
    };
  }
}

function merge(overrides: Environment, environment: Environment, file: Environment): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const { env } of ALL_SETTINGS) {
    const value = [overrides[env], environment[env], file[env]].find((given) => (given ?? '').trim() !== '');
    if (value !== undefined) merged[env] = value.trim();
  }
  return merged;
}

/** Settings that were asked for, and that no scenario of these reads; what stands in a file is meant for others, too. */
function idleSettings(scenarios: readonly ScenarioName[], asked: readonly Environment[]): string[] {
  return ALL_SETTINGS.filter(
    (setting) =>
      asked.some((values) => (values[setting.env] ?? '').trim() !== '') &&
      !scenarios.some((scenario) => concerns(setting, scenario)),
  ).map(
    ({ env, scenarios: readers = [] }) =>
      `${env} is set, which only ${readers.join(' and ')} read${readers.length === 1 ? 's' : ''}: ` +
      `it changes nothing in ${scenarios.join(', ')}`,
  );
}

/** `make perf SCENARIO=stress`: the scenario, or several of them, where the command line names none. */
function withScenarioFromEnvironment(args: readonly string[], environment: Environment): readonly string[] {
  const named = (environment.SCENARIO ?? '').split(/[\s,]+/).filter((name) => name !== '');
  return parseCommandLine(args).scenarios.length > 0 ? args : [...named, ...args];
}

/**
 * The configuration of a run. Nothing is connected to yet.
 * Throws UsageError with all mistakes at once. Null: help was asked for.
 */
export function readConfiguration(args: readonly string[], environment: Environment): Configuration | null {
  const line = parseCommandLine(withScenarioFromEnvironment(args, environment));
  if (line.help) return null;
  const file = readEnvFile(environment);
  const merged = merge(line.overrides, environment, file.values);
  const problems = [...line.problems, ...file.problems];
  if (line.scenarios.length === 0 && line.problems.length === 0) {
    problems.push('no scenario given: name one, or a group (--help lists them)');
  }
  if (merged.WM_TENANTS !== undefined) {
    const tenants = resolveTenants(merged.WM_TENANTS);
    problems.push(...tenants.problems);
    if (tenants.value === '') delete merged.WM_TENANTS;
    else merged.WM_TENANTS = tenants.value;
  }
  const outcome = parseSettings(merged);
  const runner = parseRunnerSettings(merged);
  if (!outcome.ok) problems.push(...outcome.problems);
  problems.push(...runner.problems);
  const { baseline } = runner.settings;
  if (baseline !== '' && !existsSync(baseline)) {
    problems.push(
      `${RUNNER_SETTINGS.baseline.env} is ${JSON.stringify(baseline)}, must be a run or a folder of runs that exists`,
    );
  }
  if (merged.WM_BASE_URL !== undefined) {
    if (line.defects.length > 0) problems.push('--defect needs the embedded target, but WM_BASE_URL is set');
    for (const { env } of EMBEDDED_SETTINGS.filter((setting) => merged[setting.env] !== undefined)) {
      problems.push(`${env} is for the embedded target, but WM_BASE_URL is set`);
    }
    // Among other scenarios it refuses itself, and they run.
    if (outcome.ok && line.scenarios.length === 1 && line.scenarios[0] === 'multitenant') {
      problems.push(...tenantProblems(outcome.settings));
    }
  }
  if (outcome.ok) {
    problems.push(
      ...generatorProblems({
        scenarios: line.scenarios,
        settings: outcome.settings,
        runner: runner.settings,
        now: Date.now(),
      }),
    );
  }
  if (!outcome.ok || problems.length > 0) throw new UsageError(problems);
  const { resultsDir } = outcome.settings;
  return {
    scenarios: line.scenarios,
    settings: outcome.settings,
    runner: runner.settings,
    defects: line.defects,
    defectParams: line.defectParams,
    environment: merged,
    notes: idleSettings(line.scenarios, [line.overrides, environment]),
    resultsDir: isAbsolute(resultsDir) ? resultsDir : join(SUITE_ROOT, resultsDir),
  };
}
