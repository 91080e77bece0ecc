import type { Setting } from '../../lib/settings/setting.ts';
import { GROUPS, SCENARIOS } from '../../scenarios/index.ts';
import { DEFECT_ENTRIES } from '../../target/planted/index.ts';
import { FLAG_ALIASES } from './command-line.ts';
import { ENV_FILE_VARIABLE } from './configuration.ts';
import { ALL_SETTINGS, flagOf } from './runner-settings.ts';

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function shownDefault(value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '';
  return ` (default ${typeof value === 'object' ? JSON.stringify(value) : String(value)})`;
}

function readBy({ scenarios }: Setting<unknown>): string {
  return scenarios === undefined ? '' : `${scenarios.join(', ')}: `;
}

/** The text of `--help`, built from the tables of scenarios, groups, settings and defects. */
export function helpText(): string {
  const scenarios = Object.entries(SCENARIOS).map(
    ([name, { spec }]) => [name, `${spec.load}: ${spec.establishes}`] as const,
  );
  const groups = Object.entries(GROUPS).map(([name, members]) => [name, members.join(', ')] as const);
  const settings = ALL_SETTINGS.map((setting) => {
    const left = setting.secret === true ? setting.env : `--${flagOf(setting)}, ${setting.env}`;
    return [left, `${readBy(setting)}${setting.help}${shownDefault(setting.fallback)}`] as const;
  });
  const defects = DEFECT_ENTRIES.map(
    ([name, entry]) => [name, `${entry.description} (${entry.scenario})`] as const,
  );
  const aliases = Object.entries(FLAG_ALIASES).map(([alias, flag]) => `--${alias} = --${flag}`);
  return [
    'Usage: npm run perf -- SCENARIO|GROUP… [--FLAG VALUE…]',
    '       make perf SCENARIO=stress',
    '       scripts/benchmark.sh stress',
    '',
    'Scenarios:',
    ...table(scenarios),
    '',
    'Groups:',
    ...table(groups),
    '',
    `Settings. A flag beats the environment, which beats .env (or the file of ${ENV_FILE_VARIABLE}). Secrets have no flag:`,
    ...table(settings),
    `  ${aliases.join(', ')}`,
    '',
    'Planted defects of the embedded target (--defect NAME, --defect-param NAME=NUMBER):',
    ...table(defects),
    '',
    'Exit codes: 0 pass, 1 a criterion failed, 2 usage or configuration, 3 could not run, 4 inconclusive or discarded.',
  ].join('\n');
}
