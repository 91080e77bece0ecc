/** `npm run report -- <run folder | summary.json> [--lang es]`: the report of a run that is over, or of several as one. */
import '../scenarios/index.ts';
import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SUITE_ROOT } from '../build/bundler.ts';
import { LANGUAGES, type Language } from '../lib/i18n/types.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { buildReport } from '../reports/build-report.ts';
import { mergeInto } from '../reports/merge/collect-parts.ts';
import { secretsOfEnvironment } from '../reports/secrets.ts';
import { readEnvFile } from './lib/configuration.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

const HELP = `Makes the report of a run: result.json, report.md, report.html, charts and junit.xml.

  npm run report -- RUN [--lang ${LANGUAGES.join('|')}] [--baseline PATH]
  npm run report -- --merge RUN RUN… [--lang …]

RUN         folder of a run, or the summary.json that a plain k6 run wrote
--merge     RUNs are the parts that several generators carried of one load (folders, summaries, or a folder that
            holds them): one report of the whole, in a folder of its own
--lang      language of the report (${SETTINGS.reportLang.env})
--baseline  run, or folder of runs, to compare with

Exit codes: 0 pass, 1 a criterion failed, 2 usage or a damaged file, 3 could not write, 4 inconclusive or discarded.`;

interface Arguments {
  /** One, or with `merge` all the parts. */
  readonly paths: readonly [string, ...string[]];
  readonly merge: boolean;
  readonly language: Language;
  readonly baseline: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Null: help was asked for. Throws UsageError with all mistakes at once; `problems` are those found before. */
function readArguments(
  args: readonly string[],
  environment: Environment,
  problems: readonly string[],
): Arguments | null {
  const found = [...problems];
  const { positionals, tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: {
      lang: { type: 'string' },
      baseline: { type: 'string' },
      merge: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const flags = new Map<string, string>();
  const merge = tokens.some((token) => token.kind === 'option' && token.name === 'merge');
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return null;
    if (token.name === 'merge') continue;
    if (token.name === 'lang' || token.name === 'baseline') flags.set(token.name, token.value ?? '');
    else found.push(`unknown flag ${token.rawName}, must be --merge, --lang, --baseline or --help`);
  }
  const { env, fallback } = SETTINGS.reportLang;
  const [source, wanted] = flags.has('lang')
    ? ['--lang', flags.get('lang') ?? '']
    : [env, environment[env]?.trim() || fallback];
  const language = LANGUAGES.find((name) => name === wanted);
  if (language === undefined) {
    found.push(`${source} is ${JSON.stringify(wanted)}, must be one of ${LANGUAGES.join(', ')}`);
  }
  const baseline = flags.get('baseline');
  if (baseline !== undefined && !existsSync(baseline)) {
    found.push(`--baseline is ${JSON.stringify(baseline)}, must be a run or a folder of runs that exists`);
  }
  const [path, ...more] = positionals;
  if (path === undefined) found.push('no run given: name its folder or its summary.json');
  if (more.length > 0 && !merge) {
    found.push(
      `one run at a time: ${positionals.length} were given (--merge makes one of the parts of a load)`,
    );
  }
  if (found.length > 0 || path === undefined || language === undefined) throw new UsageError(found);
  return { paths: [path, ...more], merge, language, baseline };
}

/** The folder of results, where the run lies in it: only then do the copies of the newest run follow. */
function resultsDirOf(path: string, environment: Environment): string | null {
  const resultsDir = configuredResultsDir(environment);
  const parts = relative(resultsDir, resolve(path)).split(/[\\/]/);
  return parts[0] !== '..' && !isAbsolute(parts.join('/')) && parts.length <= 2 ? resultsDir : null;
}

function configuredResultsDir(environment: Environment): string {
  const configured = environment[SETTINGS.resultsDir.env]?.trim() || SETTINGS.resultsDir.fallback;
  return isAbsolute(configured) ? configured : join(SUITE_ROOT, configured);
}

/** Logs to search after a plain `k6 run` of security. */
function logFilesOf(environment: Environment): readonly string[] {
  const parsed = SETTINGS.logFiles.parse(environment[SETTINGS.logFiles.env] ?? '');
  return parsed.ok ? parsed.value : [];
}

async function main(): Promise<ExitCode> {
  const file = readEnvFile(process.env);
  const environment = { ...file.values, ...process.env };
  const given = readArguments(process.argv.slice(2), environment, file.problems);
  if (given === null) {
    console.log(HELP);
    return EXIT.pass;
  }
  const path = given.merge ? await mergeInto(configuredResultsDir(environment), given.paths) : given.paths[0];
  const { consoleText, files, exitCode } = await buildReport({
    runFolder: path,
    language: given.language,
    resultsDir: resultsDirOf(path, environment),
    baseline: given.baseline,
    logFiles: logFilesOf(environment),
    secrets: secretsOfEnvironment(environment),
  });
  console.log(consoleText);
  const written = files.find((file) => file.endsWith('.html')) ?? files.find((file) => file.endsWith('.md'));
  if (written !== undefined) console.log(`\n${written}`);
  return exitCode;
}

await runMain(main);
