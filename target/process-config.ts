import type { Forgotten } from './api/auth/authenticate.ts';
import type { DatabaseConfig } from './db/config.ts';
import type { PlantedConfig } from './planted/planted.ts';
import { reapedCpuSeconds } from './reaped-cpu.ts';

/** Name of the environment variable that carries a child's configuration; the child removes it at once. */
const CONFIG_VARIABLE = 'AUTW_TARGET_PROCESS';

interface SharedConfig {
  /** Label of the process in metrics and logs, such as `api` or `worker-1`. */
  readonly name: string;
  readonly db: DatabaseConfig;
  readonly planted: PlantedConfig;
  readonly logFile: string;
  /** How long a statement waits for a connection to the database. */
  readonly poolWaitMs: number;
}

export interface ApiConfig extends SharedConfig {
  readonly role: 'api';
  readonly host: string;
  /** 0 for any free port; a restarted process is given the port it had. */
  readonly port: number;
  readonly waitTimeoutMs: number;
  /** A job whose worker has not pinged for this long is taken for dead and run again. */
  readonly zombieTimeoutMs: number;
  /** How often such jobs are looked for. */
  readonly zombieCheckMs: number;
  readonly healthTimeoutMs: number;
}

export interface WorkerConfig extends SharedConfig {
  readonly role: 'worker';
  readonly baseUrl: string;
  /** Folder whose `node_modules` a job's imports are resolved from. */
  readonly projectRoot: string;
  /** The script that runs jobs in a thread or a process. */
  readonly threadFile: string;
  /** Each job in a process of its own, as on Windmill; else in a thread of the worker. */
  readonly jobProcess: boolean;
  /** Where bundled scripts are kept; shared by all workers of the target. */
  readonly bundleDir: string;
  readonly jobTimeoutMs: number;
  /** How often a worker shows itself, with its figures. */
  readonly pingMs: number;
}

export type ProcessConfig = ApiConfig | WorkerConfig;

/** What API processes keep of a token or of a workspace's folders holds no longer. */
interface Forget {
  readonly type: 'forget';
  readonly what: Forgotten;
}

/** What a supervisor tells an API process: what another one has said. */
export type ParentMessage = Forget;

/** What a child tells its supervisor over the IPC channel. */
export type ChildMessage =
  | { readonly type: 'ready'; readonly port?: number }
  /** An API process has what it needs of the database. */
  | { readonly type: 'at-work' }
  | { readonly type: 'first-job' }
  | Forget
  | { readonly type: 'usage'; readonly cpuSeconds: number; readonly rssBytes: number }
  | { readonly type: 'executed'; readonly success: boolean; readonly seconds: number };

export function configEnvironment(config: ProcessConfig): Record<string, string> {
  return { [CONFIG_VARIABLE]: JSON.stringify(config) };
}

/** The configuration this process was started with. */
export function readProcessConfig<R extends ProcessConfig['role']>(
  role: R,
): Extract<ProcessConfig, { role: R }> {
  const text = process.env[CONFIG_VARIABLE];
  delete process.env[CONFIG_VARIABLE];
  if (text === undefined) throw new Error('This process is started by the embedded target, not by hand.');
  const config = JSON.parse(text) as ProcessConfig;
  if (config.role !== role) throw new Error(`Started as ${config.role}, expected ${role}.`);
  return config as Extract<ProcessConfig, { role: R }>;
}

export function tellSupervisor(message: ChildMessage): void {
  // A supervisor that has just ended is dealt with by the event of its channel.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/**
 * A monitor that looks twice a second must not see each value twice: of memory that fills and is collected all the
 * time it would see the same few heights over and over, and others once the clocks have drifted.
 */
const REPORT_MS = 250;

/** Reports CPU and memory and ends the process as soon as the supervisor is gone. */
export function followSupervisor(onStop: () => void): void {
  process.on('disconnect', () => process.exit(0));
  // It may have ended before there was anybody to be told.
  if (!process.connected) process.exit(0);
  process.on('SIGTERM', onStop);
  // Ctrl-C reaches the whole group; the supervisor decides the order in which things stop.
  process.on('SIGINT', () => undefined);
  const report = () => {
    const { user, system } = process.cpuUsage();
    tellSupervisor({
      type: 'usage',
      cpuSeconds: (user + system) / 1e6 + reapedCpuSeconds(),
      rssBytes: process.memoryUsage.rss(),
    });
  };
  report();
  setInterval(report, REPORT_MS).unref();
}
