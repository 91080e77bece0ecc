/** The tables of the README, made from the code that they describe. */

import type { CriterionDefinition, Unit } from '../../lib/criteria/types.ts';
import type { Setting } from '../../lib/settings/setting.ts';
import { GROUPS, SCENARIOS } from '../../scenarios/index.ts';
import { ALL_RUN_SETTINGS, parseSettings } from '../../scenarios/settings.ts';
import { DEFECT_ENTRIES } from '../../target/planted/index.ts';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function scenariosTable(): string {
  const rows = Object.entries(SCENARIOS).map(([name, { spec }]) => [
    `\`${name}\``,
    spec.load,
    spec.establishes,
  ]);
  const groups = Object.entries(GROUPS).map(([name, members]) => [
    `\`${name}\``,
    members.length === Object.keys(SCENARIOS).length
      ? 'every scenario'
      : members.map((member) => `\`${member}\``).join(', '),
    'one run a scenario, then an overview; the worst outcome is the exit code',
  ]);
  return table(['SCENARIO', 'load', 'what it establishes'], [...rows, ...groups]);
}

function fallbackText(setting: Setting<unknown>): string {
  const { fallback } = setting;
  if (fallback === null || fallback === '' || (Array.isArray(fallback) && fallback.length === 0)) return '';
  return `\`${typeof fallback === 'object' ? JSON.stringify(fallback) : String(fallback)}\``;
}

function settingsTable(): string {
  const rows = ALL_RUN_SETTINGS.map((setting) => [
    `\`${setting.env}\``,
    setting.help,
    fallbackText(setting),
    setting.scenarios?.map((scenario) => `\`${scenario}\``).join(', ') ?? '',
  ]);
  return table(['variable', 'what it is', 'default', 'only for'], rows);
}

function limitText(limit: number, unit: Unit): string {
  if (unit === 'share') return `${Number((limit * 100).toPrecision(6))} %`;
  return unit === 'ms' || unit === 's' || unit === 'users' ? `${limit} ${unit}` : String(limit);
}

function criteriaTable(): string {
  const parsed = parseSettings({});
  if (!parsed.ok) throw new Error('the defaults do not parse');
  const rows = Object.entries(SCENARIOS).flatMap(([scenario, { spec }]) =>
    Object.entries<CriterionDefinition>(spec.criteria).map(([id, criterion]) => {
      const { comparison, unit, words } = criterion;
      return [
        `\`${scenario}\``,
        `\`${id}\``,
        words.en.title,
        `${comparison} ${limitText(criterion.limit(parsed.settings), unit)}`,
      ];
    }),
  );
  return table(['scenario', 'criterion', 'what is measured', 'passes when'], rows);
}

function defectsTable(): string {
  const rows = DEFECT_ENTRIES.map(([name, entry]) => {
    const also = (entry.alsoOn ?? []).map(({ scenario }) => scenario);
    const scenarios = [...new Set<string>([entry.scenario, ...also])];
    return [`\`${name}\``, entry.description, scenarios.map((scenario) => `\`${scenario}\``).join(', ')];
  });
  return table(['defect', 'what is broken', 'caught by'], rows);
}

/** Reports of real runs, one folder a scenario; made by `npm run readme:samples`. */
export const SAMPLES_FOLDER = 'docs/samples';
export const SAMPLE_FILE = 'report.md';

function samplesList(): string {
  return Object.keys(SCENARIOS)
    .map((name) => `[${name}](${SAMPLES_FOLDER}/${name}/${SAMPLE_FILE})`)
    .join(' · ');
}

/** Every generated block of the README, by the name that its markers carry. */
export const README_TABLES: Readonly<Record<string, () => string>> = {
  scenarios: scenariosTable,
  settings: settingsTable,
  criteria: criteriaTable,
  defects: defectsTable,
  samples: samplesList,
};

/** The text with every block between `<!-- NAME:begin -->` and `<!-- NAME:end -->` made anew. */
export function withTables(readme: string): string {
  let text = readme;
  for (const [name, make] of Object.entries(README_TABLES)) {
    const begin = `<!-- ${name}:begin -->`;
    const end = `<!-- ${name}:end -->`;
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`the README has no block ${begin} … ${end}`);
    text = `${text.slice(0, from + begin.length)}\n${make()}\n${text.slice(to)}`;
  }
  return text;
}
