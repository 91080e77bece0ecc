import { EXIT, ReportError } from './errors.ts';
import { describeIssues } from './read/issues.ts';
import { type Result, resultSchema } from './result-schema.ts';

/** A result as the schema has it, unknown fields dropped. Throws a `ReportError` where it does not fit. */
export function validatedResult(value: unknown, source = 'the result'): Result {
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) {
    throw new ReportError(
      `${source} does not fit its schema: ${describeIssues(parsed.error)}`,
      EXIT.couldNotRun,
    );
  }
  return parsed.data;
}
