/** `npm run report -- <run folder | summary.json> [--lang es]`: the report of a run that is over. */
import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SUITE_ROOT } from '../build/bundler.ts';
import { LANGUAGES, type Language } from '../lib/i18n/types.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { buildReport } from '../reports/build-report.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

const HELP = `Makes the report of a run: result.json, report.md, report.html, charts and junit.xml.

  npm run report -- RUN [--lang ${LANGUAGES.join('|')}]

RUN      folder of a run, or the summary.json that a plain k6 run wrote
--lang   language of the report (${SETTINGS.reportLang.env})

Exit codes: 0 pass, 1 a criterion failed, 2 usage or a damaged file, 3 could not write, 4 inconclusive or discarded.`;

interface Arguments {
  readonly path: string;
  readonly language: Language;
}

/** Null: help was asked for. Throws UsageError with all mistakes at once. */
function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): Arguments | null {
  const problems: string[] = [];
  const { positionals, tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: { lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  let language = environment[SETTINGS.reportLang.env]?.trim() ?? '';
  let source: string = SETTINGS.reportLang.env;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return null;
    if (token.name !== 'lang') problems.push(`unknown flag ${token.rawName}, must be --lang or --help`);
    else [language, source] = [token.value ?? '', '--lang'];
  }
  const parsed = language === '' && source !== '--lang' ? SETTINGS.reportLang.fallback : language;
  const known = LANGUAGES.find((name) => name === parsed);
  if (known === undefined) {
    problems.push(`${source} is ${JSON.stringify(parsed)}, must be one of ${LANGUAGES.join(', ')}`);
  }
  const [path, ...more] = positionals;
  if (path === undefined) problems.push('no run given: name its folder or its summary.json');
  if (more.length > 0) problems.push(`one run at a time: ${positionals.length} were given`);
  if (problems.length > 0 || path === undefined || known === undefined) throw new UsageError(problems);
  return { path, language: known };
}

/** The folder of results, where the run lies in it: only then do the copies of the newest run follow. */
function resultsDirOf(path: string, environment: NodeJS.ProcessEnv): string | null {
  const configured = environment[SETTINGS.resultsDir.env]?.trim() || SETTINGS.resultsDir.fallback;
  const resultsDir = isAbsolute(configured) ? configured : join(SUITE_ROOT, configured);
  const parts = relative(resultsDir, resolve(path)).split(/[\\/]/);
  return parts[0] !== '..' && !isAbsolute(parts.join('/')) && parts.length <= 2 ? resultsDir : null;
}

async function main(): Promise<ExitCode> {
  const given = readArguments(process.argv.slice(2), process.env);
  if (given === null) {
    console.log(HELP);
    return EXIT.pass;
  }
  const { consoleText, files, exitCode } = await buildReport({
    runFolder: given.path,
    language: given.language,
    resultsDir: resultsDirOf(given.path, process.env),
  });
  console.log(consoleText);
  const written = files.find((file) => file.endsWith('.html')) ?? files.find((file) => file.endsWith('.md'));
  if (written !== undefined) console.log(`\n${written}`);
  return exitCode;
}

await runMain(main);
