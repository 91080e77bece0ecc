/** `npm run collect -- --testrun NAME`: one report of what the runners of a k6-operator TestRun saw. */
import '../scenarios/index.ts';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { SUITE_ROOT } from '../build/bundler.ts';
import { LANGUAGES } from '../lib/i18n/types.ts';
import { summaryFromLog } from '../lib/run/summary-log.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { buildReport } from '../reports/build-report.ts';
import { mergeInto } from '../reports/merge/collect-parts.ts';
import { RUN_FILE } from '../reports/run-folder.ts';
import { secretsOfEnvironment } from '../reports/secrets.ts';
import { readEnvFile } from './lib/configuration.ts';
import { CouldNotRunError, errorCode, UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

const run = promisify(execFile);

const HELP = `One report of what the runners of a k6-operator TestRun saw, from their logs.

  npm run collect -- --testrun NAME [--namespace NAMESPACE] [--lang ${LANGUAGES.join('|')}]

--testrun    name of the TestRun, whose runners have ended
--namespace  where it is (default perf)
--lang       language of the report (${SETTINGS.reportLang.env})

Exit codes: 0 pass, 1 a criterion failed, 2 usage or a damaged log, 3 no cluster, 4 inconclusive or discarded.`;

const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** A name of Kubernetes: it goes into a selector. */
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({ phase: z.string().optional() }),
    }),
  ),
});

/** Throws CouldNotRunError with the first line of what kubectl said. */
async function kubectl(args: readonly string[]): Promise<string> {
  try {
    return (await run('kubectl', [...args], { maxBuffer: MAX_LOG_BYTES })).stdout;
  } catch (error) {
    if (errorCode(error) === 'ENOENT')
      throw new CouldNotRunError('there is no kubectl to ask the cluster with');
    const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
    const line = said.split('\n').find((text) => text.trim() !== '') ?? 'no answer';
    throw new CouldNotRunError(`kubectl ${args[0]}: ${line.trim().slice(0, 300)}`);
  }
}

interface Arguments {
  readonly testrun: string;
  readonly namespace: string;
  readonly language: (typeof LANGUAGES)[number];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Null: help was asked for. Throws UsageError with all mistakes at once. */
function readArguments(args: readonly string[], environment: Environment): Arguments | null {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: {
      testrun: { type: 'string' },
      namespace: { type: 'string', default: 'perf' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return null;
  const known = ['testrun', 'namespace', 'lang', 'help'];
  const problems = tokens.flatMap((token) =>
    token.kind === 'option' && !known.includes(token.name)
      ? [`unknown flag ${token.rawName}, must be --testrun, --namespace, --lang or --help`]
      : [],
  );
  problems.push(
    ...positionals.map((text) => `${JSON.stringify(text)} belongs to no flag: --testrun names the TestRun`),
  );
  const { env, fallback } = SETTINGS.reportLang;
  const wanted = String(values.lang ?? (environment[env]?.trim() || fallback));
  const language = LANGUAGES.find((name) => name === wanted);
  if (language === undefined) {
    problems.push(`--lang is ${JSON.stringify(wanted)}, must be one of ${LANGUAGES.join(', ')}`);
  }
  const name = (flag: 'testrun' | 'namespace') => {
    const value = String(values[flag] ?? '');
    if (!NAME.test(value))
      problems.push(`--${flag} is ${JSON.stringify(value)}, must be a name in the cluster`);
    return value;
  };
  const [testrun, namespace] = [name('testrun'), name('namespace')];
  if (problems.length > 0 || language === undefined) throw new UsageError(problems);
  return { testrun, namespace, language };
}

/** The runners' pods, which have all ended. */
async function runnersOf({ testrun, namespace }: Arguments): Promise<string[]> {
  const labels = `k6_cr=${testrun},runner=true`;
  const { items } = podsSchema.parse(
    JSON.parse(
      await kubectl(['get', 'pods', '--namespace', namespace, '--selector', labels, '--output', 'json']),
    ),
  );
  if (items.length === 0) {
    throw new UsageError([
      `namespace ${namespace} has no runners of a TestRun ${testrun} (labels ${labels})`,
    ]);
  }
  const busy = items.filter(({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed');
  if (busy.length > 0) {
    const names = busy.map(({ metadata, status }) => `${metadata.name} is ${status.phase ?? 'not known'}`);
    throw new UsageError([`the TestRun ${testrun} has not ended: ${names.join(', ')}`]);
  }
  return items.map(({ metadata }) => metadata.name).sort();
}

/** Writes the summary of each runner into a folder of its own. Throws UsageError with all that have none. */
async function fetchSummaries(pods: readonly string[], namespace: string, folder: string): Promise<string[]> {
  const problems: string[] = [];
  const folders: string[] = [];
  for (const pod of pods) {
    const summary = summaryFromLog(await kubectl(['logs', pod, '--namespace', namespace]));
    if (summary === null) {
      problems.push(
        `the log of ${pod} holds no summary: its TestRun needs PERF_SUMMARY_TO_LOG=1 and PERF_GENERATORS`,
      );
    } else if (summary === 'missing') {
      problems.push(`the log of ${pod} holds a part of its summary only: the node has cut it off`);
    } else {
      const own = join(folder, pod);
      mkdirSync(own);
      writeFileSync(join(own, RUN_FILE.summary), summary);
      folders.push(own);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return folders;
}

async function main(): Promise<ExitCode> {
  const file = readEnvFile(process.env);
  const environment = { ...file.values, ...process.env };
  const given = readArguments(process.argv.slice(2), environment);
  if (given === null) {
    console.log(HELP);
    return EXIT.pass;
  }
  const configured = environment[SETTINGS.resultsDir.env]?.trim() || SETTINGS.resultsDir.fallback;
  const resultsDir = isAbsolute(configured) ? configured : join(SUITE_ROOT, configured);
  const folder = mkdtempSync(join(tmpdir(), 'perf-collect-'));
  try {
    const pods = await runnersOf(given);
    const runFolder = await mergeInto(resultsDir, await fetchSummaries(pods, given.namespace, folder));
    const { consoleText, files, exitCode } = await buildReport({
      runFolder,
      language: given.language,
      resultsDir,
      secrets: secretsOfEnvironment(environment),
    });
    console.log(consoleText);
    const written = files.find((path) => path.endsWith('.html'));
    if (written !== undefined) console.log(`\n${written}`);
    return exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(main);
