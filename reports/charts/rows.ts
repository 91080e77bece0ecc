/** Charts of one row a thing: the tenants' latency, the stages of a recovery. */

import { marker } from './markers.ts';
import { scaleOf } from './scales.ts';
import { type Frame, label, picture, tag, textWidth } from './svg.ts';
import type { SeriesStyle } from './theme.ts';

export interface Row {
  readonly name: string;
  /** From where to where its bar runs; none: the row only says `text`. */
  readonly bar: { readonly from: number; readonly to: number } | null;
  /** Said after the bar. */
  readonly text: string;
  readonly style: SeriesStyle;
  /** `interval` ends in a ring and a square; the others are filled, `hatched` with lines. */
  readonly look: 'interval' | 'solid' | 'hatched';
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly domain: readonly [number, number];
  readonly fromZero: boolean;
  readonly axis: string;
  readonly format: (value: number) => string;
  readonly ticks: ((most: number) => readonly number[]) | null;
}

const ROW_HEIGHT = { wide: 30, narrow: 42 } as const;
const FOOT = 46;

function drawBar(row: Row, at: (value: number) => number, middle: number, id: string): string {
  if (row.bar === null) return '';
  const [from, to] = [at(row.bar.from), at(row.bar.to)];
  const box = { x: from, y: middle - 7, width: Math.max(2, to - from), height: 14 };
  switch (row.look) {
    case 'interval':
      return (
        tag('path', { d: `M${from.toFixed(1)} ${middle}H${to.toFixed(1)}`, class: `line s${row.style}` }) +
        marker('ring', from, middle, row.style) +
        marker('square', to, middle, row.style)
      );
    case 'hatched':
      return tag('rect', { ...box, class: 'fault' }) + tag('rect', { ...box, fill: `url(#${id}-hatch)` });
    case 'solid':
      return tag('rect', { ...box, rx: 2, class: `f${row.style}`, opacity: '.85' });
    default:
      return row.look satisfies never;
  }
}

/** Draws the rows; on a narrow page each name stands above its bar. */
export function drawRows(
  chart: Rows,
  frame: Omit<Frame, 'width' | 'height'>,
  size: 'wide' | 'narrow',
): string {
  const narrow = size === 'narrow';
  const width = narrow ? 360 : 760;
  const longestText = Math.max(...chart.rows.map((row) => textWidth(row.text)));
  const longestName = Math.max(...chart.rows.map((row) => textWidth(row.name, 13.5)));
  const left = narrow ? 10 : Math.min(230, longestName + 18);
  const right = Math.min(narrow ? 130 : 240, longestText + 16);
  const height = ROW_HEIGHT[size];
  const bottom = 8 + chart.rows.length * height;
  const scale = scaleOf('linear', chart.domain, [left, width - right], narrow ? 4 : 7, chart.fromZero);
  const ticks = chart.ticks?.(narrow ? 4 : 7) ?? scale.ticks;
  const grid = ticks.map(
    (tick) =>
      tag('path', { d: `M${scale.at(tick).toFixed(1)} 4V${bottom}`, class: 'grid' }) +
      label(scale.at(tick), bottom + 16, chart.format(tick), { 'text-anchor': 'middle' }),
  );
  const rows = chart.rows.map((row, index) => {
    const top = 8 + index * height;
    const middle = top + (narrow ? 29 : height / 2);
    const name = narrow
      ? label(left, top + 14, row.name, { class: 'strong' }, 44)
      : label(left - 10, middle + 4, row.name, { class: 'strong', 'text-anchor': 'end' }, 34);
    const after = row.bar === null ? left : Math.max(scale.at(row.bar.to), scale.at(row.bar.from) + 2);
    return name + drawBar(row, scale.at, middle, frame.id) + label(after + 9, middle + 4, row.text, {}, 60);
  });
  return picture(
    { ...frame, width, height: bottom + FOOT },
    ...grid,
    tag('path', { d: `M${left} ${bottom}H${width - right}`, class: 'axis' }),
    ...rows,
    label((left + width - right) / 2, bottom + 36, chart.axis, { 'text-anchor': 'middle' }, 90),
  );
}
