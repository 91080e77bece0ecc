import { type ChildProcess, spawn } from 'node:child_process';
import {
  type ChildMessage,
  configEnvironment,
  type ParentMessage,
  type ProcessConfig,
} from '../process-config.ts';

/** A process that dies is started again after this pause, as a container with `restart: always` would be. */
const RESTART_PAUSE_MS = 300;
const STOP_TIMEOUT_MS = 2_000;
/** A small young generation keeps resident memory level from the start: a heap that settles late looks like a leak. */
const YOUNG_GENERATION = '--max-semi-space-size=2';

export interface ChildEvents {
  readonly onMessage: (name: string, message: ChildMessage) => void;
  readonly onStart: (name: string) => void;
}

/** An API or worker process that is kept running until it is stopped. */
export class SupervisedProcess {
  readonly #program: string;
  readonly #events: ChildEvents;
  #config: ProcessConfig;
  #child: ChildProcess | undefined;
  #stopped = false;
  #isAtWork = false;

  constructor(program: string, config: ProcessConfig, events: ChildEvents) {
    this.#program = program;
    this.#config = config;
    this.#events = events;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether it has said that it has what it needs of the database. */
  get isAtWork(): boolean {
    return this.#isAtWork;
  }

  /** Starts the process and resolves with its ready message; a later restart happens by itself. */
  start(): Promise<Extract<ChildMessage, { type: 'ready' }>> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [YOUNG_GENERATION, this.#program], {
        env: { ...process.env, ...configEnvironment(this.#config) },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        windowsHide: true,
      });
      this.#child = child;
      this.#events.onStart(this.#config.name);
      child.on('message', (message: ChildMessage) => {
        if (message.type === 'ready') {
          this.#keepPort(message.port);
          resolve(message);
        }
        if (message.type === 'at-work') this.#isAtWork = true;
        this.#events.onMessage(this.#config.name, message);
      });
      child.once('error', reject);
      child.once('exit', () => {
        this.#child = undefined;
        reject(new Error(`${this.#config.name} ended before it was ready`));
        if (!this.#stopped) setTimeout(() => this.#restart(), RESTART_PAUSE_MS);
      });
    });
  }

  #restart(): void {
    if (!this.#stopped) this.start().catch(() => undefined);
  }

  #keepPort(port: number | undefined): void {
    if (port !== undefined && this.#config.role === 'api') this.#config = { ...this.#config, port };
  }

  send(message: ParentMessage): void {
    if (this.#child?.connected === true) this.#child.send(message);
  }

  /** Ends the process; it comes back unless `stop` was called. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.#child?.kill(signal);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child === undefined) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS).unref();
    });
  }
}
