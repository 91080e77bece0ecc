/** From a run's folder to everything that is made of it: the one result, and every file that renders it. */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Language } from '../lib/i18n/types.ts';
import { createMask, maskValue } from '../lib/mask.ts';
import { analyse } from './analysis/analyse.ts';
import { compareWithBaseline } from './compare/baseline.ts';
import type { Comparison } from './compare/types.ts';
import { EXIT, type ExitCode, ReportError } from './errors.ts';
import { appendHistory } from './history/append.ts';
import { updateLatest } from './latest.ts';
import type { LogStarts } from './logs/log-scan.ts';
import { locateRun, readRunFiles } from './read/run-files.ts';
import { renderAll, renderConsole } from './render/index.ts';
import type { Result } from './result-schema.ts';
import { RUN_FILE } from './run-folder.ts';
import { scenarioReport } from './scenario-report.ts';
import { secretsOfEnvironment } from './secrets.ts';
import { validatedResult } from './validate-result.ts';
import { writeAtomically } from './write-files.ts';

export interface ReportOptions {
  /** Folder of the run, or its summary. */
  readonly runFolder: string;
  readonly language: Language;
  /** Where the copies of the newest run and the history are kept; null leaves them alone. */
  readonly resultsDir: string | null;
  /** A run, or a folder of runs, to compare with; see `compareWithBaseline`. */
  readonly baseline?: string | undefined;
  /** Logs of the server, for scenarios that search them. */
  readonly logFiles?: readonly string[];
  /** Where those logs ended when the run began; without it the times of their lines tell. */
  readonly logStarts?: LogStarts | null;
  /** Tokens that must not appear in anything written, beside those of this process's environment. */
  readonly secrets?: readonly string[];
  /** Base URL of a target that is still there when the report is read: evidence links to its jobs. */
  readonly targetUrl?: string | undefined;
  /** Whether `consoleText` has ANSI colours. Default: whether standard output is a terminal that wants them. */
  readonly colour?: boolean;
}

export interface Report {
  readonly result: Result;
  /** Absolute paths of the files written. */
  readonly files: readonly string[];
  readonly exitCode: ExitCode;
  /** The answer for the terminal. */
  readonly consoleText: string;
}

/** Exit code of a result. Its verdict has validity in it already: a run that is not believed never passes. */
export function exitCodeOf(result: Pick<Result, 'verdict'>): ExitCode {
  switch (result.verdict) {
    case 'pass':
      return EXIT.pass;
    case 'fail':
      return EXIT.fail;
    case 'inconclusive':
      return EXIT.inconclusive;
    default:
      return result.verdict satisfies never;
  }
}

function wantsColour(): boolean {
  if ((process.env.NO_COLOR ?? '') !== '') return false;
  return process.stdout.isTTY === true;
}

/** `runId` comes from a file; as the name of a folder it must not lead anywhere else. */
function folderName(runId: string): string {
  if (/^[\w-][\w.-]{0,199}$/.test(runId)) return runId;
  throw new ReportError(`runId ${JSON.stringify(runId.slice(0, 80))} is no name that a folder can have`);
}

const CHARTS = 'charts';
const TABLES = 'tables';

interface Compared {
  readonly comparison?: Comparison;
  /** Why there is none, though one was asked for. */
  readonly problem?: string;
}

/** The run against its baseline. One that cannot be read costs the comparison, not the report of a run that was made. */
async function compared(result: Result, baseline: string | undefined, language: Language): Promise<Compared> {
  if (baseline === undefined || baseline === '') return {};
  try {
    return { comparison: await compareWithBaseline(result, baseline, language) };
  } catch (error) {
    if (error instanceof ReportError) return { problem: error.message };
    throw error;
  }
}

/** Markdown whose links into the run's folder still work one level up, in the folder of results. */
function relinked(markdown: string, folder: string): string {
  const path = folder.split(/[\\/]/).map(encodeURIComponent).join('/');
  return markdown.replaceAll(`](${CHARTS}/`, `](${path}/${CHARTS}/`);
}

/**
 * The folder that the report goes to. A summary that stands alone (of a plain `k6 run`) gets a folder of its own, named
 * as the run, beside it.
 */
async function folderOf(path: string): Promise<{ folder: string; source: string }> {
  const located = await locateRun(path);
  return located.alone
    ? { folder: dirname(located.summary), source: located.summary }
    : { folder: located.folder, source: located.folder };
}

/**
 * Makes the report of a run: analyses it, validates the result against the schema, and writes `result.json`, the
 * renderings, the copies of the newest run and a line of history. Throws a `ReportError` for a run that cannot be
 * read and for a disk that cannot be written.
 */
export async function buildReport(options: ReportOptions): Promise<Report> {
  const { language, resultsDir } = options;
  const located = await folderOf(options.runFolder);
  const secrets = [...(options.secrets ?? []), ...secretsOfEnvironment(process.env)];
  const hide = createMask(secrets);
  const read = await readRunFiles(located.source);
  const alone = located.source !== located.folder;
  const folder = resolve(alone ? join(located.folder, folderName(read.summary.runId)) : located.folder);
  if (alone) {
    await mkdir(folder, { recursive: true });
    await copyFile(located.source, join(folder, RUN_FILE.summary));
  }
  const { logFiles = [], logStarts = null } = options;
  const { collect } = scenarioReport(read.summary.scenario);
  const runFiles = (await collect?.(read, { folder, logFiles, logStarts, secrets })) ?? read;
  const result = validatedResult(maskValue(analyse(runFiles, language), hide));
  const json = `${JSON.stringify(result, null, 2)}\n`;
  const { comparison, problem } = await compared(result, options.baseline, language);
  const { charts, tables, ...documents } = renderAll(result, {
    language,
    comparison,
    targetUrl: options.targetUrl,
  });
  const contents: readonly (readonly [string, string])[] = [
    [RUN_FILE.result, json],
    ...[
      ...Object.entries(documents),
      ...Object.entries(charts).map(([name, svg]) => [join(CHARTS, name), svg] as const),
      ...Object.entries(tables).map(([name, text]) => [join(TABLES, name), text] as const),
    ].map(([name, content]) => [name, hide(content)] as const),
  ];
  // Charts and tables of an earlier report of this run may have other names.
  for (const made of [CHARTS, TABLES]) await rm(join(folder, made), { recursive: true, force: true });
  const files: string[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, name);
    await writeAtomically(path, content);
    files.push(path);
  }
  if (resultsDir !== null) {
    const kept = resolve(resultsDir);
    const markdown = relinked(hide(documents['report.md']), relative(kept, folder));
    files.push(...(await updateLatest(kept, result, { json, markdown })));
    files.push(await appendHistory(kept, result));
  }
  const colour = options.colour ?? wantsColour();
  const answer = renderConsole(result, { language, colour, comparison });
  const consoleText = hide(problem === undefined ? answer : `${answer}\nBASELINE: ${problem}\n`);
  return { result, files, exitCode: exitCodeOf(result), consoleText };
}
