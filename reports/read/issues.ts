import type { z } from 'zod';

const MAX_ISSUES = 5;

/** What does not fit a schema, as one line: `plan.seconds: expected number; …`. Values are not repeated. */
export function describeIssues(error: z.ZodError): string {
  const shown = error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => `${issue.path.map(String).join('.') || '(whole file)'}: ${issue.message}`);
  const more = error.issues.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
