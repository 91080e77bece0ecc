import { Worker } from 'node:worker_threads';
import {
  type Arguments,
  type Environment,
  failure,
  inheritedVariables,
  type RunResult,
  type ThreadData,
  type ThreadReply,
  type ThreadRequest,
  terminated,
} from './protocol.ts';

/** Small, as that of the process itself. */
const YOUNG_GENERATION_MB = 6;

type OnLog = (text: string) => void;

/** Runs one script at a time. What goes wrong in a script is its result: nothing here rejects. */
export abstract class Executor {
  #pending:
    | { readonly run: number; readonly settle: (result: RunResult) => void; readonly onLog: OnLog }
    | undefined;
  #runs = 0;

  script(bundle: string, args: Arguments, env: Environment, onLog: OnLog): Promise<RunResult> {
    return this.#send((run) => ({ type: 'script', run, bundle, args, env }), onLog);
  }

  /** Value of a flow's input expression. */
  expression(code: string, scope: Arguments, onLog: OnLog): Promise<RunResult> {
    return this.#send((run) => ({ type: 'expression', run, code, scope }), onLog);
  }

  #send(request: (run: number) => ThreadRequest, onLog: OnLog): Promise<RunResult> {
    this.#runs += 1;
    const run = this.#runs;
    return new Promise((resolve) => {
      this.#pending = { run, settle: resolve, onLog };
      this.begin(request(run));
    });
  }

  /** Ends the current run with the given result, whatever the script is doing. */
  abort(result: RunResult): void {
    if (this.#pending === undefined) return;
    this.cutShort();
    this.settle(result);
  }

  protected abstract begin(request: ThreadRequest): void;
  protected abstract cutShort(): void;

  protected onReply(message: ThreadReply): void {
    const pending = this.#pending;
    if (pending === undefined || message.run !== pending.run) return;
    if (message.type === 'log') pending.onLog(message.text);
    else this.settle(message);
  }

  protected settle(result: RunResult): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.settle(result);
  }
}

/** In a thread that is kept warm, and replaced when a run has to be cut short. */
export class ThreadExecutor extends Executor {
  readonly #program: string;
  readonly #data: ThreadData;
  #thread: Worker;

  constructor(program: string, data: ThreadData) {
    super();
    this.#program = program;
    this.#data = data;
    this.#thread = this.#start();
  }

  #start(): Worker {
    const thread = new Worker(this.#program, {
      env: inheritedVariables(),
      workerData: this.#data,
      stdin: false,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    thread.on('message', (message: ThreadReply) => this.onReply(message));
    thread.on('error', (error) => this.#onDeath(thread, failure(error)));
    thread.on('exit', (code) => this.#onDeath(thread, terminated(code)));
    return thread;
  }

  #onDeath(thread: Worker, result: RunResult): void {
    if (thread !== this.#thread) return;
    this.#thread = this.#start();
    this.settle(result);
  }

  protected override begin(request: ThreadRequest): void {
    this.#thread.postMessage(request);
  }

  protected override cutShort(): void {
    const thread = this.#thread;
    this.#thread = this.#start();
    void thread.terminate();
  }
}
