import type { ChartView } from '../charts/types.ts';
import type { ComparisonView } from '../compare/view.ts';
import { reportMessages } from '../i18n/index.ts';
import { pageStyle } from './page-style.ts';
import type { TableView } from './table.ts';
import { htmlTemplate } from './templates.ts';
import type { ReportView } from './view-model.ts';

/** A table with each cell told whether it is a figure, and the first of a row whether it names the row. */
export function htmlTable(table: TableView) {
  const { id, title, columns, rows, links = [], note = null } = table;
  const namesRows = columns[0]?.numeric === false;
  return {
    id,
    title,
    columns,
    note,
    rows: rows.map((row, number) =>
      row.map((text, index) => ({
        text,
        numeric: columns[index]?.numeric ?? false,
        head: index === 0 && namesRows,
        href: index === 0 ? (links[number] ?? null) : null,
      })),
    ),
  };
}

const TONES = {
  'no-regression': 'pass',
  regression: 'fail',
  'not-enough': 'inconclusive',
  'not-comparable': 'inconclusive',
} as const;

/** `report.html`: one file that asks nothing of the network. */
export function htmlReport(
  view: ReportView,
  charts: readonly ChartView[],
  comparison: ComparisonView | null,
): string {
  const { report } = reportMessages(view.language);
  const { check, verdict, detail } = report.columns;
  const checks: TableView = {
    id: 'checks',
    title: report.believe.allChecks,
    columns: [check, verdict, detail].map((label) => ({ label, numeric: false })),
    rows: view.believe.checks.map((each) => [each.label, each.verdictLabel, each.detail]),
  };
  return htmlTemplate('report')({
    style: pageStyle(),
    words: report,
    view,
    moreCriteria: report.moreCriteria(view.moreCriteria.length),
    checks: htmlTable(checks),
    comparison:
      comparison === null
        ? null
        : { ...comparison, tone: TONES[comparison.status], tables: comparison.tables.map(htmlTable) },
    charts: charts.map((chart) => ({ ...chart, table: htmlTable(chart.table) })),
    evidenceTitle: reportMessages(view.language).evidence.title,
    evidence:
      view.evidence === null ? null : { ...view.evidence, tables: view.evidence.tables.map(htmlTable) },
    tables: view.tables.map(htmlTable),
    fingerprint: htmlTable(view.fingerprint),
  });
}
