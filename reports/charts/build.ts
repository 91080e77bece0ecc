import type { Language } from '../../lib/i18n/types.ts';
import type { ReportMessages } from '../i18n/en.ts';
import { reportMessages } from '../i18n/index.ts';
import { formatFigure, formatNumber } from '../render/format.ts';
import { makeTable, type TableView } from '../render/table.ts';
import { drawPlot, type Plot } from './plot.ts';
import type { Frame } from './svg.ts';
import { FILE_STYLE } from './theme.ts';
import type { ChartView } from './types.ts';

/** What the makers of charts share. */
export interface ChartContext {
  readonly language: Language;
  readonly messages: ReportMessages;
  readonly figure: (value: number | null | undefined, unit: string) => string;
  /** A tick: a number alone. */
  readonly number: (value: number) => string;
  readonly percent: (value: number) => string;
  readonly table: (
    id: string,
    title: string,
    columns: Parameters<typeof makeTable>[2],
    rows: readonly (readonly string[])[],
    note?: string,
  ) => TableView;
}

export function chartContext(language: Language): ChartContext {
  const messages = reportMessages(language);
  return {
    language,
    messages,
    figure: (value, unit) => formatFigure(value, unit, language),
    number: (value) => formatNumber(value, language),
    percent: (value) => formatFigure(value, 'share', language),
    table: (id, title, columns, rows, note) =>
      makeTable(`${id}-data`, title, columns, rows, messages.report.moreRows, note) ?? {
        id: `${id}-data`,
        title,
        columns: [],
        rows: [],
      },
  };
}

type Draw = (frame: Omit<Frame, 'width' | 'height'>, size: 'wide' | 'narrow') => string;

/** A chart in its three forms from one way to draw it. */
export function chartView(
  id: string,
  words: { readonly title: string; readonly description: string },
  table: TableView,
  draw: Draw | Plot,
): ChartView {
  const drawn: Draw = typeof draw === 'function' ? draw : (frame, size) => drawPlot(draw, frame, size);
  const frame = (suffix: string, style: string | null) => ({ id: `${id}-${suffix}`, ...words, style });
  return {
    id,
    ...words,
    wide: drawn(frame('wide', null), 'wide'),
    narrow: drawn(frame('narrow', null), 'narrow'),
    file: drawn(frame('file', FILE_STYLE), 'wide'),
    table,
  };
}
