import { BundleError } from '../../build/bundler.ts';
import { ReportError } from '../../reports/errors.ts';
import { CouldNotRunError, InterruptedError, messageOf, UsageError } from './errors.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** What a failure means for the user: the lines to print and the exit code. Never a stack trace. */
export function describeFailure(error: unknown): {
  readonly lines: readonly string[];
  readonly code: ExitCode;
} {
  if (error instanceof UsageError) {
    const { problems } = error;
    const [only] = problems;
    if (problems.length === 1 && only !== undefined) return { lines: [`Error: ${only}`], code: EXIT.usage };
    return {
      lines: [`${problems.length} mistakes:`, ...problems.map((problem) => `  - ${problem}`)],
      code: EXIT.usage,
    };
  }
  if (error instanceof ReportError) return { lines: [`Error: ${error.message}`], code: error.exitCode };
  if (error instanceof InterruptedError) return { lines: [error.message], code: EXIT.inconclusive };
  if (error instanceof BundleError) return { lines: [error.message], code: EXIT.couldNotRun };
  if (error instanceof CouldNotRunError)
    return { lines: [`Could not run: ${error.message}`], code: EXIT.couldNotRun };
  return {
    lines: [`Could not run, unexpectedly: ${messageOf(error)} (DEBUG=1 shows where)`],
    code: EXIT.couldNotRun,
  };
}

/** Prints a failure on stderr; with DEBUG=1 its stack too. Returns the exit code that goes with it. */
export function reportFailure(error: unknown): ExitCode {
  const { lines, code } = describeFailure(error);
  for (const line of lines) console.error(line);
  if (process.env.DEBUG === '1' && error instanceof Error) console.error(error.stack);
  return code;
}

/** Runs the main function of a command and ends the process with its exit code once its output is flushed. */
export async function runMain(main: () => Promise<ExitCode>): Promise<void> {
  const onUnexpected = (error: unknown) => {
    process.exit(reportFailure(error));
  };
  process.on('uncaughtException', onUnexpected);
  process.on('unhandledRejection', onUnexpected);
  // `npm run perf -- --help | head` closes the pipe early; that is no failure of ours.
  process.stdout.on('error', () => undefined);
  let code: ExitCode;
  try {
    code = await main();
  } catch (error) {
    code = reportFailure(error);
  }
  process.exitCode = code;
  // What was started is stopped by now. Should anything still hold the loop open, it must not hold the user.
  setTimeout(() => process.exit(code), 2_000).unref();
}
