/** A set of repeated runs against a baseline. */
import type { Language } from '../../lib/i18n/types.ts';
import { compareWithBaseline } from '../../reports/compare/baseline.ts';
import { renderComparisonConsole } from '../../reports/compare/output.ts';
import { ReportError } from '../../reports/errors.ts';
import type { Result } from '../../reports/result-schema.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { ScenarioOutcome } from './outcome.ts';

/**
 * Compares the runs of each scenario with the baseline and prints what differs. A regression fails; a comparison that
 * supports no verdict leaves the runs' own ones as they are.
 */
export async function compareSetWithBaseline(
  outcomes: readonly ScenarioOutcome[],
  baseline: string,
  language: Language,
): Promise<ExitCode> {
  const sets = new Map<string, Result[]>();
  for (const { scenario, result } of outcomes) {
    if (result !== null) sets.set(scenario, [...(sets.get(scenario) ?? []), result]);
  }
  let exitCode: ExitCode = EXIT.pass;
  for (const set of sets.values()) {
    try {
      const comparison = await compareWithBaseline(set, baseline, language);
      const colour = process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
      process.stdout.write(renderComparisonConsole(comparison, { language, colour }));
      if (comparison.status === 'regression') exitCode = EXIT.fail;
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      console.error(`BASELINE: ${error.message}`);
      exitCode = error.exitCode;
    }
  }
  return exitCode;
}
