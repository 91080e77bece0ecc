import { coordinate, tag } from './svg.ts';
import type { MarkerShape, SeriesStyle } from './theme.ts';

/** A marker around a point; shapes differ also where colours do not. */
export function marker(shape: MarkerShape, x: number, y: number, style: SeriesStyle, size = 4): string {
  const at = (dx: number, dy: number) => `${coordinate(x + dx)} ${coordinate(y + dy)}`;
  const filled = { class: `f${style} halo` };
  switch (shape) {
    case 'circle':
      return tag('circle', { cx: x, cy: y, r: size, ...filled });
    case 'ring':
      return tag('circle', { cx: x, cy: y, r: size, class: `ring s${style}` });
    case 'square':
      return tag('rect', { x: x - size, y: y - size, width: size * 2, height: size * 2, ...filled });
    case 'triangle':
      return tag('path', {
        d: `M${at(0, -size * 1.2)}L${at(size * 1.2, size)}L${at(-size * 1.2, size)}Z`,
        ...filled,
      });
    case 'diamond':
      return tag('path', {
        d: `M${at(0, -size * 1.3)}L${at(size * 1.3, 0)}L${at(0, size * 1.3)}L${at(-size * 1.3, 0)}Z`,
        ...filled,
      });
    case 'cross':
      return tag('path', {
        d: `M${at(-size, -size)}L${at(size, size)}M${at(-size, size)}L${at(size, -size)}`,
        class: 'cross bad',
      });
    default:
      return shape satisfies never;
  }
}
