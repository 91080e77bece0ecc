/** One run of k6 for the benchmark, of the suite's bundle or of the smallest script, under the same conditions. */
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { K6_METRIC, METRIC } from '../../lib/metric-names.ts';
import { RUN_FILE } from '../../reports/run-folder.ts';
import type { EmbeddedTarget } from '../lib/embedded-target.ts';
import { CouldNotRunError, InterruptedError } from '../lib/errors.ts';
import type { Interruption } from '../lib/interruption.ts';
import { k6Environment } from '../lib/k6-environment.ts';
import { describeK6Exit } from '../lib/k6-exit.ts';
import type { FoundK6 } from '../lib/k6-finder.ts';
import { runK6 } from '../lib/k6-process.ts';
import { writeRunRecord } from '../lib/run-record.ts';
import type { Used } from './cost.ts';
import { followCpu } from './cpu-time.ts';

export interface BenchContext {
  readonly k6: FoundK6;
  readonly bundle: string;
  readonly ledgerBundle: string;
  readonly target: EmbeddedTarget;
  readonly folder: string;
  readonly interruption: Interruption;
}

export interface Load {
  readonly users: number;
  readonly seconds: number;
  /** As in THINK_TIME. */
  readonly think: string;
}

export interface LoadFigures extends Used {
  readonly journeysPerSecond: number;
  readonly memoryMb: number;
  readonly runFolder: string;
}

/** `smallest-with-metrics`: the smallest script with as many metrics as the suite has, and nothing else of it. */
export type Contender = 'suite' | 'smallest' | 'smallest-with-metrics' | 'ledger' | 'no-ledger';

const WITHOUT_RAMP: readonly Contender[] = ['ledger', 'no-ledger'];

const SMALLEST = fileURLToPath(new URL('smallest.js', import.meta.url));
/** The ramp of a smoke run, which the smallest script has too. */
const RAMP_SECONDS = 2;
let runs = 0;

/** Metrics of its own that a bundle makes in every user. */
export function metricsIn(bundle: string): number {
  return readFileSync(bundle, 'utf8').match(/new (?:Trend|Counter|Rate|Gauge)\d*\(/g)?.length ?? 0;
}

function bundleFor(context: BenchContext, contender: Contender): string {
  if (contender.startsWith('smallest')) return SMALLEST;
  return contender === 'suite' ? context.bundle : context.ledgerBundle;
}

function doneIn(folder: string, contender: Contender): { journeys: number; requests: number } {
  const summary = JSON.parse(readFileSync(join(folder, RUN_FILE.summary), 'utf8')) as {
    readonly journeys?: number;
    readonly requests?: number;
    readonly k6?: {
      readonly metrics: Readonly<Record<string, { readonly values: Readonly<Record<string, number>> }>>;
    };
  };
  if (contender !== 'suite') return { journeys: summary.journeys ?? 0, requests: summary.requests ?? 0 };
  const count = (metric: string) => summary.k6?.metrics[metric]?.values.count ?? 0;
  return { journeys: count(METRIC.jobsCompleted), requests: count(K6_METRIC.requests) };
}

/** Runs one contender. Throws CouldNotRunError where k6 did not come to a figure. */
export async function loadRun(context: BenchContext, contender: Contender, load: Load): Promise<LoadFigures> {
  runs += 1;
  const folder = join(context.folder, `${runs}-${contender}-${load.users}`);
  mkdirSync(folder, { recursive: true });
  const targetEnvironment = context.target.environment();
  const { environment } = k6Environment(
    process.env,
    { USERS: `${load.users}`, DURATION: `${load.seconds}s`, THINK_TIME: load.think, PROFILE: 'smoke' },
    {
      runDir: folder,
      runId: basename(folder),
      targetKind: 'embedded',
      target: targetEnvironment,
      generators: {},
    },
  );
  let cpuSeconds = () => Number.NaN;
  const ended = await runK6({
    k6Path: context.k6.path,
    bundle: bundleFor(context, contender),
    runFolder: folder,
    environment: {
      ...environment,
      BENCH_LEDGER: contender === 'ledger' ? '1' : '0',
      BENCH_METRICS: contender === 'smallest-with-metrics' ? `${metricsIn(context.bundle)}` : '0',
    },
    showProgress: false,
    mask: (text) => text,
    interruption: context.interruption,
    targetPids: context.target.pids,
    onStarted: (pid) => {
      cpuSeconds = followCpu(pid);
    },
  });
  if (context.interruption.requested) throw new InterruptedError();
  if (ended.exitCode !== 0 && ended.exitCode !== 99) {
    throw new CouldNotRunError(`${contender}: ${describeK6Exit(ended)}`);
  }
  writeRunRecord(folder, {
    k6: context.k6,
    ended,
    interrupted: false,
    target: context.target,
    defects: [],
    baseUrl: context.target.ready.baseUrl,
    processesUnknown: null,
  });
  const rampSeconds = WITHOUT_RAMP.includes(contender) ? 0 : RAMP_SECONDS;
  const { journeys, requests } = doneIn(folder, contender);
  return {
    cpuSeconds: cpuSeconds(),
    requests,
    journeysPerSecond: journeys / (rampSeconds + load.seconds),
    memoryMb: ended.generator.memoryMbMax ?? Number.NaN,
    runFolder: folder,
  };
}
