/** Several runs, one after the other, with one answer at the end. */
import { relative } from 'node:path';
import { bundle, SUITE_ROOT } from '../../build/bundler.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { formatDuration } from '../../reports/render/format.ts';
import type { ScenarioName } from '../../scenarios/index.ts';
import { compareSetWithBaseline } from './compare-set.ts';
import type { Configuration } from './configuration.ts';
import { InterruptedError } from './errors.ts';
import { EXIT, type ExitCode, worstExitCode } from './exit-codes.ts';
import { publishOnGithub } from './github.ts';
import { Interruption } from './interruption.ts';
import { type FoundK6, findK6 } from './k6-finder.ts';
import { lastLines, shownPath } from './last-lines.ts';
import { expectedTime } from './live/plans.ts';
import { liveWords } from './live/words.ts';
import type { ScenarioOutcome } from './outcome.ts';
import { overview } from './overview.ts';
import { publishOverview, writeOverview } from './overview-page.ts';
import { ensureResultsDir } from './run-folder.ts';
import { reportFailure } from './run-main.ts';
import { runScenario } from './run-scenario.ts';
import { bundleNameOf, bundleOf, needsDisruptor } from './scenario-bundle.ts';

export interface Prepared {
  readonly k6: FoundK6;
  readonly bundles: readonly string[];
}

/** What all runs need: a results folder that can be written, k6, and the bundles. */
export async function prepare(configuration: Configuration, interruption: Interruption): Promise<Prepared> {
  ensureResultsDir(configuration.resultsDir);
  const { runner } = configuration;
  const k6 = await findK6({
    bin: runner.k6Bin,
    downloadUrl: runner.k6DownloadUrl,
    sha256: runner.k6Sha256,
    cacheDir: runner.k6CacheDir,
    needsDisruptor: configuration.scenarios.some((name) => needsDisruptor(name, configuration.settings)),
    environment: process.env,
    signal: interruption.signal,
    say: (line) => console.error(line),
  });
  if (interruption.requested) throw new InterruptedError();
  const only = configuration.scenarios.map((name) => bundleNameOf(name, configuration.settings));
  return { k6, bundles: await bundle({ only }) };
}

const plainDuration = (seconds: number, language: Language): string =>
  formatDuration(seconds, language).replace(/\u00A0/g, ' ');

function announce(scenario: ScenarioName, configuration: Configuration, k6: FoundK6, nth: string): void {
  const { settings, resultsDir } = configuration;
  const shown = relative(SUITE_ROOT, resultsDir);
  const results = shown.startsWith('..') ? resultsDir : shown;
  const words = liveWords(settings.reportLang);
  const { seconds, atMost } = expectedTime(scenario, settings);
  const takes = (atMost ? words.takesAtMost : words.takes)(plainDuration(seconds, settings.reportLang));
  const target = settings.baseUrl ?? words.embedded;
  console.log(
    `${words.starts(`${scenario}${nth}`, settings.profile, target, k6.version, results)}; ${takes}`,
  );
}

/**
 * Runs every scenario as often as asked for and prints an overview where there was more than one run.
 * A run that could not be carried out does not keep the next ones from it; a Ctrl-C does.
 */
export async function runAll(configuration: Configuration): Promise<ExitCode> {
  const interruption = new Interruption();
  try {
    const { k6, bundles } = await prepare(configuration, interruption);
    for (const note of configuration.notes) console.error(`Note: ${note}`);
    const { repeat } = configuration.runner;
    const planned = configuration.scenarios.flatMap((scenario) =>
      Array.from({ length: repeat }, (_, index) => ({
        scenario,
        nth: repeat > 1 ? ` (${index + 1} of ${repeat})` : '',
      })),
    );
    const language = configuration.settings.reportLang;
    if (planned.length > 1) {
      const all = planned.reduce(
        (sum, { scenario }) => sum + expectedTime(scenario, configuration.settings).seconds,
        0,
      );
      console.log(liveWords(language).together(planned.length, plainDuration(all, language)));
    }
    const outcomes: ScenarioOutcome[] = [];
    for (const { scenario, nth } of planned) {
      if (interruption.requested) break;
      announce(scenario, configuration, k6, nth);
      const run = {
        scenario,
        configuration,
        k6,
        bundle: bundleOf(scenario, configuration.settings, bundles),
        interruption,
        showProgress: true,
      };
      try {
        const outcome = await runScenario(run);
        for (const note of outcome.notes) console.error(`Note: ${note}`);
        if (outcome.result !== null) {
          publishOnGithub(outcome.result, configuration.settings.reportLang, process.env);
        }
        outcomes.push(outcome);
      } catch (error) {
        if (planned.length === 1 || error instanceof InterruptedError) throw error;
        const exitCode = reportFailure(error);
        // A mistake in the settings is the same for all the others.
        if (exitCode === EXIT.usage) return exitCode;
        outcomes.push({ scenario, exitCode, runFolder: null, result: null, notes: [] });
      }
    }
    if (planned.length > 1) {
      const shape = { repeated: repeat > 1, planned: planned.length };
      console.log(overview(outcomes, shape));
      const { resultsDir } = configuration;
      const written = await writeOverview(outcomes, { ...shape, resultsDir, language });
      publishOverview(written, process.env);
      console.log(`\n${liveWords(language).overview}: ${shownPath(written.page)}`);
    }
    const [only] = outcomes;
    if (planned.length === 1 && only !== undefined) process.stdout.write(lastLines(only, language));
    const { settings, runner } = configuration;
    const compared =
      repeat > 1 && runner.baseline !== ''
        ? [await compareSetWithBaseline(outcomes, runner.baseline, settings.reportLang)]
        : [];
    const codes = [...outcomes.map(({ exitCode }) => exitCode), ...compared];
    return worstExitCode(outcomes.length < planned.length ? [...codes, EXIT.inconclusive] : codes);
  } finally {
    interruption.release();
  }
}
