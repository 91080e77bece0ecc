/** The numbers of an answer, and whether the report shows each of them in a row that says what it is. */
import type { Language } from '../../lib/i18n/types.ts';
import { reportView } from '../render/view-model.ts';
import type { Result } from '../result-schema.ts';

/** A number as reports write it, with its separators; not one in a name such as p95 or 2xx. */
const NUMBER = /(?<![\p{L}\d])\d+(?:[.,\u00A0]\d+)*(?!\p{L})/gu;

const numbersOf = (text: string): readonly string[] => [...text.matchAll(NUMBER)].map(([number]) => number);

/** Words with a number in them that is no figure of the run: the percentile in plain words, an ordinal, the think time. */
const NO_FIGURES = [
  /(?<![\d.,])95\u00A0?\s?%(?= (of|de|del)\b)/gu,
  /\b(el|the) p\d+/gu,
  /[\d.,]+(–[\d.,]+)? s (?=between two actions|entre dos acciones)/gu,
];

/** Numbers of a text that none of the rows shows. */
export function numbersWithoutRow(text: string, rows: readonly string[]): readonly string[] {
  const shown = new Set(rows.flatMap(numbersOf));
  const plain = NO_FIGURES.reduce((rest, pattern) => rest.replace(pattern, ''), text);
  return numbersOf(plain).filter((number) => !shown.has(number));
}

/** Everything that a report shows as a row: criteria, tables with their titles, and the checks on the run. */
export function shownRows(result: Result, language: Language): readonly string[] {
  const view = reportView(result, language);
  return [
    ...[...view.decision, ...view.moreCriteria].map(({ observed, limit, n, interval, evidence }) =>
      [observed, limit, n, interval, evidence].join(' | '),
    ),
    ...view.tables.flatMap(({ title, rows }) => [title, ...rows.map((row) => row.join(' | '))]),
    ...view.fingerprint.rows.map((row) => row.join(' | ')),
    view.answer.tally,
    ...view.believe.checks.map(({ detail }) => detail),
  ];
}
