import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { executionSegment, type Segment, segmentSequence } from '../../lib/generators/segment.ts';
import { RUN_FILE } from '../../reports/run-folder.ts';
import { killTree, OWN_GROUP, signalProcess } from './child.ts';
import { CouldNotRunError, messageOf } from './errors.ts';
import { GeneratorMonitor, type GeneratorUsage, type Watched } from './generator-monitor.ts';
import { guard } from './guard.ts';
import type { Interruption } from './interruption.ts';
import type { K6Exit } from './k6-exit.ts';
import { LineTee } from './line-tee.ts';
import { type LiveOptions, LiveView } from './live/live-view.ts';
import { logLinesToShow } from './live/log-lines.ts';
import { liveWords } from './live/words.ts';
import { disturbanceWarning } from './processor/warnings.ts';

export interface K6Run {
  readonly k6Path: string;
  /** Absolute path of the bundle. */
  readonly bundle: string;
  /** Absolute; k6 writes its files there. */
  readonly runFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Progress goes to the terminal (`false`: nothing does; k6's log is in `k6.log` in any case). */
  readonly showProgress: boolean;
  /** The status that is shown meanwhile; absent: k6's own display. */
  readonly live?: Omit<LiveOptions, 'output'>;
  readonly mask: (text: string) => string;
  readonly interruption: Interruption;
  /** Processes of a target that was started on this machine; null: one runs here whose processes are not known. */
  readonly targetPids: readonly number[] | null;
  /** Called with k6's process id as soon as it has started. */
  readonly onStarted?: (pid: number) => void;
  /** The share of the load that this k6 carries, where there are several. */
  readonly segment?: Segment;
  /** Watches several k6 together; without one this k6 has its own. */
  readonly monitor?: GeneratorMonitor;
}

export interface K6Ended extends K6Exit {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly generator: GeneratorUsage;
  /** What k6 logged, masked. */
  readonly log: string;
}

export const K6_LOG = 'k6.log';

function k6Arguments({ bundle, segment }: K6Run, withSeries: boolean): string[] {
  return [
    'run',
    // No REST API: it would be a port that two runs at once cannot share.
    '--address=',
    `--console-output=${RUN_FILE.events}`,
    // Relative to the run's folder, since k6 parses this value and a path may contain anything.
    ...(withSeries ? ['--out', `web-dashboard=port=-1&period=1s&record=${RUN_FILE.series}`] : []),
    ...(segment === undefined
      ? []
      : [
          `--execution-segment=${executionSegment(segment)}`,
          `--execution-segment-sequence=${segmentSequence(segment.of)}`,
        ]),
    bundle,
  ];
}

/** Passes a Ctrl-C on exactly once; the second one ends k6 at once. Returns a function that stops it. */
function forwardInterruption(child: ChildProcess, interruption: Interruption): () => void {
  // On Windows the console has told k6 already.
  const undoFirst = interruption.onFirst(() => {
    if (OWN_GROUP) signalProcess(child, 'SIGINT');
  });
  const undoSecond = interruption.onSecond(() => killTree(child));
  return () => {
    undoFirst();
    undoSecond();
  };
}

/** What a monitor is to tell apart. */
export function watchedOf(
  run: Pick<K6Run, 'targetPids' | 'showProgress' | 'live'>,
  display: { readonly say: (line: string) => void; readonly live: LiveView | null },
): Watched {
  const { say, live } = display;
  return {
    targetPids: run.targetPids ?? [],
    targetKnown: run.targetPids !== null,
    ...(run.showProgress ? { onDisturbance: disturbanceWarning(say, run.live?.language ?? 'en') } : {}),
    ...(live === null ? {} : { onLook: (cpuShare) => live.generator(cpuShare) }),
  };
}

async function runOnce(run: K6Run, withSeries: boolean): Promise<K6Ended> {
  const logPath = join(run.runFolder, K6_LOG);
  const logFile = openSync(logPath, 'w');
  const toLog = (line: string) => void writeSync(logFile, line);
  const live =
    run.showProgress && run.live !== undefined
      ? new LiveView(run.runFolder, { ...run.live, output: process.stderr })
      : null;
  const language = run.live?.language ?? 'en';
  const say = (line: string) => (live === null ? console.error(line) : live.say(line));
  // k6 draws its bars only where it sees a terminal; elsewhere it prints a line now and then, which is kept as well.
  const ownDisplay = run.showProgress && live === null;
  const drawsBars = ownDisplay && process.stdout.isTTY;
  const startedAt = new Date();
  const child = spawn(run.k6Path, k6Arguments(run, withSeries), {
    cwd: run.runFolder,
    env: run.environment,
    detached: OWN_GROUP,
    windowsHide: true,
    stdio: ['ignore', drawsBars ? 'inherit' : 'pipe', 'pipe'],
  });
  const tees: LineTee[] = [];
  const connect = (stream: NodeJS.ReadableStream | null, toTerminal: ((text: string) => void) | null) => {
    if (stream === null) return;
    const tee = new LineTee(run.mask, [toLog, ...(toTerminal === null ? [] : [toTerminal])]);
    tees.push(tee);
    stream.on('data', (chunk: Buffer) => tee.write(chunk));
  };
  connect(child.stdout, ownDisplay ? (text) => void process.stdout.write(text) : null);
  connect(
    child.stderr,
    ownDisplay ? (text) => void process.stderr.write(text) : live === null ? null : logLinesToShow(say),
  );

  const onExitOfRunner = () => killTree(child);
  process.on('exit', onExitOfRunner);
  const stopForwarding = forwardInterruption(child, run.interruption);
  const stopSaying =
    live === null ? () => undefined : run.interruption.onFirst(() => say(liveWords(language).stopping));
  const monitor = run.monitor ?? new GeneratorMonitor(watchedOf(run, { say, live }));
  if (child.pid !== undefined) monitor.add(child.pid);
  const stopGuard = child.pid === undefined ? () => undefined : guard(child.pid);
  if (child.pid !== undefined) run.onStarted?.(child.pid);
  try {
    const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, by) => resolve([code, by]));
      },
    );
    live?.stop();
    for (const tee of tees) tee.end();
    return {
      exitCode,
      signal,
      startedAt,
      endedAt: new Date(),
      generator: run.monitor === undefined ? monitor.stop() : monitor.seen(),
      log: readFileSync(logPath, 'utf8'),
    };
  } catch (error) {
    throw new CouldNotRunError(`k6 cannot be started (${messageOf(error)})`);
  } finally {
    if (run.monitor === undefined) monitor.stop();
    live?.stop();
    stopSaying();
    stopForwarding();
    stopGuard();
    process.off('exit', onExitOfRunner);
    closeSync(logFile);
  }
}

/** Runs k6 to its end, a series a second recorded where this k6 can do it. Throws CouldNotRunError. */
export async function runK6(run: K6Run): Promise<K6Ended> {
  const ended = await runOnce(run, true);
  const lacksDashboard = ended.exitCode !== 0 && /invalid output type 'web-dashboard'/.test(ended.log);
  return lacksDashboard && !run.interruption.requested ? runOnce(run, false) : ended;
}
