/** `npm run compare -- A B`: two runs, or two sets of runs, compared. Exit code: see `help`. */

import '../scenarios/index.ts';
import { readArguments } from '../reports/compare/arguments.ts';
import { compareSets } from '../reports/compare/compare.ts';
import { renderComparisonConsole, renderComparisonMarkdown } from '../reports/compare/output.ts';
import { readSides } from '../reports/compare/read.ts';
import type { Comparison } from '../reports/compare/types.ts';
import { reportMessages } from '../reports/i18n/index.ts';
import { writeAtomically } from '../reports/write-files.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

const EXIT_CODES: Readonly<Record<Comparison['status'], ExitCode>> = {
  'no-regression': EXIT.pass,
  regression: EXIT.fail,
  'not-enough': EXIT.inconclusive,
  'not-comparable': EXIT.inconclusive,
};

async function main(): Promise<ExitCode> {
  const given = readArguments(process.argv.slice(2), process.env);
  if (given === null) {
    console.log(reportMessages(process.env.REPORT_LANG === 'es' ? 'es' : 'en').compare.errors.usage);
    return EXIT.pass;
  }
  const { language } = given;
  const { before, after } = await readSides(given.a, given.b, language);
  const comparison = compareSets(before, after, { allow: given.allow });
  const colour = process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
  process.stdout.write(renderComparisonConsole(comparison, { language, colour }));
  if (given.markdown !== null) {
    await writeAtomically(given.markdown, renderComparisonMarkdown(comparison, language));
  }
  return EXIT_CODES[comparison.status];
}

await runMain(main);
