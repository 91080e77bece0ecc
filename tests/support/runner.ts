import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SUITE_ROOT } from '../../build/bundler.ts';
import { waitForExit } from '../../scripts/lib/child.ts';
import { ALL_SETTINGS } from '../../scripts/lib/runner-settings.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as a user sees them. */
  readonly output: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves as soon as the output matches; rejects when the command ends without. */
  readonly until: (pattern: RegExp) => Promise<void>;
}

/** A folder of its own for a test file, with a space in its name, and an environment that leaks nothing into a run. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'perf runner '));
  readonly resultsDir = join(this.folder, 'results here');
  readonly #started: ChildProcess[] = [];
  readonly #emptyEnvFile = join(this.folder, 'empty.env');

  constructor() {
    writeFileSync(this.#emptyEnvFile, '');
  }

  /** The tests' own environment without any setting of the suite. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const clean: Record<string, string> = {};
    const settings = new Set(ALL_SETTINGS.map(({ env }) => env));
    for (const [name, value] of Object.entries(process.env)) {
      if (value !== undefined && !settings.has(name) && name !== 'SCENARIO' && name !== 'DEBUG')
        clean[name] = value;
    }
    if (process.env.K6_BIN) clean.K6_BIN = process.env.K6_BIN;
    return { ...clean, RESULTS_DIR: this.resultsDir, PERF_ENV_FILE: this.#emptyEnvFile, ...more };
  }

  /** Starts `npm run perf -- ARGS` as npm does, without npm itself. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningCommand {
    const command = startCommand(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(SUITE_ROOT, 'scripts', 'perf.ts'), ...args],
      this.environment(environment),
    );
    this.#started.push(command.child);
    return command;
  }

  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.start(args, environment).ended;
  }

  /** Ends what a failed test left running, and removes the folder. */
  async remove(): Promise<void> {
    for (const child of this.#started) if (child.exitCode === null) child.kill('SIGTERM');
    for (const child of this.#started) if (child.exitCode === null) await waitForExit(child, 20_000);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function startCommand(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningCommand {
  const child = spawn(program, args, {
    cwd: SUITE_ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let output = '';
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
    changed();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    output += text;
    changed();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, output }));
  });
  return {
    child,
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(output)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without ${String(pattern)}:\n${output}`)));
      }),
  };
}

/** Whether a process is still there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
