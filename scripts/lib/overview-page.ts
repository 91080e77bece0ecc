/** The page over a group or a set of runs, in the folder of results. */
import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Language } from '../../lib/i18n/types.ts';
import { overviewPages, overviewStepSummary } from '../../reports/overview/pages.ts';
import { overviewView } from '../../reports/overview/view.ts';
import { writeAtomically } from '../../reports/write-files.ts';
import { capacityOfSet } from './capacity-set.ts';
import { EXIT } from './exit-codes.ts';
import type { ScenarioOutcome } from './outcome.ts';
import { createRunFolder } from './run-folder.ts';

export interface OverviewPage {
  /** Absolute path of the page to open. */
  readonly page: string;
  readonly stepSummary: string;
}

/**
 * Writes the page, its Markdown and its JUnit file into a folder beside the runs, and makes the newest summary that page.
 * Throws a `ReportError` where the disk does not take it.
 */
export async function writeOverview(
  outcomes: readonly ScenarioOutcome[],
  options: {
    readonly resultsDir: string;
    readonly planned: number;
    readonly repeated: boolean;
    readonly language: Language;
  },
): Promise<OverviewPage> {
  const { resultsDir, planned, repeated, language } = options;
  const results = outcomes.flatMap(({ result }) => result ?? []);
  const viewFrom = (prefix: string) =>
    overviewView(
      outcomes.map(({ scenario, result, runFolder, exitCode }) => ({
        scenario,
        result,
        folder: runFolder === null ? null : `${prefix}${basename(runFolder)}`,
        passed: exitCode === EXIT.pass,
      })),
      {
        planned,
        language,
        notes: repeated
          ? capacityOfSet(results)
              .filter((line) => line.startsWith(' '))
              .map((line) => line.trim())
          : [],
      },
    );
  const folder = createRunFolder(resultsDir, 'overview');
  const view = viewFrom('../');
  for (const [name, content] of Object.entries(overviewPages(view))) {
    await writeAtomically(join(folder, name), content);
  }
  await writeAtomically(join(resultsDir, 'latest-summary.md'), overviewPages(viewFrom(''))['overview.md']);
  return { page: join(folder, 'overview.html'), stepSummary: overviewStepSummary(view) };
}

/** Appends the page to the summary of a GitHub step; elsewhere nothing. */
export function publishOverview(
  { stepSummary }: OverviewPage,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const file = environment.GITHUB_STEP_SUMMARY ?? '';
  if (file !== '') appendFileSync(file, `${stepSummary}\n`);
}
