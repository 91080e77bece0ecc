import type { Language } from '../../../lib/i18n/types.ts';
import type { ReportMessages } from '../../i18n/en.ts';
import { reportMessages } from '../../i18n/index.ts';
import { knownWord } from '../../i18n/known-word.ts';
import { cleanText } from '../escape.ts';
import { formatCores, formatCount, formatDuration, formatFigure, formatNumber } from '../format.ts';
import { makeTable, type TableView } from '../table.ts';

/** What the makers of tables share: words and formats of one language. */
export interface TableContext {
  readonly messages: ReportMessages;
  readonly language: Language;
  readonly figure: (value: number | null | undefined, unit: string) => string;
  readonly ms: (value: number | null | undefined) => string;
  /** CPU, of all cores of the target's machine where they are known. */
  readonly cores: (percent: number | null | undefined) => string;
  readonly share: (value: number | null | undefined) => string;
  readonly count: (value: number) => string;
  /** A plain number, about three digits. */
  readonly number: (value: number) => string;
  readonly duration: (seconds: number | null | undefined) => string;
  /** Both ends of an interval, or a dash where neither is known. */
  readonly interval: (low: number | null, high: number | null, unit: string) => string;
  readonly text: (text: string | null | undefined) => string;
  /** A name in this language where it is a known one, else as it stands. */
  readonly name: (names: Readonly<Record<string, string>>, name: string) => string;
  readonly table: (
    id: string,
    title: string,
    columns: Parameters<typeof makeTable>[2],
    rows: readonly (readonly string[])[],
    note?: string,
  ) => TableView | null;
}

export function tableContext(language: Language, cores?: number): TableContext {
  const messages = reportMessages(language);
  const figure = (value: number | null | undefined, unit: string) => formatFigure(value, unit, language);
  return {
    messages,
    language,
    figure,
    ms: (value) => figure(value, 'ms'),
    cores: (percent) => formatCores(percent, cores, language),
    share: (value) => figure(value, 'share'),
    count: (value) => formatCount(value, language),
    number: (value) => formatNumber(Number(value.toPrecision(3)), language),
    duration: (seconds) => formatDuration(seconds ?? null, language),
    interval: (low, high, unit) =>
      low === null && high === null
        ? '–'
        : messages.report.intervalOf(
            low === null ? '−∞' : figure(low, unit),
            high === null ? '∞' : figure(high, unit),
          ),
    text: (text) => cleanText(text ?? '–', 300),
    name: (names, name) => knownWord(names, name) ?? cleanText(name, 80),
    table: (id, title, columns, rows, note) =>
      makeTable(id, title, columns, rows, messages.report.moreRows, note),
  };
}
