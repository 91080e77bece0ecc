/**
 * `npm run bench`: what the suite costs, as ratios against the smallest hand-written k6 script that makes the same
 * requests, on the same target, in alternating runs of one session.
 */
import '../scenarios/index.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../build/bundler.ts';
import { buildReport } from '../reports/build-report.ts';
import { costOf } from './bench/cost.ts';
import { type BenchContext, type Contender, type Load, loadRun, metricsIn } from './bench/load-run.ts';
import { locustLine } from './bench/locust.ts';
import { measureTarget } from './bench/target-overhead.ts';
import { readConfiguration } from './lib/configuration.ts';
import { type EmbeddedTarget, startEmbeddedTarget } from './lib/embedded-target.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { Interruption } from './lib/interruption.ts';
import { prepare } from './lib/run-all.ts';
import { runMain } from './lib/run-main.ts';
import { bundleOf } from './lib/scenario-bundle.ts';

const PAIRS = 3;
const THROUGHPUT: Load = { users: 8, seconds: 8, think: '0' };
/** Memory of one user: the difference of two runs, so that what k6 takes for itself does not count. */
const FEW: Load = { users: 20, seconds: 6, think: '2-2' };
const MANY: Load = { users: 220, seconds: 6, think: '2-2' };

const LIMITS = { throughput: 0.95, ledger: 0.95, cpu: 1.25, memory: 1.3, milliseconds: 1000 } as const;

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly ok: boolean;
}

async function bundleLedger(folder: string): Promise<string> {
  const sourceDir = fileURLToPath(new URL('bench/k6/', import.meta.url));
  const [file = ''] = await bundle({ sourceDir, outputDir: join(folder, 'bundles') });
  return file;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Journeys per second of one contender against another's, in alternating runs. */
async function throughput(
  context: BenchContext,
  [name, contender, against, limit]: readonly [string, Contender, Contender, number],
): Promise<{ figure: Figure; runFolder: string }> {
  const rates: Record<string, number[]> = { [contender]: [], [against]: [] };
  let runFolder = '';
  for (let pair = 0; pair < PAIRS; pair += 1) {
    // Each goes first in turn, so that a machine that warms up or tires favours neither.
    const order = pair % 2 === 0 ? [contender, against] : [against, contender];
    for (const one of order) {
      const figures = await loadRun(context, one, THROUGHPUT);
      rates[one]?.push(figures.journeysPerSecond);
      if (one === contender) runFolder = figures.runFolder;
    }
  }
  const [measured = Number.NaN, reference = Number.NaN] = Object.values(rates).map(median);
  const ratio = measured / reference;
  const value = `${ratio.toFixed(3)} (${measured.toFixed(1)} against ${reference.toFixed(1)} journeys/s)`;
  return { figure: { name, value, limit: `≥ ${limit}`, ok: ratio >= limit }, runFolder };
}

/** CPU of one request of the suite against that of the smallest script: the medians of alternating pairs. */
async function cpu(context: BenchContext): Promise<Figure> {
  const costs = { suite: [] as number[], smallest: [] as number[] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    for (const one of ['suite', 'smallest'] as const) {
      costs[one].push(await costOf((contender, load) => loadRun(context, contender, load), one));
    }
  }
  const [suite, smallest] = [median(costs.suite), median(costs.smallest)];
  const ratio = suite / smallest;
  const value = `${ratio.toFixed(3)} (${suite.toFixed(0)} against ${smallest.toFixed(0)} µs)`;
  return { name: 'CPU per request', value, limit: `≤ ${LIMITS.cpu}`, ok: ratio <= LIMITS.cpu };
}

async function memory(context: BenchContext): Promise<{ figure: Figure; floor: string }> {
  const perUser = async (contender: Contender) => {
    const few = await loadRun(context, contender, FEW);
    const many = await loadRun(context, contender, MANY);
    return (many.memoryMb - few.memoryMb) / (MANY.users - FEW.users);
  };
  const suite = await perUser('suite');
  const smallest = await perUser('smallest');
  const metrics = await perUser('smallest-with-metrics');
  const ratio = suite / smallest;
  const value = `${ratio.toFixed(3)} (${(suite * 1024).toFixed(0)} against ${(smallest * 1024).toFixed(0)} KB)`;
  return {
    figure: { name: 'memory per user', value, limit: `≤ ${LIMITS.memory}`, ok: ratio <= LIMITS.memory },
    floor:
      `${(metrics / smallest).toFixed(3)} (${(metrics * 1024).toFixed(0)} KB) with nothing but ` +
      `the suite's ${metricsIn(context.bundle)} metrics added to the smallest script`,
  };
}

async function timed(name: string, work: () => Promise<unknown>): Promise<Figure> {
  const taken: number[] = [];
  for (let index = 0; index < 3; index += 1) {
    const startedAt = performance.now();
    await work();
    taken.push(performance.now() - startedAt);
  }
  const value = median(taken);
  const limit = `< ${LIMITS.milliseconds} ms`;
  return { name, value: `${value.toFixed(0)} ms`, limit, ok: value < LIMITS.milliseconds };
}

function show(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const valueWidth = Math.max(...figures.map(({ value }) => value.length));
  for (const { name, value, limit, ok } of figures) {
    console.log(
      `${ok ? 'ok    ' : 'MISSED'} ${name.padEnd(width)}  ${value.padEnd(valueWidth)}  ${limit}`.trimEnd(),
    );
  }
}

await runMain(async (): Promise<ExitCode> => {
  const folder = mkdtempSync(join(tmpdir(), 'performance-bench-'));
  const interruption = new Interruption();
  let target: EmbeddedTarget | null = null;
  try {
    const configuration = readConfiguration(['normal', '--results-dir', folder], {
      K6_BIN: process.env.K6_BIN,
      K6_DOWNLOAD_URL: process.env.K6_DOWNLOAD_URL,
    });
    if (configuration === null) throw new Error('unreachable');
    const { k6, bundles } = await prepare(configuration, interruption);
    target = await startEmbeddedTarget({
      tenants: 1,
      workers: null,
      databaseUrl: '',
      defects: [],
      defectParams: [],
      signal: interruption.signal,
    });
    const context: BenchContext = {
      k6,
      bundle: bundleOf('normal', configuration.settings, bundles),
      ledgerBundle: await bundleLedger(folder),
      target,
      folder,
      interruption,
    };
    console.log(`k6 ${k6.version}; ${PAIRS} alternating pairs of runs; takes about six minutes`);
    const overhead = await measureTarget(target.ready);
    const { figure, runFolder } = await throughput(context, [
      'throughput',
      'suite',
      'smallest',
      LIMITS.throughput,
    ]);
    const request = await cpu(context);
    const users = await memory(context);
    const figures = [
      figure,
      (await throughput(context, ['throughput with ledger', 'ledger', 'no-ledger', LIMITS.ledger])).figure,
      request,
      users.figure,
      await timed('bundle all scenarios', () => bundle()),
      await timed('render one report', () =>
        buildReport({ runFolder, language: 'en', resultsDir: null, colour: false }),
      ),
    ];
    show(figures);
    console.log(`       memory per user: ${users.floor}`);
    console.log(`       ${await locustLine(target)}`);
    console.log(
      `       target: ${overhead.jobsPerSecond.toFixed(0)} no-op jobs/s, ` +
        `${overhead.millisecondsAlone.toFixed(1)} ms for one alone (p50)`,
    );
    return figures.every(({ ok }) => ok) ? EXIT.pass : EXIT.fail;
  } finally {
    interruption.release();
    await target?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
