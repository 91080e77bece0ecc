/** `npm run record -- RUN…`: trimmed records of real runs, which the golden tests make their reports from. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUITE_ROOT } from '../build/bundler.ts';
import { K6_METRIC, METRIC } from '../lib/metric-names.ts';
import type { RunEvent } from '../lib/summary-types.ts';
import { parseEventLine } from '../reports/read/events.ts';
import { readSummary } from '../reports/read/summary.ts';
import { RUN_FILE } from '../reports/run-folder.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

export const RECORDED_RUNS = join('tests', 'recorded-runs');

const HELP = `Keeps what the report of a run is made from, for the golden tests: trimmed, without paths and host names.

  npm run record -- RUN [RUN …]

RUN     folder of a run; replaces the record of its scenario in ${RECORDED_RUNS}/`;

/** Metrics that a report reads second by second; the summary has all of them. */
const BY_SECOND = new Set<string>([
  'time',
  K6_METRIC.requests,
  K6_METRIC.vus,
  METRIC.jobsCompleted,
  METRIC.journeyErrors,
  METRIC.jobDuration,
  METRIC.queueLength,
  METRIC.targetCpu,
  METRIC.targetMemory,
]);

/** Digits that a report cannot show would only make the record longer. */
const DIGITS = 7;

type Replaced = readonly [RegExp, string];

/** What tells the machine that recorded a run: replaced in every text of the record. */
function machineOf(text: string): readonly Replaced[] {
  const hosts = new Set([...text.matchAll(/wk-default-(.+?)-worker-\d/g)].map(([, host]) => host ?? ''));
  return [
    [/"\/[^"]*\/([^"/]+)"/g, '"$1"'],
    [/(v\d+\.\d+\.\d+)\+dirty/g, '$1'],
    ...[...hosts].map(
      (host): Replaced => [new RegExp(`wk-default-${host}-worker`, 'g'), 'wk-default-host-worker'],
    ),
  ];
}

const short = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;

/** JSON with an entry a line down to `depth`, so that a difference can be read, and no more white space than that. */
function lines(value: unknown, depth: number, indent = ''): string {
  if (depth === 0 || typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return JSON.stringify(value, short);
  }
  const inner = `${indent} `;
  const list = Array.isArray(value);
  const entries = Object.entries(value).map(
    ([name, entry]) => `${inner}${list ? '' : `${JSON.stringify(name)}: `}${lines(entry, depth - 1, inner)}`,
  );
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`;
}

const trimmedJson = (text: string) => `${lines(JSON.parse(text), 3)}\n`;

/** Events for those who read the log; no report does. */
const UNREAD = new Set(['monitor', 'job-end']);

/** Of a job the report reads how it went, not which one it was. */
const trimmedEvent = (event: RunEvent) => (event.event === 'job' ? { ...event, id: undefined } : event);

const trimmedEvents = (text: string) =>
  text
    .split('\n')
    .flatMap((line) => parseEventLine(line) ?? [])
    .filter(({ event }) => !UNREAD.has(event))
    .map((event) => `${JSON.stringify(trimmedEvent(event), short)}\n`)
    .join('');

interface DashboardEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The record of k6's dashboard, of the metrics that are read; its arrays follow the names in alphabetical order. */
function trimmedSeries(text: string): string {
  const names = new Set<string>();
  const kept: DashboardEvent[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const { event, data } = JSON.parse(line) as DashboardEvent;
    if (event === 'param') {
      const { aggregates, period } = data as { readonly aggregates?: unknown; readonly period?: unknown };
      kept.push({ event, data: { aggregates, period } });
    } else if (event === 'metric') {
      const known = Object.entries(data as object);
      for (const [name] of known) names.add(name);
      const read = known.filter(([name]) => BY_SECOND.has(name));
      if (read.length > 0) kept.push({ event, data: Object.fromEntries(read) });
    } else if (event === 'snapshot') {
      const order = [...names].sort();
      kept.push({ event, data: (data as unknown[]).filter((_, index) => BY_SECOND.has(order[index] ?? '')) });
    }
  }
  return kept.map((event) => `${JSON.stringify(event)}\n`).join('');
}

const TRIMMED: readonly (readonly [file: string, trim: (text: string) => string])[] = [
  [RUN_FILE.summary, trimmedJson],
  [RUN_FILE.run, trimmedJson],
  [RUN_FILE.logScan, trimmedJson],
  [RUN_FILE.events, trimmedEvents],
  [RUN_FILE.series, trimmedSeries],
];

async function record(run: string): Promise<string> {
  const { scenario } = await readSummary(join(run, RUN_FILE.summary));
  const folder = join(RECORDED_RUNS, scenario);
  rmSync(join(SUITE_ROOT, folder), { recursive: true, force: true });
  mkdirSync(join(SUITE_ROOT, folder), { recursive: true });
  for (const [file, trim] of TRIMMED) {
    const path = join(run, file);
    if (!existsSync(path)) continue;
    const trimmed = trim(readFileSync(path, 'utf8'));
    const anonymous = machineOf(trimmed).reduce((text, [what, by]) => text.replace(what, by), trimmed);
    writeFileSync(join(SUITE_ROOT, folder, file), anonymous);
  }
  return folder;
}

async function main(): Promise<ExitCode> {
  const runs = process.argv.slice(2);
  if (runs.includes('--help') || runs.includes('-h')) {
    console.log(HELP);
    return EXIT.pass;
  }
  if (runs.length === 0) throw new UsageError(['no run given: name its folder']);
  for (const run of runs) console.log(await record(run));
  return EXIT.pass;
}

await runMain(main);
