/** The one plot that most charts are: panels above each other that share the horizontal axis. */
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import { downsample, type Point, type Stretch } from './downsample.ts';
import { endLabels } from './end-labels.ts';
import { marker } from './markers.ts';
import { type Mark, markLane, markLines, phaseBands, type Span, spanAreas } from './marks.ts';
import { type Scale, type ScaleKind, scaleOf } from './scales.ts';
import { type Frame, label, picture, tag, textWidth } from './svg.ts';
import { type MarkerShape, SERIES_STYLES, type SeriesStyle } from './theme.ts';

export interface Line {
  readonly name: string;
  readonly style: SeriesStyle;
  readonly stretches: readonly Stretch[];
  /** `points`: a marker at each point and no line between them. */
  readonly mode: 'line' | 'points' | 'both';
  /** Marker of a single point, where points differ among themselves. */
  readonly shapeOf?: (point: Point) => MarkerShape;
  /** Stays at a value until the next one: a number of users, say. */
  readonly steps?: boolean;
  /** False: no name at the line's end. */
  readonly named?: boolean;
}

export interface Band {
  readonly style: SeriesStyle;
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
}

export interface Panel {
  /** What the vertical axis shows, with its unit. */
  readonly label: string;
  /** More about the panel; on a narrow page on a line of its own. */
  readonly detail?: string;
  readonly kind: ScaleKind;
  readonly format: (value: number) => string;
  readonly lines: readonly Line[];
  readonly bands?: readonly Band[];
  readonly limits?: readonly { readonly value: number; readonly label: string }[];
  /** False: the scale need not begin at zero. */
  readonly fromZero?: boolean;
  /** The scale goes up to this at least: a line of zeros is not the top of the panel. */
  readonly atLeast?: number;
  /** Height in relation to the others; 1 without. */
  readonly weight?: number;
}

export interface Plot {
  readonly x: {
    readonly kind: ScaleKind;
    readonly label: string;
    readonly domain: readonly [number, number];
    readonly format: (value: number) => string;
    readonly ticks: (most: number) => readonly number[] | null;
  };
  readonly panels: readonly Panel[];
  readonly marks?: readonly Mark[];
  readonly spans?: readonly Span[];
}

interface Layout {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly points: number;
  readonly xTicks: number;
  readonly panelHeight: number;
}

const LAYOUTS = {
  wide: { width: 760, left: 62, points: 300, xTicks: 8, panelHeight: 150 },
  narrow: { width: 360, left: 46, points: 130, xTicks: 4, panelHeight: 120 },
} as const;
const PANEL_HEAD = 24;
const DETAIL_LINE = 16;
const FOOT = 42;

function panelValues(panel: Panel): readonly number[] {
  return [
    ...(panel.atLeast === undefined ? [] : [panel.atLeast]),
    ...panel.lines.flatMap(({ stretches }) => stretches.flatMap((stretch) => stretch.map(({ y }) => y))),
    ...(panel.bands ?? []).flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high])),
  ];
}

/** A limit so far above the figures that a scale up to it would press them to the ground is named at the edge instead. */
const FAR = { linear: 3, log: 8 } as const;

const isFar = (value: number, panel: Panel, values: readonly number[]): boolean => {
  const highest = values.reduce((most, each) => Math.max(most, each), 0);
  return highest > 0 && value > highest * FAR[panel.kind];
};

/** The label of a limit stays inside of its panel, whose title is above it. */
const LABEL_ROOM = 18;

function drawLimits(
  panel: Panel,
  y: Scale,
  box: { left: number; end: number; top: number },
): readonly string[] {
  const values = panelValues(panel);
  const attributes = { class: 'limit-label', 'text-anchor': 'end' };
  return (panel.limits ?? []).map((limit, index) => {
    if (isFar(limit.value, panel, values)) {
      return label(box.end - 4, box.top + 12 + index * 14, `\u2191 ${limit.label}`, attributes);
    }
    const at = y.at(limit.value);
    const place = at - LABEL_ROOM < box.top ? at + 14 : at - 5;
    return (
      tag('path', { d: `M${box.left} ${at.toFixed(1)}H${box.end}`, class: 'limit' }) +
      label(box.end - 4, place, limit.label, attributes)
    );
  });
}

function drawLine(each: Line, x: Scale, y: Scale, points: number): string {
  const { dash, marker: usual } = SERIES_STYLES[each.style];
  const path = line<Point>(
    (point) => x.at(point.x),
    (point) => y.at(point.y),
  )
    .digits(1)
    .curve(each.steps === true ? curveStepAfter : curveLinear);
  const shape = (point: Point) =>
    marker(each.shapeOf?.(point) ?? usual, x.at(point.x), y.at(point.y), each.style);
  return downsample(each.stretches, points)
    .map((stretch) => {
      const drawn =
        each.mode !== 'points' && stretch.length > 1
          ? tag('path', {
              d: path([...stretch]) ?? '',
              class: `line s${each.style}${dash ? ' dash' : ''}`,
              'stroke-dasharray': dash,
            })
          : '';
      const marked =
        each.mode !== 'line'
          ? stretch.map(shape).join('')
          : stretch.length === 1
            ? stretch.map(shape).join('')
            : '';
      return drawn + marked;
    })
    .join('');
}

