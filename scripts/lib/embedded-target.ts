import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SUITE_ROOT } from '../../build/bundler.ts';
import { PARENT_PID_VARIABLE } from '../../target/supervisor/parent-watch.ts';
import type { TargetTime } from '../../target/times.ts';
import { killTree, OWN_GROUP, signalProcess, waitForExit } from './child.ts';
import { CouldNotRunError, InterruptedError } from './errors.ts';

/** The line of JSON that the target prints when it is ready. */
export interface TargetReady {
  readonly baseUrl: string;
  readonly tenants: readonly { readonly workspace: string; readonly token: string }[];
  readonly toxiproxyUrl: string;
  readonly thirdPartyUrl: string;
  readonly metricsUrl: string;
  readonly logFile: string;
}

export interface TargetOptions {
  readonly tenants: number;
  /** Null: as the target thinks fit. */
  readonly workers: number | null;
  /** Empty: the target brings its own Postgres. */
  readonly databaseUrl: string;
  /** A system whose weaknesses the target has, all at once; null: none. */
  readonly like?: string | null;
  /** Whether each job has a process of its own; absent: a thread. */
  readonly jobProcess?: boolean;
  /** Times of the target, ms; null or absent: its own. */
  readonly times?: { readonly [T in TargetTime]?: number | null };
  readonly defects: readonly string[];
  /** `name=value`. */
  readonly defectParams: readonly string[];
  readonly signal: AbortSignal;
}

/** The first start unpacks and initialises a Postgres. */
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
const KEPT_LOG_LINES = 20;

export class EmbeddedTarget {
  readonly ready: TargetReady;
  readonly #child: ChildProcess;
  readonly #onExitOfRunner: () => void;
  #stopping = false;

  constructor(child: ChildProcess, ready: TargetReady, onExitOfRunner: () => void) {
    this.#child = child;
    this.ready = ready;
    this.#onExitOfRunner = onExitOfRunner;
  }

  /** Its processes are this one and its descendants. */
  get pids(): readonly number[] {
    return this.#child.pid === undefined ? [] : [this.#child.pid];
  }

  /** Whether it ended without having been asked to. */
  get died(): boolean {
    return !this.#stopping && (this.#child.exitCode !== null || this.#child.signalCode !== null);
  }

  /** The settings that point the scenarios at this target. */
  environment(): Record<string, string> {
    const { baseUrl, tenants, toxiproxyUrl, thirdPartyUrl, metricsUrl, logFile } = this.ready;
    const [first] = tenants;
    return {
      WM_BASE_URL: baseUrl,
      WM_TENANTS: JSON.stringify(tenants),
      ...(first === undefined ? {} : { WM_WORKSPACE: first.workspace, WM_TOKEN: first.token }),
      TOXIPROXY_URL: toxiproxyUrl,
      THIRD_PARTY_URL: thirdPartyUrl,
      METRICS_URL: metricsUrl,
      LOG_FILES: logFile,
    };
  }

  /** The ready line without its tokens. */
  description(): Record<string, unknown> {
    return { ...this.ready, tenants: this.ready.tenants.map(({ workspace }) => workspace) };
  }

  /** Asks it to stop, and makes sure that it does. */
  async stop(): Promise<void> {
    this.#stopping = true;
    signalProcess(this.#child, 'SIGTERM');
    if (!(await waitForExit(this.#child, STOP_TIMEOUT_MS))) {
      killTree(this.#child);
      await waitForExit(this.#child, 5_000);
    }
    process.off('exit', this.#onExitOfRunner);
  }

  /** Ends it at once. */
  kill(): void {
    this.#stopping = true;
    killTree(this.#child);
  }
}

function parseReady(line: string): TargetReady | null {
  try {
    const value: unknown = JSON.parse(line);
    const ready = value as Partial<TargetReady> | null;
    return typeof ready?.baseUrl === 'string' && Array.isArray(ready.tenants) ? (ready as TargetReady) : null;
  } catch {
    return null;
  }
}

function targetArguments(options: TargetOptions): string[] {
  return [
    '--import',
    // Resolved here, so that it is found from whatever folder the suite is run.
    import.meta.resolve('tsx'),
    join(SUITE_ROOT, 'target', 'main.ts'),
    '--port=0',
    `--tenants=${options.tenants}`,
    ...(options.workers === null ? [] : [`--workers=${options.workers}`]),
    ...((options.like ?? null) === null ? [] : [`--like=${options.like}`]),
    ...(options.jobProcess === true ? ['--job-process'] : []),
    ...Object.entries(options.times ?? {}).flatMap(([name, ms]) => (ms === null ? [] : [`--${name}=${ms}`])),
    ...options.defects.map((name) => `--defect=${name}`),
    ...options.defectParams.map((param) => `--defect-param=${param}`),
  ];
}

/**
 * Starts the embedded target as a process group of its own and waits until it is ready.
 * Throws CouldNotRunError with the target's own words where it does not get there, InterruptedError after a Ctrl-C.
 */
export async function startEmbeddedTarget(options: TargetOptions): Promise<EmbeddedTarget> {
  const environment = { ...process.env };
  delete environment.DATABASE_URL;
  const child = spawn(process.execPath, targetArguments(options), {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      ...environment,
      ...(options.databaseUrl === '' ? {} : { DATABASE_URL: options.databaseUrl }),
      [PARENT_PID_VARIABLE]: String(process.pid),
    },
    detached: OWN_GROUP,
    windowsHide: true,
    // Its standard input is a pipe that closes when the runner dies, however it dies.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const onExitOfRunner = () => killTree(child);
  process.on('exit', onExitOfRunner);
  child.stdin.on('error', () => undefined);
  const lastLines: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastLines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    lastLines.splice(0, lastLines.length - KEPT_LOG_LINES);
  });

  const ready = await new Promise<TargetReady | Error>((resolve) => {
    let output = '';
    const timer = setTimeout(
      () =>
        resolve(new CouldNotRunError(`the embedded target was not ready in ${READY_TIMEOUT_MS / 1000} s`)),
      READY_TIMEOUT_MS,
    );
    const settle = (outcome: TargetReady | Error) => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const onAbort = () => settle(new InterruptedError());
    options.signal.addEventListener('abort', onAbort);
    if (options.signal.aborted) onAbort();
    child.once('error', (error) => settle(new CouldNotRunError(`the embedded target: ${error.message}`)));
    child.once('close', () => {
      const said = lastLines.at(-1) ?? 'it said nothing';
      settle(new CouldNotRunError(`the embedded target did not start: ${said}`));
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const line of output.split('\n')) {
        const parsed = parseReady(line);
        if (parsed !== null) settle(parsed);
      }
    });
  });
  if (ready instanceof Error) {
    signalProcess(child, 'SIGTERM');
    if (!(await waitForExit(child, STOP_TIMEOUT_MS))) killTree(child);
    process.off('exit', onExitOfRunner);
    throw ready;
  }
  return new EmbeddedTarget(child, ready, onExitOfRunner);
}
