/** A plan as a Markdown page, a chart, text for the terminal, and JSON for programs. */
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { consoleTable, wrap } from '../render/console.ts';
import { escapeMarkdown, mapStrings } from '../render/escape.ts';
import { markdownTemplate } from '../render/templates.ts';
import type { ClientPlan, PlanQuestion } from './clients.ts';
import type { PlanSources } from './question.ts';
import { planRemarks } from './remarks.ts';
import { type PlanView, planView } from './view.ts';

const COLUMNS = 100;

export const PLAN_FILE = { page: 'plan.md', chart: 'plan.svg', data: 'plan.json' } as const;

/** The page; its picture is `plan.svg` beside it. */
export function planPage(view: PlanView, language: Language): string {
  const { headings } = reportMessages(language).plan;
  const { title, answer, asked, tables, outside, assumed } = view;
  const chart = view.chart === null ? null : { title: view.chart.title, description: view.chart.description };
  const data = mapStrings(
    { title, answer, asked, tables, outside, assumed, headings, chart },
    escapeMarkdown,
  );
  return `${markdownTemplate('plan')(data)
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** The plan for a terminal. */
export function planConsole(view: PlanView, language: Language): string {
  const { headings } = reportMessages(language).plan;
  const listed = (title: string, sentences: readonly string[]) =>
    sentences.length === 0
      ? []
      : [
          '',
          `  ${title}`,
          ...sentences.flatMap((sentence) =>
            wrap(sentence, COLUMNS - 6).map((line, index) => (index === 0 ? '  · ' : '    ') + line),
          ),
        ];
  const lines = [
    view.title,
    '',
    ...wrap(view.answer, COLUMNS - 2).map((line) => `  ${line}`),
    '',
    ...view.asked.flatMap((sentence) => wrap(sentence, COLUMNS - 2).map((line) => `  ${line}`)),
    ...view.tables.flatMap((table) => [
      '',
      `  ${table.title}`,
      ...consoleTable(table, '  '),
      ...(table.note === undefined ? [] : wrap(table.note, COLUMNS - 4).map((line) => `    ${line}`)),
    ]),
    ...listed(headings.outside, view.outside),
    ...listed(headings.assumed, view.assumed),
  ];
  // Plain spaces: not every terminal has the typographic ones.
  return `${lines.join('\n').replaceAll('\u00A0', ' ')}\n`;
}

/** The plan for programs: seconds, shares and MB. What never ends (a wait that grows) is null. */
export function planJson(
  plan: ClientPlan,
  question: PlanQuestion,
  sources: PlanSources,
  language: Language,
): string {
  const { system, maxWait, seed, run } = question;
  const remarks = planRemarks(plan, question, sources, language);
  const { answer } = planView(plan, question, sources, language);
  const finite = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? null : value;
  const data = {
    schemaVersion: 1,
    answer: answer.replaceAll('\u00A0', ' '),
    ...plan,
    firstLimit: plan.limits[0]?.resource ?? null,
    given: { system, maxWaitSeconds: maxWait, seed, run: run?.runId ?? null },
    outsideMeasured: remarks.outside,
    assumed: remarks.assumed,
  };
  return `${JSON.stringify(data, finite, 2)}\n`;
}
