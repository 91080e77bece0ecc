/** Named moments and stretches of time on a plot: faults, steps, phases. */
import type { Scale } from './scales.ts';
import { label, tag, textWidth } from './svg.ts';

export interface Mark {
  readonly x: number;
  readonly label: string;
  /** `value` and `limit` stand on the horizontal axis of a chart that is not over time. */
  readonly kind: 'fault' | 'step' | 'phase' | 'value' | 'limit';
}

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

const ROW = 15;
const ROWS = 3;

/** Shaded and hatched, so that it shows without colours too. */
export function spanAreas(spans: readonly Span[], x: Scale, id: string, top: number, bottom: number): string {
  return spans
    .map(({ from, to }) => {
      const box = { x: x.at(from), y: top, width: Math.max(1, x.at(to) - x.at(from)), height: bottom - top };
      return tag('rect', { ...box, class: 'fault' }) + tag('rect', { ...box, fill: `url(#${id}-hatch)` });
    })
    .join('');
}

/** Phases and steps stand behind the figures as bands, every other one shaded: no line runs through a title. */
export function phaseBands(
  marks: readonly Mark[],
  x: Scale,
  box: { readonly top: number; readonly bottom: number; readonly right: number },
): string {
  const begins = marks.filter(({ kind }) => kind === 'phase' || kind === 'step').sort((a, b) => a.x - b.x);
  return begins
    .map((mark, index) => {
      const from = x.at(mark.x);
      const next = begins[index + 1];
      const to = Math.min(box.right, next === undefined ? box.right : x.at(next.x));
      if (index % 2 === 1 || to <= from) return '';
      return tag('rect', {
        x: from,
        y: box.top,
        width: to - from,
        height: box.bottom - box.top,
        class: 'phase',
      });
    })
    .join('');
}

export function markLines(marks: readonly Mark[], x: Scale, top: number, bottom: number): string {
  return marks
    .filter(({ kind }) => kind !== 'phase' && kind !== 'step')
    .map((mark) =>
      tag('path', { d: `M${x.at(mark.x).toFixed(1)} ${top}V${bottom}`, class: `mark mark-${mark.kind}` }),
    )
    .join('');
}

/**
 * The labels above the panels, in up to three rows. A label that finds no room is left out: its line stays, and the
 * table behind the chart names every mark.
 */
export function markLane(
  marks: readonly Mark[],
  spans: readonly Span[],
  x: Scale,
  box: { readonly left: number; readonly right: number },
): { readonly drawn: string; readonly height: number } {
  const wanted = [
    ...spans.map((span) => ({ x: span.from, label: span.label, kind: 'fault' as const })),
    ...marks,
  ].sort((a, b) => Number(a.kind !== 'fault') - Number(b.kind !== 'fault') || a.x - b.x);
  const rows: { from: number; to: number }[][] = Array.from({ length: ROWS }, () => []);
  let used = 0;
  const drawn = wanted.map((mark) => {
    const text = `${mark.kind === 'fault' ? '▼ ' : ''}${mark.label}`.slice(0, 34);
    const size = textWidth(text) + 8;
    const from = Math.max(0, Math.min(x.at(mark.x) - 2, box.right - size));
    const row = rows.findIndex((taken) =>
      taken.every((other) => from >= other.to || from + size <= other.from),
    );
    if (row < 0) return '';
    rows[row]?.push({ from, to: from + size });
    used = Math.max(used, row + 1);
    const strong = mark.kind === 'fault' || mark.kind === 'limit';
    return label(from, 12 + row * ROW, text, strong ? { class: 'strong limit-label' } : {});
  });
  return { drawn: drawn.join(''), height: used * ROW };
}
