/** Exit codes of the runner and of `npm run report`; the only list of them. */
export const EXIT = { pass: 0, fail: 1, usage: 2, couldNotRun: 3, inconclusive: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake of the caller or a damaged file: printed as it is, without a stack trace. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}
