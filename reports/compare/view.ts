import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { cleanText } from '../render/escape.ts';
import { fieldLabel } from '../render/fingerprint.ts';
import { formatChange, formatCount, formatFigure, formatP } from '../render/format.ts';
import type { TableView } from '../render/table.ts';
import { RELEASE_FIELDS } from './conditions.ts';
import { figureTitle } from './titles.ts';
import type { ComparedFigure, Comparison, Difference } from './types.ts';

/** What a comparison says, as plain formatted text. */
export interface ComparisonView {
  readonly status: Comparison['status'];
  readonly label: string;
  readonly sentence: string;
  readonly tables: readonly TableView[];
  readonly notes: readonly string[];
}

/** What the comparison was made with, said in the report. */
export interface ComparisonRules {
  readonly alpha: number;
  readonly smallestChange: number;
  readonly runsNeeded: number;
}

const column = (label: string, numeric = false) => ({ label, numeric });

function differenceTable(
  id: string,
  title: string,
  differences: readonly Difference[],
  language: Language,
): TableView {
  const { compare } = reportMessages(language);
  const values = (texts: readonly string[]) =>
    texts.length === 0 ? compare.missing : cleanText(texts.join(' / '), 200);
  return {
    id,
    title,
    columns: [column(compare.field), column(compare.sideA), column(compare.sideB)],
    rows: differences.map((each) => [fieldLabel(each.path, language), values(each.a), values(each.b)]),
  };
}

function figureRow(each: ComparedFigure, language: Language): string[] {
  const { compare, report } = reportMessages(language);
  const figure = (value: number | null, unit = each.unit) =>
    value === null ? '∞' : formatFigure(value, unit, language);
  const { shift } = each;
  return [
    `${figureTitle(each, language)} (${compare.better[each.better]})`,
    figure(each.a),
    figure(each.b),
    formatChange(each.change, language),
    shift === null
      ? '–'
      : `${figure(shift.estimate)}${shift.low === null ? '' : ` (${report.intervalOf(figure(shift.low), figure(shift.high))})`}`,
    formatP(each.p, language),
    `${formatCount(each.runsA, language)} / ${formatCount(each.runsB, language)}`,
    compare.effectNames[each.effect],
  ];
}

function figureTable(comparison: Comparison, rules: ComparisonRules, language: Language): TableView {
  const { compare } = reportMessages(language);
  const shift = compare.shift(formatFigure(1 - rules.alpha, 'share', language));
  return {
    id: 'comparison',
    title: compare.figures,
    columns: [
      column(compare.metric),
      ...[compare.sideA, compare.sideB, compare.change, shift, compare.pValue, compare.samples].map((label) =>
        column(label, true),
      ),
      column(compare.effect),
    ],
    rows: comparison.figures.map((each) => figureRow(each, language)),
  };
}

function sentenceOf(comparison: Comparison, rules: ComparisonRules, language: Language): string {
  const { sentence } = reportMessages(language).compare;
  const [a, b] = [comparison.a.runIds.length, comparison.b.runIds.length];
  const [ofA, ofB] = comparison.of;
  switch (comparison.status) {
    case 'not-comparable':
      return sentence.notComparable(comparison.differences.length);
    case 'not-enough':
      return Math.min(a, b) >= rules.runsNeeded && (a * 2 < ofA || b * 2 < ofB)
        ? sentence.mostlyLeftOut(`${a}/${ofA}`, `${b}/${ofB}`)
        : sentence.notEnough(a, b, rules.runsNeeded);
    case 'no-regression':
      return sentence.noRegression(a, b);
    case 'regression':
      return sentence.regression(
        comparison.figures.filter((each) => each.effect === 'regression').length,
        a,
        b,
      );
    default:
      return comparison.status satisfies never;
  }
}

/** What to pass to `--allow` so that these may differ. */
function allowText(differences: readonly Difference[]): string {
  const paths = differences.map((each) => each.path);
  if (paths.every((path) => RELEASE_FIELDS.includes(path))) return 'release';
  return paths
    .slice(0, 8)
    .map((path) => cleanText(path, 80))
    .join(',');
}

export function comparisonView(
  comparison: Comparison,
  rules: ComparisonRules,
  language: Language,
): ComparisonView {
  const messages = reportMessages(language);
  const { compare } = messages;
  const { differences, subject, figures, dropped, status, notUsable, oneSided } = comparison;
  const judged = status === 'regression' || status === 'no-regression';
  const smallest = formatFigure(rules.smallestChange, 'share', language);
  const verdicts = (side: Comparison['a']) =>
    (['fail', 'inconclusive', 'pass'] as const)
      .map((each) => ({ each, times: side.verdicts.filter((verdict) => verdict === each).length }))
      .filter(({ times }) => times > 0)
      .map(({ each, times }) => `${times} × ${messages.verdict[each]}`)
      .join(', ') || messages.report.none;
  const compared = differences.length === 0;
  return {
    status,
    label: compare.status[status],
    sentence: sentenceOf(comparison, rules, language),
    tables: [
      ...(compared ? [] : [differenceTable('differences', compare.differsIn, differences, language)]),
      ...(subject.length > 0 ? [differenceTable('subject', compare.subject, subject, language)] : []),
      ...(compared && figures.length > 0 ? [figureTable(comparison, rules, language)] : []),
    ],
    notes: [
      ...(compared && figures.length === 0 ? [compare.nothingLeft] : []),
      ...(oneSided.length > 0
        ? [compare.sentence.oneSided(oneSided.map((each) => figureTitle(each, language)).join(', '))]
        : []),
      ...(dropped > 0 ? [compare.dropped(dropped, smallest)] : []),
      ...(judged ? [compare.method(formatFigure(rules.alpha, '', language), smallest)] : []),
      ...(compared
        ? [
            `${compare.verdictsA}: ${verdicts(comparison.a)}. ${compare.verdictsB}: ${verdicts(comparison.b)}.`,
          ]
        : []),
      ...(compared ? [] : [compare.allowHint(allowText(differences))]),
      ...(notUsable.length > 0
        ? [
            compare.sentence.notUsable(
              notUsable
                .slice(0, 10)
                .map((id) => cleanText(id, 80))
                .join(', '),
            ),
          ]
        : []),
    ],
  };
}
