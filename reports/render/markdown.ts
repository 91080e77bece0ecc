import type { ChartView } from '../charts/types.ts';
import type { ComparisonView } from '../compare/view.ts';
import { reportMessages } from '../i18n/index.ts';
import { escapeMarkdown, mapStrings } from './escape.ts';
import { markdownTemplate } from './templates.ts';
import type { ReportView } from './view-model.ts';

/** Told by their shape, too: not everyone sees the colours. */
export const MARKS = {
  pass: '✅',
  valid: '✅',
  fail: '❌',
  discarded: '⛔',
  inconclusive: '❔',
  unknown: '❔',
} as const;

/** GitHub takes at most one megabyte of step summary; below it there is nothing a reader would miss. */
const MAX_SUMMARY_CHARACTERS = 200_000;

/** A command stands in a block of code, where nothing is markup and an escape would be part of it. */
function withCommands<T extends { readonly view: ReportView }>(escaped: T, { failures }: ReportView): T {
  const shown = escaped.view.failures.map((each, index) => {
    const command = failures[index]?.lookUp?.command;
    return each.lookUp === null || command === undefined
      ? each
      : { ...each, lookUp: { ...each.lookUp, command } };
  });
  return { ...escaped, view: { ...escaped.view, failures: shown } };
}

function render(
  view: ReportView,
  charts: readonly ChartView[],
  comparison: ComparisonView | null,
  full: boolean,
): string {
  const { report } = reportMessages(view.language);
  const text = {
    suite: report.suite,
    view,
    words: report,
    evidenceTitle: reportMessages(view.language).evidence.title,
    moreCriteria: report.moreCriteria(view.moreCriteria.length),
    comparison,
    full,
    charts: charts.map(({ title, description, table }) => ({ title, description, table })),
  };
  const escaped = withCommands(mapStrings(text, escapeMarkdown), view);
  const page = markdownTemplate('report')({
    ...escaped,
    believeMark: MARKS[view.believe.verdict],
    answerMark: MARKS[view.answer.verdict],
    charts: escaped.charts.map((chart, index) => ({ ...chart, path: `charts/${charts[index]?.id}.svg` })),
  });
  return `${page.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

/** `report.md`: readable on GitHub as it is, charts as files beside it. */
export function markdownReport(
  view: ReportView,
  charts: readonly ChartView[],
  comparison: ComparisonView | null,
): string {
  return render(view, charts, comparison, true);
}

/** GitHub's step summary: the same without charts and long tables, as it can show no file of the run. */
export function stepSummary(view: ReportView, comparison: ComparisonView | null): string {
  return render(view, [], comparison, false).slice(0, MAX_SUMMARY_CHARACTERS);
}
