import type { ComparisonView } from '../compare/view.ts';
import { reportMessages } from '../i18n/index.ts';
import type { CriterionVerdict, ValidityVerdict } from '../result-schema.ts';
import type { TableView } from './table.ts';
import type { ReportView } from './view-model.ts';

const COLUMNS = 100;

type Paint = (text: string) => string;
interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly of: (verdict: CriterionVerdict | ValidityVerdict) => Paint;
}

function palette(colour: boolean): Palette {
  const paint =
    (code: string): Paint =>
    (text) =>
      colour ? `\u001B[${code}m${text}\u001B[0m` : text;
  const colours = {
    pass: '1;32',
    valid: '1;32',
    fail: '1;31',
    discarded: '1;31',
    inconclusive: '1;33',
    unknown: '1;33',
  } as const;
  return { bold: paint('1'), dim: paint('2'), of: (verdict) => paint(colours[verdict]) };
}

const width = (text: string): number => [...text].length;
const padTo = (text: string, size: number, right = false): string => {
  const gap = ' '.repeat(Math.max(0, size - width(text)));
  return right ? gap + text : text + gap;
};

/** Lines of at most `columns` characters, broken between words; a word that is too long stands alone. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && width(line) + 1 + width(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}

const indented = (text: string, by: string, first = by): readonly string[] =>
  wrap(text, COLUMNS - by.length).map((line, index) => (index === 0 ? first : by) + line);

/** A table as aligned text. `paintCell` colours a padded cell. */
export function consoleTable(
  { columns, rows }: Pick<TableView, 'columns' | 'rows'>,
  indent: string,
  paintCell: (text: string, row: number, column: number) => string = (text) => text,
): readonly string[] {
  const sizes = columns.map((column, index) =>
    Math.max(width(column.label), ...rows.map((row) => width(row[index] ?? ''))),
  );
  const line = (cells: readonly string[], row: number) =>
    indent +
    columns
      .map((column, index) =>
        paintCell(padTo(cells[index] ?? '', sizes[index] ?? 0, column.numeric), row, index),
      )
      .join('  ')
      .trimEnd();
  return [
    line(
      columns.map((column) => column.label),
      -1,
    ),
    ...rows.map((row, index) => line(row, index)),
  ];
}

function criteriaLines(view: ReportView, paint: Palette): readonly string[] {
  const { report } = reportMessages(view.language);
  const criteria = [...view.decision, ...view.moreCriteria];
  if (criteria.length === 0) return [];
  const { criterion, observed, limit, samples, verdict, evidence } = report.columns;
  const columns = [criterion, observed, limit, samples, verdict, evidence].map((label, index) => ({
    label,
    numeric: index > 0 && index < 4,
  }));
  const rows = criteria.map((each) => [
    each.title,
    each.observed,
    each.limit,
    each.n,
    each.verdictLabel,
    each.evidence ?? '–',
  ]);
  return [
    '',
    ...consoleTable({ columns, rows }, '  ', (text, row, column) => {
      const each = criteria[row];
      if (each === undefined) return paint.dim(text);
      return column === 4 ? paint.of(each.verdict)(text) : text;
    }),
  ];
}

/** The first figures in one paragraph: `measured, 3 min: Requests per second 123 · …`. */
const figuresText = ({ figures }: ReportView): string =>
  `${figures.scope}: ${figures.rows.map(({ short, value }) => `${short} ${value}`).join(' · ')}`;

function comparisonLines(view: ComparisonView, paint: Palette): readonly string[] {
  const status = view.status === 'regression' ? 'fail' : view.status === 'no-regression' ? 'pass' : 'unknown';
  return [
    ...indented(`${paint.of(status)(view.label)}  ${view.sentence}`, '  '),
    ...view.tables.flatMap((table) => ['', `  ${paint.bold(table.title)}`, ...consoleTable(table, '  ')]),
    ...(view.notes.length > 0 ? ['', ...view.notes.flatMap((note) => indented(note, '    ', '  · '))] : []),
  ];
}

/** Plain spaces and hyphens: not every terminal has the typographic ones. */
const forTerminal = (lines: readonly string[]): string =>
  `${lines
    .join('\n')
    .replace(/\u00A0/g, ' ')
    .replace(/\u2212/g, '-')}\n`;

export function comparisonConsole(view: ComparisonView, title: string, colour: boolean): string {
  const paint = palette(colour);
  return forTerminal([paint.bold(title), '', ...comparisonLines(view, paint)]);
}

type Head = (text: string, verdict: CriterionVerdict | ValidityVerdict) => string;

const pointLines = (points: readonly string[], body: string): readonly string[] =>
  points.flatMap((text) => indented(text, `${body}  `, `${body}- `));

/** Whether the run can be believed, and what it says. */
function answerLines(
  { believe, answer }: ReportView,
  paint: Palette,
  body: string,
  head: Head,
): readonly string[] {
  return [
    ...indented(`${believe.sentence} (${believe.tally})`, body, head(believe.label, believe.verdict)),
    ...believe.problems.flatMap((check) =>
      indented(`${check.label}: ${check.detail}`, `${body}  `, `${body}- `),
    ),
    ...indented(answer.headline, body, head(answer.label, answer.verdict)),
    ...pointLines(answer.points, body),
    ...indented(answer.tally, body),
    ...(answer.caution === null ? [] : [`${body}${paint.of(believe.verdict)(answer.caution)}`]),
  ];
}

/** The answer for the terminal: short; colours only on request, so that a pipe gets plain text. */
export function consoleReport(view: ReportView, colour: boolean, comparison: ComparisonView | null): string {
  const { report } = reportMessages(view.language);
  const paint = palette(colour);
  const { believe, answer, failures, notEstablished } = view;
  const label = Math.max(width(believe.label), width(answer.label));
  const body = ' '.repeat(label + 4);
  const head: Head = (text, verdict) => `  ${paint.of(verdict)(padTo(text, label))}  `;
  return forTerminal([
    `${paint.bold(`${report.suite} · ${view.scenario}`)} · ${view.profile} · ${view.started} · ${report.duration} ${view.duration}`,
    '',
    ...(view.discarded
      ? [
          ...indented(answer.headline, body, head(believe.label, believe.verdict)),
          ...pointLines(answer.points, body),
        ]
      : answerLines(view, paint, body, head)),
    ...criteriaLines(view, paint),
    ...(view.figures.rows.length === 0 ? [] : ['', ...indented(figuresText(view), '  ')]),
    ...(view.figures.note === null ? [] : indented(view.figures.note, '  ')),
    ...(failures.length === 0 ? [] : ['', `  ${paint.bold(report.headings.failures)}`]),
    ...failures.flatMap((each) => [
      `  - ${paint.of(each.verdict)(each.verdictLabel)} ${each.title}: ${each.summary}`,
      ...(each.detail === null ? [] : indented(each.detail, '    ')),
      ...(each.next === null ? [] : indented(`${report.nextLabel}: ${each.next}`, '    ')),
      ...(each.lookUp === null
        ? []
        : [...indented(each.lookUp.text, '    '), `      ${each.lookUp.command}`]),
    ]),
    ...(comparison === null
      ? []
      : ['', `  ${paint.bold(report.headings.comparison)}`, ...comparisonLines(comparison, paint)]),
    ...(notEstablished.length === 0 ? [] : ['', `  ${paint.bold(report.headings.notEstablished)}`]),
    ...notEstablished.flatMap((text) => indented(text, '    ', '  - ')),
  ]);
}
