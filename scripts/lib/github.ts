/** What a run leaves on the page of a GitHub workflow; elsewhere nothing. */
import { appendFileSync } from 'node:fs';
import type { Language } from '../../lib/i18n/types.ts';
import { renderAnnotations, renderStepSummary } from '../../reports/render/index.ts';
import type { Result } from '../../reports/result-schema.ts';

/**
 * Appends the result to the summary of the step and annotates the run with what did not pass. Does nothing where
 * `GITHUB_STEP_SUMMARY` and `GITHUB_ACTIONS` are not set.
 */
export function publishOnGithub(
  result: Result,
  language: Language,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const summaryFile = environment.GITHUB_STEP_SUMMARY ?? '';
  if (summaryFile !== '') appendFileSync(summaryFile, `${renderStepSummary(result, { language })}\n`);
  // The first character of a command has to be the first of its line.
  if (environment.GITHUB_ACTIONS === 'true') {
    process.stdout.write(`\n${renderAnnotations(result, { language })}`);
  }
}
