/** `npm run readme:samples -- RUN…`: the reports of real runs that the README links to, one for each scenario and some more. */
import '../scenarios/index.ts';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUITE_ROOT } from '../build/bundler.ts';
import { readResults } from '../reports/compare/read.ts';
import { renderAll } from '../reports/render/index.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';
import { MORE_SAMPLES, SAMPLE_FILE, SAMPLE_PAGE, SAMPLES_AS_PAGES, SAMPLES_FOLDER } from './readme/tables.ts';

const HELP = `Makes the sample reports that the README links to.

  npm run readme:samples -- RUN [RUN …]
  npm run readme:samples -- --as ${MORE_SAMPLES.join('|')} RUN

RUN     folder of a run, or its result.json; replaces the sample of its scenario in ${SAMPLES_FOLDER}/
--as    a sample beside those, by this name`;

function nameGiven(args: string[]): string | null {
  const at = args.indexOf('--as');
  if (at < 0) return null;
  const [, name = ''] = args.splice(at, 2);
  if (MORE_SAMPLES.includes(name)) return name;
  throw new UsageError([`--as is ${JSON.stringify(name)}, must be one of ${MORE_SAMPLES.join(', ')}`]);
}

async function main(): Promise<ExitCode> {
  const runs = process.argv.slice(2);
  if (runs.includes('--help') || runs.includes('-h')) {
    console.log(HELP);
    return EXIT.pass;
  }
  const name = nameGiven(runs);
  if (name !== null && runs.length > 1) throw new UsageError(['--as takes one run']);
  if (runs.length === 0) throw new UsageError(['no run given: name its folder or its result.json']);
  for (const result of await readResults(runs, 'en')) {
    const sample = name ?? result.scenario;
    const report = renderAll(result, { language: 'en' });
    const folder = join(SUITE_ROOT, SAMPLES_FOLDER, sample);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'charts'), { recursive: true });
    writeFileSync(join(folder, SAMPLE_FILE), report[SAMPLE_FILE]);
    if (SAMPLES_AS_PAGES.includes(sample)) {
      writeFileSync(join(folder, SAMPLE_PAGE), report[SAMPLE_PAGE]);
    }
    for (const [name, svg] of Object.entries(report.charts)) {
      writeFileSync(join(folder, 'charts', name), svg);
    }
    console.log(`${SAMPLES_FOLDER}/${sample}/${SAMPLE_FILE}`);
  }
  return EXIT.pass;
}

await runMain(main);
