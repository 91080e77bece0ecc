/** A load that several k6 on this machine carry together: set up once, begun at one moment, merged into one run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { segmentText } from '../../../lib/generators/segment.ts';
import { writeMergedSummary } from '../../../reports/merge/collect-parts.ts';
import { worstExit } from '../../../reports/merge/merge-runs.ts';
import { RUN_FILE } from '../../../reports/run-folder.ts';
import { OWN_GROUP } from '../child.ts';
import { CouldNotRunError } from '../errors.ts';
import { GeneratorMonitor } from '../generator-monitor.ts';
import { K6_EXIT, k6Completed } from '../k6-exit.ts';
import { K6_LOG, type K6Ended, type K6Run, runK6, watchedOf } from '../k6-process.ts';
import { maskFiles } from '../masking.ts';

export interface GeneratorsRun extends K6Run {
  readonly runId: string;
  readonly generators: number;
}

const SETUP_FILE = 'setup.json';
const setupSchema = z.object({
  data: z.record(z.string(), z.unknown()),
  users: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
});

/** From the start of the processes to that of the load: k6 makes all of its users first. */
function leadMs(generators: number, users: number): number {
  return 2000 + 500 * generators + 2 * users;
}

/** k6 looks at its thresholds every two seconds. */
const OWN_STOP_MS = 2200;
/** By two clocks, and with what a summary takes. */
const END_SLACK_MS = 1000;

interface SetUp {
  /** What set-up handed over, as JSON. */
  readonly data: string;
  readonly users: number;
  /** Length of the plan. */
  readonly seconds: number;
}

/** Set-up by a k6 of its own, whose load is a nap. How it ended, where nothing came of it. */
async function setUp(run: GeneratorsRun): Promise<SetUp | K6Ended> {
  const ended = await runK6({
    ...run,
    showProgress: false,
    environment: { ...run.environment, PERF_PART: 'setup' },
  });
  const path = join(run.runFolder, SETUP_FILE);
  if (!k6Completed(ended.exitCode) || !existsSync(path)) return ended;
  const { data, users, seconds } = setupSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const file of [SETUP_FILE, RUN_FILE.series, RUN_FILE.events]) {
    rmSync(join(run.runFolder, file), { force: true });
  }
  return { data: JSON.stringify(data), users, seconds };
}

function folderOf(run: GeneratorsRun, index: number): string {
  return join(run.runFolder, RUN_FILE.generators, String(index).padStart(2, '0'));
}

interface Started {
  readonly index: number;
  pid: number | null;
  ended: K6Ended | null;
  /** Told to stop because another one had. */
  stopped: boolean;
}

/**
 * One that broke, or found the limit that it looked for, ends the others: with a part of the load gone, what they go on
 * to measure is not what was planned. At the end of the plan each waits for its own last journeys.
 */
function stopOthers(all: readonly Started[], one: Started, planEndsAt: number): void {
  const ended = one.ended;
  if (ended === null || one.stopped || ended.exitCode === K6_EXIT.ok) return;
  if (k6Completed(ended.exitCode) && ended.endedAt.getTime() >= planEndsAt - END_SLACK_MS) return;
  // On Windows a signal would end them without their summary.
  if (!OWN_GROUP) return;
  // The others see the same system, and most often stop by themselves: a signal on top could cost them their summary.
  setTimeout(() => signalAll(all), OWN_STOP_MS);
}

function signalAll(all: readonly Started[]): void {
  for (const other of all) {
    if (other.ended !== null || other.pid === null || other.stopped) continue;
    other.stopped = true;
    try {
      process.kill(other.pid, 'SIGINT');
    } catch {
      // It has just ended by itself.
    }
  }
}

/**
 * Runs all of them and writes the run's summary. Answers like a single run of k6: as the worst of them ended, those left
 * out that were only stopped for the sake of another. Throws CouldNotRunError.
 */
export async function runGenerators(run: GeneratorsRun): Promise<K6Ended> {
  // Its figures are those of one share of the load.
  const { live: _, ...load } = run;
  const startedAt = new Date();
  const made = await setUp(run);
  if ('exitCode' in made || run.interruption.requested) {
    if ('exitCode' in made) return made;
    throw new CouldNotRunError('interrupted before the load began');
  }
  const monitor = new GeneratorMonitor(watchedOf(run, { say: (line) => console.error(line), live: null }));
  const begins = Date.now() + leadMs(run.generators, made.users);
  const all = Array.from(
    { length: run.generators },
    (_, at): Started => ({ index: at + 1, pid: null, ended: null, stopped: false }),
  );
  try {
    await Promise.all(
      all.map(async (one) => {
        const folder = folderOf(run, one.index);
        mkdirSync(folder, { recursive: true });
        const segment = { index: one.index, of: run.generators };
        one.ended = await runK6({
          ...load,
          runFolder: folder,
          segment,
          monitor,
          // The bars of several would write over each other.
          showProgress: run.showProgress && one.index === 1,
          onStarted: (pid) => {
            one.pid = pid;
            if (one.index === 1) run.onStarted?.(pid);
          },
          environment: {
            ...run.environment,
            PERF_RUN_DIR: folder,
            PERF_RUN_ID: `${run.runId}-${one.index}`,
            PERF_PART: 'load',
            PERF_SETUP_DATA: made.data,
            PERF_START_AT: String(begins),
            PERF_SEGMENT: segmentText(segment),
          },
        });
        stopOthers(all, one, begins + made.seconds * 1000);
        maskFiles(folder, run.mask);
      }),
    );
  } finally {
    monitor.stop();
  }
  return answerOf(run, all, { startedAt, monitor });
}

async function answerOf(
  run: GeneratorsRun,
  all: readonly Started[],
  { startedAt, monitor }: { readonly startedAt: Date; readonly monitor: GeneratorMonitor },
): Promise<K6Ended> {
  const ends = all.flatMap(({ ended, stopped }) => (ended === null ? [] : [{ ended, stopped }]));
  const decisive = ends
    .filter(({ stopped }) => !stopped)
    .map(({ ended }) => ({ ...ended, k6ExitCode: ended.exitCode }));
  const [first, ...others] = decisive;
  if (first === undefined) throw new CouldNotRunError('no generator came to its end');
  const { k6ExitCode: _, ...worst } = worstExit([first, ...others]);
  const log = ends.map(({ ended }) => ended.log).join('');
  writeFileSync(join(run.runFolder, K6_LOG), log);
  // Where one left no summary, the report of the others says that it is missing.
  const some = all.some(({ index }) => existsSync(join(folderOf(run, index), RUN_FILE.summary)));
  if (some) await writeMergedSummary(run.runFolder);
  return { ...worst, startedAt, endedAt: new Date(), generator: monitor.seen(), log };
}
