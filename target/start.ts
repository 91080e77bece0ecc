import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LikeName } from './like.ts';
import type { DefectName } from './planted/index.ts';
import { PARENT_PID_VARIABLE } from './supervisor/parent-watch.ts';
import type { ReadyLine } from './supervisor/supervisor.ts';

export type { ReadyLine } from './supervisor/supervisor.ts';

export interface StartOptions {
  readonly port?: number;
  readonly workers?: number;
  readonly tenants?: number;
  readonly apiProcesses?: number;
  /** All the weaknesses of a system at once. */
  readonly like?: LikeName;
  readonly defects?: readonly DefectName[];
  readonly defectParams?: Readonly<Record<string, number>>;
  readonly waitTimeoutMs?: number;
  readonly zombieTimeoutMs?: number;
  readonly zombieCheckMs?: number;
  readonly poolWaitMs?: number;
  readonly healthTimeoutMs?: number;
  readonly pingMs?: number;
  readonly jobProcess?: boolean;
  readonly adminToken?: string;
  readonly logFile?: string;
  /** Added to the environment of the target, such as `DATABASE_URL`. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningTarget {
  readonly ready: ReadyLine;
  /** The supervisor's process id. */
  readonly pid: number;
  /** Resolves when every process has ended and the run's folder is gone. Safe to call again. */
  stop(): Promise<void>;
}

const TARGET_DIR = fileURLToPath(new URL('.', import.meta.url));

/**
 * Starts the embedded target in processes of its own and resolves when it is ready. It stops with `stop()`, and by
 * itself when the calling process ends. Rejects with what the target said when it could not start.
 */
export async function startTarget(options: StartOptions = {}): Promise<RunningTarget> {
  const child = spawn(
    process.execPath,
    ['--import', tsxLoader(), path.join(TARGET_DIR, 'main.ts'), ...argumentsFor(options)],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...options.env, [PARENT_PID_VARIABLE]: String(process.pid) },
      windowsHide: true,
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await readReadyLine(child);
  let stopping: Promise<void> | undefined;
  return {
    ready,
    pid: child.pid ?? 0,
    stop: () => {
      if (stopping === undefined) child.kill('SIGTERM');
      stopping ??= gone;
      return stopping;
    },
  };
}

/** Found from here, wherever the calling process was started. */
function tsxLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

function argumentsFor(options: StartOptions): string[] {
  const values: Readonly<Record<string, string | number | undefined>> = {
    port: options.port,
    workers: options.workers,
    tenants: options.tenants,
    'api-processes': options.apiProcesses,
    'wait-timeout-ms': options.waitTimeoutMs,
    'zombie-timeout-ms': options.zombieTimeoutMs,
    'zombie-check-ms': options.zombieCheckMs,
    'pool-wait-ms': options.poolWaitMs,
    'health-timeout-ms': options.healthTimeoutMs,
    'ping-ms': options.pingMs,
    'admin-token': options.adminToken,
    'log-file': options.logFile,
    like: options.like,
  };
  return [
    ...Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    ...(options.jobProcess === true ? ['--job-process'] : []),
    ...(options.defects ?? []).map((name) => `--defect=${name}`),
    ...Object.entries(options.defectParams ?? {}).map(([name, value]) => `--defect-param=${name}=${value}`),
  ];
}

function readReadyLine(child: ChildProcess): Promise<ReadyLine> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(complaint.trim() || `the target ended with code ${code}`)));
    if (child.stdout === null) return;
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line) as ReadyLine));
  });
}
