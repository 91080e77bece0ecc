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
