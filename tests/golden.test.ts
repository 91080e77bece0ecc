/**
 * What the suite says, word for word and figure for figure: the reports of recorded runs, the help, the self-test's
 * rows. `npm run golden` writes what is said now over the files in `tests/golden/`; the commit says why it changed.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SUITE_ROOT } from '../build/bundler.ts';
import { LANGUAGES, type Language } from '../lib/i18n/types.ts';
import { consoleAnswer } from '../lib/run/console-answer.ts';
import { buildReport } from '../reports/build-report.ts';
import { settingsFromSummary } from '../reports/read/settings.ts';
import { readSummary } from '../reports/read/summary.ts';
import { RUN_FILE } from '../reports/run-folder.ts';
import { SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../scenarios/index.ts';
import { helpText } from '../scripts/lib/help.ts';
import { expectation, plantedName, selftestRows } from '../scripts/selftest/rows.ts';

const RECORDED = join(SUITE_ROOT, 'tests', 'recorded-runs');
const GOLDEN = join(SUITE_ROOT, 'tests', 'golden');
/** Digits in which two machines agree on the same arithmetic. */
const DIGITS = 11;

const folder = mkdtempSync(join(tmpdir(), 'golden '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const golden = (text: string, ...path: readonly string[]) =>
  expect(text).toMatchFileSnapshot(join(GOLDEN, ...path));

const agreed = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;

const jsonOf = (text: string) => `${JSON.stringify(JSON.parse(text), agreed, 1)}\n`;

const fingerprint = (text: string) =>
  `${createHash('sha256').update(text).digest('hex').slice(0, 16)}  ${Buffer.byteLength(text)} bytes`;

interface Made {
  readonly consoleText: string;
  readonly exitCode: number;
  /** Text of a file of the report. */
  readonly text: (name: string) => string;
  /** Names of all files, relative to the run's folder. */
  readonly names: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** What is told differently of a recorded run, by file. */
type Retold = Readonly<Record<string, (recorded: Json) => Json>>;

/** Limits that no run keeps, and no verdict without proof: what did not pass, and what to look at next. */
const HARDER = {
  STRICT: true,
  SLO_P95_MS: 2,
  SLO_ERROR_RATE: 0.0001,
  STRESS_MIN_USERS: 500,
  SOAK_BUDGET_MB_PER_HOUR: 0.001,
  SOAK_BUDGET_MS_PER_HOUR: 0.001,
  NEIGHBOUR_RATIO: 1.001,
  NEIGHBOUR_MIN_SHARE: 0.9999,
  NEIGHBOUR_JAIN: 0.9999,
  TENANT_SCALING: 0.0001,
  OUTAGE_ANSWER_MS: 10,
} as const;

const VARIANTS: Readonly<Record<string, Retold>> = {
  harder: {
    [RUN_FILE.summary]: (summary) => ({
      ...summary,
      settings: { ...(summary.settings as Json), ...HARDER },
    }),
  },
  interrupted: { [RUN_FILE.run]: (run) => ({ ...run, interrupted: true }) },
};

async function report(scenario: ScenarioName, language: Language, variant = ''): Promise<Made> {
  const run = join(folder, variant, language, scenario);
  cpSync(join(RECORDED, scenario), run, { recursive: true });
  for (const [file, retell] of Object.entries(VARIANTS[variant] ?? {})) {
    const path = join(run, file);
    writeFileSync(path, JSON.stringify(retell(JSON.parse(readFileSync(path, 'utf8')) as Json)));
  }
  const { files, consoleText, exitCode } = await buildReport({
    runFolder: run,
    language,
    resultsDir: null,
    colour: false,
  });
  return {
    consoleText,
    exitCode,
    text: (name) => readFileSync(join(run, name), 'utf8'),
    names: files.map((file) => relative(run, file).replaceAll('\\', '/')).sort(),
  };
}

describe('reports of recorded runs', { timeout: 60_000 }, () => {
  it('has a record of every scenario', () => {
    expect(readdirSync(RECORDED).sort()).toEqual([...SCENARIO_NAMES].sort());
  });

  for (const scenario of SCENARIO_NAMES) {
    it.each(LANGUAGES)(`${scenario}, %s`, async (language) => {
      const { text, names, consoleText, exitCode } = await report(scenario, language);
      const json = jsonOf(text(RUN_FILE.result));
      // English in full: in other languages only the words differ, which the report shows.
      if (language === 'en') await golden(json, scenario, RUN_FILE.result);
      await golden(text('report.md'), scenario, `report.${language}.md`);
      await golden(text('junit.xml'), scenario, `junit.${language}.xml`);
      await golden(`${consoleText}\nexit code ${exitCode}\n`, scenario, `console.${language}.txt`);
      const others = names.filter((name) => name.endsWith('.svg') || name.endsWith('.html'));
      const hashes = [[RUN_FILE.result, json], ...others.map((name) => [name, text(name)])]
        .map(([name = '', content = '']) => `${name}  ${fingerprint(content)}\n`)
        .join('');
      await golden(hashes, scenario, `hashes.${language}.txt`);
    });

    it.each(LANGUAGES)(`${scenario} with limits that it cannot keep, %s`, async (language) => {
      const { text } = await report(scenario, language, 'harder');
      await golden(text('report.md'), scenario, `harder.${language}.md`);
    });

    it(`${scenario}, console of a plain k6 run`, async () => {
      const summary = await readSummary(join(RECORDED, scenario, RUN_FILE.summary));
      const { spec } = SCENARIOS[scenario];
      const settings = settingsFromSummary(summary.settings, spec.settings);
      for (const reportLang of LANGUAGES) {
        const answer = consoleAnswer(spec, summary, { ...settings, reportLang }, { path: RUN_FILE.summary });
        await golden(answer, scenario, `k6-console.${reportLang}.txt`);
      }
    });
  }

  it.each(LANGUAGES)('a run that is discarded, %s', async (language) => {
    const { text, names, consoleText, exitCode } = await report('normal', language, 'interrupted');
    const all = [
      consoleText,
      `exit code ${exitCode}`,
      text('junit.xml'),
      text('report.md'),
      names.join('\n'),
    ];
    await golden(`${all.join('\n\n')}\n`, `discarded.${language}.txt`);
  });
});

describe('what the commands say', () => {
  it('--help of the runner', async () => {
    await golden(`${helpText()}\n`, 'help.txt');
  });

  it('--list of the self-test', async () => {
    const rows = selftestRows(SCENARIO_NAMES).map(
      (row) => `${plantedName(row)}  ${row.scenario}  ${expectation(row)}\n`,
    );
    await golden(rows.join(''), 'selftest.txt');
  });
});
