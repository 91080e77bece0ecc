import { EXIT, ReportError } from './errors.ts';
import { describeIssues } from './read/issues.ts';
import { type Result, resultSchema } from './result-schema.ts';
import { scenarioReport } from './scenario-report.ts';

/** What does not fit the schema, in words; else the result, unknown fields dropped. */
export function parseResult(value: unknown): { readonly result: Result } | { readonly problem: string } {
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) return { problem: describeIssues(parsed.error) };
  const details = scenarioReport(parsed.data.scenario).details.safeParse(parsed.data.details);
  if (!details.success) return { problem: describeIssues(details.error) };
  return { result: { ...parsed.data, details: details.data } };
}

/** A result as the schema has it. Throws a `ReportError` where it does not fit. */
export function validatedResult(value: unknown, source = 'the result'): Result {
  const parsed = parseResult(value);
  if ('result' in parsed) return parsed.result;
  throw new ReportError(`${source} does not fit its schema: ${parsed.problem}`, EXIT.couldNotRun);
}
