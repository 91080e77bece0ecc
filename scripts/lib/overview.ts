import { relative } from 'node:path';
import { SUITE_ROOT } from '../../build/bundler.ts';
import { headlineOf } from '../../reports/render/headline.ts';
import { capacityOfSet } from './capacity-set.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { ScenarioOutcome } from './outcome.ts';

const WORDS: Readonly<Record<ExitCode, string>> = {
  [EXIT.pass]: 'PASS',
  [EXIT.fail]: 'FAIL',
  [EXIT.usage]: 'USAGE',
  [EXIT.couldNotRun]: 'COULD NOT RUN',
  [EXIT.inconclusive]: 'INCONCLUSIVE',
};

function shownFolder(folder: string): string {
  const shown = relative(SUITE_ROOT, folder);
  return shown.startsWith('..') ? folder : shown;
}

/** The table after several runs: verdict, scenario, answer; for repeated runs also the folders, ready to compare. */
export function overview(
  outcomes: readonly ScenarioOutcome[],
  options: { readonly repeated: boolean; readonly planned: number },
): string {
  const wordWidth = Math.max(0, ...outcomes.map(({ exitCode }) => WORDS[exitCode].length));
  const nameWidth = Math.max(0, ...outcomes.map(({ scenario }) => scenario.length));
  const rows = outcomes.map(({ exitCode, scenario, result }) => {
    const word = result?.validity.verdict === 'discarded' ? 'DISCARDED' : WORDS[exitCode];
    return `  ${word.padEnd(wordWidth)}  ${scenario.padEnd(nameWidth)}  ${result === null ? 'no result' : headlineOf(result.answer).headline}`;
  });
  const passed = outcomes.filter(({ exitCode }) => exitCode === EXIT.pass).length;
  const lines = ['', 'Overview', ...rows, `  ${passed} of ${options.planned} passed`];
  if (options.repeated) lines.push(...capacityOfSet(outcomes.flatMap(({ result }) => result ?? [])));
  const folders = outcomes.flatMap(({ runFolder }) => (runFolder === null ? [] : [shownFolder(runFolder)]));
  if (options.repeated && folders.length > 0) {
    lines.push('', 'The runs of this set, for npm run compare:', ...folders.map((folder) => `  ${folder}`));
  }
  return lines.join('\n');
}