function drawBand(band: Band, x: Scale, y: Scale): string {
  type Row = Band['points'][number];
  const filled = area<Row>(
    (row) => x.at(row.x),
    (row) => y.at(row.low),
    (row) => y.at(row.high),
  ).digits(1);
  const edge = (pick: (row: Row) => number) =>
    tag('path', {
      d:
        line<Row>(
          (row) => x.at(row.x),
          (row) => y.at(pick(row)),
        ).digits(1)([...band.points]) ?? '',
      class: `band-edge s${band.style}`,
    });
  return (
    tag('path', { d: filled([...band.points]) ?? '', class: `band f${band.style}` }) +
    edge((row) => row.low) +
    edge((row) => row.high)
  );
}

/** Room on the right for the names at the lines' ends. */
function labelRoom({ panels }: Plot): number {
  const names = panels.flatMap((panel) => panel.lines.filter((each) => each.named !== false));
  const longest = Math.max(0, ...names.map((each) => textWidth(each.name, 15)));
  return longest === 0 ? 24 : Math.min(120, longest + 36);
}

const ownLine = (panel: Panel, layout: Layout): boolean => panel.detail !== undefined && layout.width < 500;

function panelHead(panel: Panel, layout: Layout, top: number): readonly string[] {
  const { detail } = panel;
  const strong = { class: 'strong' };
  if (detail === undefined) return [label(layout.left, top - 9, panel.label, strong, 90)];
  if (!ownLine(panel, layout))
    return [label(layout.left, top - 9, `${panel.label} · ${detail}`, strong, 110)];
  return [
    label(layout.left, top - 9 - DETAIL_LINE, panel.label, strong, 46),
    label(layout.left, top - 9, detail, {}, 52),
  ];
}

function drawPanel(panel: Panel, x: Scale, layout: Layout, top: number, height: number): string {
  const bottom = top + height;
  const end = layout.width - layout.right;
  const values = panelValues(panel);
  const near = (panel.limits ?? []).map(({ value }) => value).filter((value) => !isFar(value, panel, values));
  const y = scaleOf(panel.kind, [...values, ...near], [bottom, top], height > 100 ? 4 : 3, panel.fromZero);
  const grid = y.ticks.map(
    (tick) =>
      tag('path', { d: `M${layout.left} ${Math.round(y.at(tick)) + 0.5}H${end}`, class: 'grid' }) +
      label(layout.left - 6, y.at(tick) + 4, panel.format(tick), { 'text-anchor': 'end' }),
  );
  const limits = drawLimits(panel, y, { left: layout.left, end, top });
  const named = panel.lines.filter((each) => each.named !== false);
  return [
    ...panelHead(panel, layout, top),
    ...grid,
    ...(panel.bands ?? []).map((band) => drawBand(band, x, y)),
    ...panel.lines.map((each) => drawLine(each, x, y, layout.points)),
    ...limits,
    tag('path', { d: `M${layout.left} ${bottom}H${end}`, class: 'axis' }),
    endLabels(named, x, y, { left: end + 8, top, bottom, width: layout.right - 8 }),
  ].join('');
}

/** Draws a plot for a wide or a narrow page. */
export function drawPlot(
  plot: Plot,
  frame: Omit<Frame, 'width' | 'height'>,
  size: 'wide' | 'narrow',
): string {
  const layout = { ...LAYOUTS[size], right: labelRoom(plot) };
  const headOf = (panel: Panel) => PANEL_HEAD + (ownLine(panel, layout) ? DETAIL_LINE : 0);
  const end = layout.width - layout.right;
  const x: Scale = {
    ...scaleOf(plot.x.kind, plot.x.domain, [layout.left, end], layout.xTicks, false),
    ...exactDomain(plot, layout.left, end),
  };
  const [from, to] = plot.x.domain;
  const ticks = (plot.x.ticks(layout.xTicks) ?? x.ticks).filter((tick) => tick >= from && tick <= to);
  const lane = markLane(plot.marks ?? [], plot.spans ?? [], x, { left: layout.left, right: layout.width });
  const heights = plot.panels.map((panel) => layout.panelHeight * (panel.weight ?? 1));
  let top = lane.height;
  const bodyTop = lane.height + 4;
  const panels = plot.panels.map((panel, index) => {
    const height = heights[index] ?? layout.panelHeight;
    top += headOf(panel);
    const drawn = drawPanel(panel, x, layout, top, height);
    top += height + 6;
    return drawn;
  });
  const bottom = top - 6;
  const axis = ticks.map((tick) => {
    const text = plot.x.format(tick);
    // The last label must not leave the picture.
    const at = Math.min(x.at(tick), layout.width - textWidth(text) / 2);
    return (
      tag('path', { d: `M${x.at(tick).toFixed(1)} ${bottom}v5`, class: 'axis' }) +
      label(at, bottom + 18, text, { 'text-anchor': 'middle' })
    );
  });
  const axisLabel = label(
    (layout.left + end) / 2,
    bottom + 36,
    plot.x.label,
    { 'text-anchor': 'middle' },
    90,
  );
  return picture(
    { ...frame, width: layout.width, height: bottom + FOOT },
    phaseBands(plot.marks ?? [], x, { top: bodyTop, bottom, right: end }),
    spanAreas(plot.spans ?? [], x, frame.id, bodyTop, bottom),
    markLines(plot.marks ?? [], x, bodyTop, bottom),
    lane.drawn,
    ...panels,
    ...axis,
    axisLabel,
  );
}

/** Time and users run from edge to edge: the horizontal scale takes its domain as it is. */
function exactDomain(plot: Plot, left: number, right: number): Partial<Scale> {
  if (plot.x.kind !== 'linear') return {};
  const [from, to] = plot.x.domain;
  const span = to - from || 1;
  return { at: (value) => left + ((value - from) / span) * (right - left) };
}
