import { reportMessages } from '../i18n/index.ts';
import { escapeMarkdown, mapStrings } from '../render/escape.ts';
import { htmlTable } from '../render/html.ts';
import { pageStyle } from '../render/page-style.ts';
import { htmlTemplate, markdownTemplate } from '../render/templates.ts';
import type { HistoryView } from './view.ts';

/** Folder of the charts, beside the pages. */
export const HISTORY_CHARTS = 'history-charts';

export interface HistoryPages {
  readonly 'history.html': string;
  readonly 'history.md': string;
  readonly charts: Readonly<Record<string, string>>;
}

/** The trend page in both forms. */
export function historyPages(view: HistoryView): HistoryPages {
  const { report } = reportMessages(view.language);
  const charts = view.parts.flatMap((part) => (part.chart === null ? [] : [part.chart]));
  const parts = view.parts.map(({ title, note, table, chart }) => ({
    title,
    note,
    table,
    chart: chart === null ? null : { title: chart.title, description: chart.description },
  }));
  const { title, intro, tally, broken } = view;
  const text = mapStrings({ title, intro, tally, broken, parts }, escapeMarkdown);
  const markdown = markdownTemplate('history')({
    ...text,
    parts: text.parts.map((part, index) => ({
      ...part,
      path: `${HISTORY_CHARTS}/${view.parts[index]?.chart?.id ?? ''}.svg`,
    })),
  });
  return {
    'history.html': htmlTemplate('history')({
      style: pageStyle(),
      words: report,
      language: view.language,
      title,
      intro,
      tally,
      broken,
      parts: view.parts.map((part) => ({ ...part, table: htmlTable(part.table) })),
    }),
    'history.md': `${markdown.replace(/\n{3,}/g, '\n\n').trim()}\n`,
    charts: Object.fromEntries(charts.map((chart) => [`${chart.id}.svg`, chart.file])),
  };
}
