/** `npm run plan -- [WORKLOAD.yaml] [--client "300 jobs/h, 4 s each, peak 6x"]`: how many clients fit, on how many workers. */
import { isAbsolute, join, resolve } from 'node:path';
import { SUITE_ROOT } from '../build/bundler.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { readResults } from '../reports/compare/read.ts';
import { reportMessages } from '../reports/i18n/index.ts';
import { readClient } from '../reports/plan/client-words.ts';
import { planClients } from '../reports/plan/clients.ts';
import { PLAN_FILE, planConsole, planJson, planPage } from '../reports/plan/output.ts';
import { planQuestion } from '../reports/plan/question.ts';
import { planView } from '../reports/plan/view.ts';
import { readWorkload } from '../reports/workload/read.ts';
import { writeAtomically } from '../reports/write-files.ts';
import { readMeasured } from '../scenarios/stress/measured-run.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';
import { type PlanArguments, readPlanArguments } from './plan/arguments.ts';

function outputFolder({ out, json }: PlanArguments): string | null {
  if (out !== null) return resolve(out);
  if (json) return null;
  const configured = process.env[SETTINGS.resultsDir.env]?.trim() || SETTINGS.resultsDir.fallback;
  return join(isAbsolute(configured) ? configured : join(SUITE_ROOT, configured), 'plan');
}

async function main(): Promise<ExitCode> {
  const given = readPlanArguments(process.argv.slice(2), process.env);
  if (given === null) {
    console.log(reportMessages(process.env.REPORT_LANG === 'es' ? 'es' : 'en').plan.usage);
    return EXIT.pass;
  }
  const { language } = given;
  const workload = given.workload === null ? null : await readWorkload(given.workload);
  const client = given.client === null ? null : readClient(given.client);
  const problems = [workload, client].flatMap((read) => (read === null || read.ok ? [] : read.problems));
  if (problems.length > 0) throw new UsageError(problems);
  const asked = planQuestion(
    {
      ...given,
      workload: workload?.ok === true ? workload.workload : null,
      client: client?.ok === true ? client.client : null,
      measured: readMeasured(await readResults(given.results, language)),
    },
    language,
  );
  if (!asked.ok) throw new UsageError(asked.problems);
  const { question, sources } = asked;
  const plan = planClients(question);
  const view = planView(plan, question, sources, language);
  const json = planJson(plan, question, sources, language);
  process.stdout.write(given.json ? json : planConsole(view, language));
  const folder = outputFolder(given);
  if (folder === null) return EXIT.pass;
  const files = [
    [PLAN_FILE.page, planPage(view, language)],
    [PLAN_FILE.data, json],
    ...(view.chart === null ? [] : [[PLAN_FILE.chart, view.chart.file] as const]),
  ] as const;
  for (const [name, content] of files) await writeAtomically(join(folder, name), content);
  if (!given.json) {
    const names = files.map(([name]) => join(folder, name)).join(', ');
    console.log(`\n${reportMessages(language).plan.written(names)}`);
  }
  return EXIT.pass;
}

await runMain(main);
