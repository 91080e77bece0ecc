import { cleanText, escapeXml } from '../render/escape.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A coordinate: a tenth of a pixel is finer than any eye. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

/** An SVG element; attribute values are escaped, children are SVG already. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeXml(value ?? '')}"`,
    )
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Text on a chart: cleaned, cut and escaped here, so that no caller forgets. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}, max = 48): string {
  return tag('text', { x, y, ...attributes }, escapeXml(cleanText(text, max)));
}

/** Width in pixels that a text takes at most, near enough to keep labels apart. */
export const textWidth = (text: string, size = 12): number => text.length * size * 0.56;

export interface Frame {
  /** Unique in a page: names the elements that the picture refers to. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  /** Style sheet of a picture that stands alone; none inside a page that has it already. */
  readonly style: string | null;
}

/** The outer element of a chart, with what a screen reader says of it. */
export function picture(frame: Frame, ...children: readonly string[]): string {
  const { id, width, height } = frame;
  const alone = frame.style !== null;
  return tag(
    'svg',
    {
      xmlns: alone ? 'http://www.w3.org/2000/svg' : undefined,
      class: 'chart',
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      width: alone ? width : undefined,
      height: alone ? height : undefined,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
    },
    tag('title', { id: `${id}-title` }, escapeXml(cleanText(frame.title))),
    tag('desc', { id: `${id}-desc` }, escapeXml(cleanText(frame.description, 600))),
    tag(
      'defs',
      {},
      tag(
        'pattern',
        {
          id: `${id}-hatch`,
          width: 6,
          height: 6,
          patternUnits: 'userSpaceOnUse',
          patternTransform: 'rotate(45)',
        },
        tag('path', { d: 'M0 0V6', class: 'hatch' }),
      ),
    ),
    ...(frame.style === null
      ? []
      : [tag('style', {}, frame.style), tag('rect', { width, height, class: 'paper' })]),
    ...children,
  );
}
