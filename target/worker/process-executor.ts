import { type ChildProcess, spawn } from 'node:child_process';
import { Executor } from './executor.ts';
import {
  failure,
  inheritedVariables,
  signalExitCode,
  type ThreadData,
  type ThreadReply,
  type ThreadRequest,
  terminated,
} from './protocol.ts';

/** In a process of its own for every run, as Windmill does it: a run costs the CPU time of starting one. */
export class ProcessExecutor extends Executor {
  readonly #program: string;
  readonly #data: ThreadData;
  #child: ChildProcess | undefined;

  constructor(program: string, data: ThreadData) {
    super();
    this.#program = program;
    this.#data = data;
    process.on('exit', () => this.cutShort());
  }

  protected override begin(request: ThreadRequest): void {
    const child = spawn(process.execPath, [this.#program, JSON.stringify(this.#data)], {
      env: inheritedVariables(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    });
    this.#child = child;
    child.on('message', (message: ThreadReply) => {
      if (child === this.#child) this.onReply(message);
    });
    child.once('error', (error) => this.#onEnd(child, failure(error)));
    child.once('exit', (code, signal) => this.#onEnd(child, terminated(code ?? signalExitCode(signal))));
    child.send(request, () => undefined);
  }

  #onEnd(child: ChildProcess, result: ReturnType<typeof failure>): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    this.settle(result);
  }

  protected override cutShort(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
  }
}
