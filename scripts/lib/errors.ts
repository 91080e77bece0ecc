/** The two ways in which the runner refuses to go on; both are told to the user without a stack trace. */

/** Mistakes in flags, environment or configuration, all of them at once. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** What a run needs (k6, the target, a writable disk) is not to be had. Exit code 3. */
export class CouldNotRunError extends Error {
  override readonly name = 'CouldNotRunError';
}

/** Stopped by the user before there was anything to report on. Exit code 4. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';

  constructor() {
    super('Interrupted before the load began: nothing was measured.');
  }
}

/** Message of anything that was thrown, with the cause that `fetch` and `spawn` hide behind their own. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause;
  if (cause instanceof AggregateError && cause.errors.length > 0) return messageOf(cause.errors[0]);
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

/** Code of a system error such as `ENOENT`, or null. */
export function errorCode(error: unknown): string | null {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}
