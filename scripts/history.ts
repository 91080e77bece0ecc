/** `npm run history -- [RESULTS_DIR]`: the trend page of the runs in a folder of results. */
import '../scenarios/index.ts';
import { rm } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { SUITE_ROOT } from '../build/bundler.ts';
import { LANGUAGES, type Language } from '../lib/i18n/types.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { HISTORY_CHARTS, historyPages } from '../reports/history/pages.ts';
import { readHistory } from '../reports/history/read.ts';
import { historyView } from '../reports/history/view.ts';
import { reportMessages } from '../reports/i18n/index.ts';
import { writeAtomically } from '../reports/write-files.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

interface Arguments {
  readonly resultsDir: string;
  readonly language: Language;
}

/** Throws UsageError with all mistakes at once. */
function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): Arguments {
  const problems: string[] = [];
  const folders: string[] = [];
  let [given, source]: [string, string] = [
    environment[SETTINGS.reportLang.env]?.trim() || 'en',
    SETTINGS.reportLang.env,
  ];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '--lang') {
      index += 1;
      [given, source] = [args[index] ?? '', '--lang'];
    } else if (word.startsWith('-')) problems.push(`unknown flag ${word}, must be --lang or --help`);
    else folders.push(word);
  }
  const language = LANGUAGES.find((name) => name === given);
  if (language === undefined) {
    problems.push(`${source} is ${JSON.stringify(given)}, must be one of ${LANGUAGES.join(', ')}`);
  }
  if (folders.length > 1) problems.push(`one folder of results at a time: ${folders.length} were given`);
  if (problems.length > 0 || language === undefined) throw new UsageError(problems);
  const configured = environment[SETTINGS.resultsDir.env]?.trim() || SETTINGS.resultsDir.fallback;
  const [folder] = folders;
  const resultsDir =
    folder !== undefined
      ? resolve(folder)
      : isAbsolute(configured)
        ? configured
        : join(SUITE_ROOT, configured);
  return { resultsDir, language };
}

async function main(): Promise<ExitCode> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(reportMessages(process.env.REPORT_LANG === 'es' ? 'es' : 'en').history.usage);
    return EXIT.pass;
  }
  const { resultsDir, language } = readArguments(args, process.env);
  const { history } = reportMessages(language);
  const read = await readHistory(resultsDir);
  const view = historyView(read, language);
  if (view.broken !== null) console.error(view.broken);
  if (read.entries.length === 0) {
    console.error(history.empty(resultsDir));
    return EXIT.inconclusive;
  }
  const { charts, ...pages } = historyPages(view);
  await rm(join(resultsDir, HISTORY_CHARTS), { recursive: true, force: true });
  const files = [
    ...Object.entries(pages),
    ...Object.entries(charts).map(([name, svg]) => [join(HISTORY_CHARTS, name), svg] as const),
  ];
  for (const [name, content] of files) await writeAtomically(join(resultsDir, name), content);
  console.log(
    history.written(
      Object.keys(pages)
        .map((name) => join(resultsDir, name))
        .join(', '),
    ),
  );
  return EXIT.pass;
}

await runMain(main);
