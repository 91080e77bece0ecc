import os from 'node:os';

/** What the worker asks its thread to do. */
export type ThreadRequest =
  | {
      readonly type: 'script';
      readonly run: number;
      readonly bundle: string;
      readonly args: Arguments;
      readonly env: Environment;
    }
  | {
      readonly type: 'expression';
      readonly run: number;
      /** JavaScript expression of a flow's input. */
      readonly code: string;
      readonly scope: Arguments;
    };

export type Arguments = Readonly<Record<string, unknown>>;
export type Environment = Readonly<Record<string, string>>;

export type ThreadReply =
  | { readonly type: 'log'; readonly run: number; readonly text: string }
  | { readonly type: 'done'; readonly run: number; readonly success: boolean; readonly result: string };

export interface ThreadData {
  readonly projectRoot: string;
}

/** Result of a run as JSON text. */
export interface RunResult {
  readonly success: boolean;
  readonly result: string;
}

/** Result of a job that failed, in Windmill's form. */
export function failure(error: unknown): RunResult {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { success: false, result: JSON.stringify({ error: { name, message, stack } }) };
}

/** Exit codes above this one say which signal ended a process. */
const SIGNAL_EXIT = 128;
const SIGNALS: Readonly<Record<string, number>> = os.constants.signals;

/** Exit code of a process that a signal ended, as a shell gives it. */
export function signalExitCode(signal: string | number | null): number {
  const number = typeof signal === 'string' ? SIGNALS[signal] : signal;
  return SIGNAL_EXIT + (number ?? 0);
}

/** Result of a job whose process ended before it had one: it has failed, and is not run again. */
export function terminated(code: number): RunResult {
  const error = new Error(
    code > SIGNAL_EXIT
      ? `process terminated by signal: ${code - SIGNAL_EXIT}`
      : `the script ended its process with code ${code}`,
  );
  error.name = 'ExecutionErr';
  return failure(error);
}

/** Variables of the worker that a job may see; the worker's own configuration is none of its business. */
const INHERITED = ['PATH', 'HOME', 'TZ', 'LANG', 'NODE_EXTRA_CA_CERTS', 'SystemRoot', 'TEMP', 'TMP'];

export function inheritedVariables(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])),
  );
}
