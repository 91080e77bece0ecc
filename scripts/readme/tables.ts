/** The tables of the README and of the pages behind it, made from the code that they describe. */

import type { CriterionDefinition, Unit } from '../../lib/criteria/types.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { PROFILES, type Profile } from '../../lib/profiles.ts';
import type { Setting } from '../../lib/settings/setting.ts';
import { GROUPS, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../scenarios/index.ts';
import { ALL_RUN_SETTINGS, parseSettings } from '../../scenarios/settings.ts';
import { DEFECT_ENTRIES } from '../../target/planted/index.ts';
import { expectedTime } from '../lib/live/plans.ts';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const WORDS = {
  en: {
    head: ['SCENARIO', 'load', 'what it establishes', 'smoke', 'short', 'full'],
    every: 'every scenario',
    groups: 'one run a scenario, then an overview; the worst outcome is the exit code',
  },
  es: {
    head: ['SCENARIO', 'a qué pregunta responde', 'smoke', 'short', 'full'],
    every: 'todos los escenarios',
    groups: 'una ejecución por escenario y una página común; el peor resultado es el código de salida',
  },
} as const;

/** About how long a run takes against the embedded target. */
function lengthOf(name: ScenarioName, profile: Profile): string {
  const parsed = parseSettings({ PROFILE: profile });
  if (!parsed.ok) throw new Error('the defaults do not parse');
  const { seconds, atMost } = expectedTime(name, parsed.settings);
  const text = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return atMost ? `≤ ${text}` : text;
}

function scenariosTable(language: Language): string {
  const { head, every, groups } = WORDS[language];
  const rows = SCENARIO_NAMES.map((name) => {
    const { spec } = SCENARIOS[name];
    const what = language === 'en' ? [spec.load, spec.establishes] : [spec.question[language]];
    return [
      `[\`${name}\`](scenarios/${name}/README.md)`,
      ...what,
      ...PROFILES.map((profile) => lengthOf(name, profile)),
    ];
  });
  const grouped = Object.entries(GROUPS).map(([name, members]) => [
    `\`${name}\``,
    ...(language === 'en'
      ? [
          members.length === SCENARIO_NAMES.length
            ? every
            : members.map((member) => `\`${member}\``).join(', '),
          groups,
        ]
      : [
          `${members.length === SCENARIO_NAMES.length ? every : members.map((member) => `\`${member}\``).join(', ')}: ${groups}`,
        ]),
    '',
    '',
    '',
  ]);
  return table(head, [...rows, ...grouped]);
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

function criteriaRows(name: ScenarioName): readonly (readonly string[])[] {
  const parsed = parseSettings({});
  if (!parsed.ok) throw new Error('the defaults do not parse');
  return Object.entries<CriterionDefinition>(SCENARIOS[name].spec.criteria).map(([id, criterion]) => [
    `\`${id}\``,
    criterion.words.en.title,
    `${criterion.comparison} ${limitText(criterion.limit(parsed.settings), criterion.unit)}`,
  ]);
}

function criteriaTable(): string {
  const rows = SCENARIO_NAMES.flatMap((name) => criteriaRows(name).map((row) => [`\`${name}\``, ...row]));
  return table(['scenario', 'criterion', 'what is measured', 'passes when'], rows);
}

/** The settings that a scenario has beside those of all. */
function ownSettings(name: ScenarioName): string {
  const own = ALL_RUN_SETTINGS.filter(({ scenarios }) => scenarios?.includes(name) === true);
  if (own.length === 0) return 'None.';
  return table(
    ['variable', 'what it is', 'default'],
    own.map((setting) => [`\`${setting.env}\``, setting.help, fallbackText(setting)]),
  );
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
export const SAMPLE_PAGE = 'report.html';
/** Beside one of each scenario: what a reader has to know when he sees it. */
export const MORE_SAMPLES: readonly string[] = ['failing', 'discarded'];
/** Samples that are kept as pages as well: their style is most of them, and the same in each. */
export const SAMPLES_AS_PAGES: readonly string[] = ['stress', ...MORE_SAMPLES];

function samplesList(): string {
  return [...SCENARIO_NAMES, ...MORE_SAMPLES]
    .map((name) => {
      const page = SAMPLES_AS_PAGES.includes(name)
        ? ` ([page](${SAMPLES_FOLDER}/${name}/${SAMPLE_PAGE}))`
        : '';
      return `[${name}](${SAMPLES_FOLDER}/${name}/${SAMPLE_FILE})${page}`;
    })
    .join(' · ');
}

/** Every generated block, by the name that its markers carry. */
const BLOCKS: Readonly<Record<string, () => string>> = {
  scenarios: () => scenariosTable('en'),
  escenarios: () => scenariosTable('es'),
  settings: settingsTable,
  criteria: criteriaTable,
  defects: defectsTable,
  samples: samplesList,
  ...Object.fromEntries(
    SCENARIO_NAMES.flatMap((name) => [
      [`criteria:${name}`, () => table(['criterion', 'what is measured', 'passes when'], criteriaRows(name))],
      [`settings:${name}`, () => ownSettings(name)],
    ]),
  ),
};

/** Pages with generated blocks, from the suite's root. */
export const PAGES: readonly string[] = [
  'README.md',
  'README.es.md',
  'docs/reading-reports.md',
  'docs/settings.md',
  'docs/proof.md',
  ...SCENARIO_NAMES.map((name) => `scenarios/${name}/README.md`),
];

const BLOCK = /<!-- ([\w:-]+):begin -->\n[\s\S]*?<!-- \1:end -->/g;

/** The text with every block between `<!-- NAME:begin -->` and `<!-- NAME:end -->` made anew. */
export function withTables(page: string): string {
  return page.replace(BLOCK, (_block, name: string) => {
    const make = BLOCKS[name];
    if (make === undefined) throw new Error(`nothing makes the block ${name}`);
    return `<!-- ${name}:begin -->\n${make()}\n<!-- ${name}:end -->`;
  });
}
