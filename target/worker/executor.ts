import { Worker } from 'node:worker_threads';
import {
  type Arguments,
  type Environment,
  failure,
  type RunResult,
  type ThreadData,
  type ThreadReply,
  type ThreadRequest,
} from './protocol.ts';

/** Variables of the worker that a job may see; the worker's own configuration is none of its business. */
const INHERITED = ['PATH', 'HOME', 'TZ', 'LANG', 'NODE_EXTRA_CA_CERTS', 'SystemRoot', 'TEMP', 'TMP'];

/** Small, as that of the process itself. */
const YOUNG_GENERATION_MB = 6;

interface Pending {
  readonly run: number;
  readonly settle: (result: RunResult) => void;
  readonly onLog: (text: string) => void;
}

/** Runs one script at a time in a thread that is kept warm, and replaced when a run has to be cut short. */
export class Executor {
  readonly #threadFile: string;
  readonly #data: ThreadData;
  #thread: Worker;
  #pending: Pending | undefined;
  #runs = 0;

  constructor(threadFile: string, data: ThreadData) {
    this.#threadFile = threadFile;
    this.#data = data;
    this.#thread = this.#start();
  }

  #start(): Worker {
    const env = Object.fromEntries(
      INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])),
    );
    const thread = new Worker(this.#threadFile, {
      env,
      workerData: this.#data,
      stdin: false,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    thread.on('message', (message: ThreadReply) => this.#onReply(message));
    thread.on('error', (error) => this.#onDeath(thread, error));
    thread.on('exit', (code) =>
      this.#onDeath(thread, new Error(`the script ended its process with code ${code}`)),
    );
    return thread;
  }

  #onReply(message: ThreadReply): void {
    const pending = this.#pending;
    if (pending === undefined || message.run !== pending.run) return;
    if (message.type === 'log') {
      pending.onLog(message.text);
      return;
    }
    this.#pending = undefined;
    pending.settle(message);
  }

  #onDeath(thread: Worker, error: unknown): void {
    if (thread !== this.#thread) return;
    this.#thread = this.#start();
    this.#settle(failure(error));
  }

  #settle(result: RunResult): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.settle(result);
  }

  /** Never rejects: whatever goes wrong in the script is its result. */
  script(
    bundle: string,
    args: Arguments,
    env: Environment,
    onLog: (text: string) => void,
  ): Promise<RunResult> {
    return this.#send((run) => ({ type: 'script', run, bundle, args, env }), onLog);
  }

  /** Value of a flow's input expression. */
  expression(code: string, scope: Arguments, onLog: (text: string) => void): Promise<RunResult> {
    return this.#send((run) => ({ type: 'expression', run, code, scope }), onLog);
  }

  #send(request: (run: number) => ThreadRequest, onLog: (text: string) => void): Promise<RunResult> {
    this.#runs += 1;
    const run = this.#runs;
    return new Promise((resolve) => {
      this.#pending = { run, settle: resolve, onLog };
      this.#thread.postMessage(request(run));
    });
  }

  /** Ends the current run with the given result, whatever the script is doing. */
  abort(result: RunResult): void {
    if (this.#pending === undefined) return;
    const thread = this.#thread;
    this.#thread = this.#start();
    void thread.terminate();
    this.#settle(result);
  }
}
