import { marker } from './markers.ts';
import type { Line } from './plot.ts';
import type { Scale } from './scales.ts';
import { label, tag } from './svg.ts';
import { SERIES_STYLES } from './theme.ts';

const LINE_HEIGHT = 15;

/** Names of the lines beside their ends, pushed apart where they would overlap, each with a sample of its line. */
export function endLabels(
  lines: readonly Line[],
  _x: Scale,
  y: Scale,
  box: { readonly left: number; readonly top: number; readonly bottom: number; readonly width: number },
): string {
  const wanted = lines
    .flatMap((each) => {
      const last = each.stretches.at(-1)?.at(-1);
      return last === undefined ? [] : [{ each, at: y.at(last.y) }];
    })
    .sort((a, b) => a.at - b.at);
  let floor = box.top + 4;
  const placed = wanted.map(({ each, at }) => {
    const place = Math.max(floor, at);
    floor = place + LINE_HEIGHT;
    return { each, place };
  });
  const over = Math.max(0, floor - LINE_HEIGHT - box.bottom);
  return placed
    .map(({ each, place }) => {
      const middle = place - over;
      const { dash, marker: shape } = SERIES_STYLES[each.style];
      const sample =
        each.mode === 'points'
          ? marker(each.shapeOf === undefined ? shape : 'circle', box.left + 8, middle, each.style, 3.5)
          : tag('path', {
              d: `M${box.left} ${middle.toFixed(1)}h18`,
              class: `line s${each.style}${dash ? ' dash' : ''}`,
              'stroke-dasharray': dash,
            });
      const room = Math.max(4, Math.floor((box.width - 20) / 6.4));
      return sample + label(box.left + 22, middle + 4, each.name, { class: 'strong' }, room);
    })
    .join('');
}
