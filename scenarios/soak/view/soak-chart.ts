import { type ChartContext, chartView } from '../../../reports/charts/build.ts';
import type { Point } from '../../../reports/charts/downsample.ts';
import type { Band, Line, Panel } from '../../../reports/charts/plot.ts';
import { clockTicks } from '../../../reports/charts/scales.ts';
import type { SeriesStyle } from '../../../reports/charts/theme.ts';
import type { ChartView } from '../../../reports/charts/types.ts';
import { formatClock } from '../../../reports/render/format.ts';
import { numeric } from '../../../reports/render/table.ts';
import type { SoakDetails } from '../details.ts';

type Soak = SoakDetails;
type Window = Soak['windows'][number];
type Trend = Soak['trends'][number];

/** Figures of a window that a trend may be about, in the order in which they are drawn. */
const METRICS = {
  memoryFloorMb: { unit: 'MB' },
  p95: { unit: 'ms' },
  p50: { unit: 'ms' },
  errorRate: { unit: 'share' },
  jobsPerSecond: { unit: 'jobs/s' },
  cpuPercent: { unit: '%' },
  dbConnections: { unit: 'count' },
  queueLength: { unit: 'count' },
} as const;
type Metric = keyof typeof METRICS;
const ALL = Object.keys(METRICS) as readonly Metric[];
const ALWAYS: readonly Metric[] = ['memoryFloorMb', 'p95'];
const MAX_PANELS = 5;

const middleOf = (window: Window): number => window.startSeconds + window.seconds / 2;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

/** The trend as a line through the medians of time and figure, and its interval as a fan around that point. */
function trendOf(
  points: readonly Point[],
  trend: Trend | undefined,
): { line: readonly Line[]; bands: readonly Band[] } {
  const slope = trend?.slopePerHour ?? null;
  if (trend === undefined || slope === null || points.length < 2) return { line: [], bands: [] };
  const [atX, atY] = [median(points.map(({ x }) => x)), median(points.map(({ y }) => y))];
  const value = (perHour: number, x: number) => atY + (perHour * (x - atX)) / 3600;
  const ends = [points[0]?.x ?? 0, atX, points.at(-1)?.x ?? 0];
  const { low, high } = trend;
  const style: SeriesStyle = 1;
  return {
    line: [
      {
        name: '',
        style,
        named: false,
        mode: 'line',
        stretches: [ends.map((x) => ({ x, y: value(slope, x) }))],
      },
    ],
    bands:
      low === null || high === null
        ? []
        : [
            {
              style,
              points: ends.map((x) => {
                const [a, b] = [value(low, x), value(high, x)];
                return { x, low: Math.min(a, b), high: Math.max(a, b) };
              }),
            },
          ],
  };
}

function panelOf(metric: Metric, details: Soak, context: ChartContext): Panel | null {
  const { tables, charts } = context.messages;
  const { unit } = METRICS[metric];
  const points = details.windows.flatMap((window) => {
    const y = window[metric];
    return y === null ? [] : [{ x: middleOf(window), y }];
  });
  if (points.length === 0) return null;
  const trend = details.trends.find((each) => each.metric === metric);
  const { line, bands } = trendOf(points, trend);
  const name = tables.metricNames[metric];
  const shown = unit === 'share' ? '%' : unit === 'count' ? '' : unit;
  const slope =
    trend === undefined
      ? undefined
      : `${charts.slope}: ${context.figure(trend.slopePerHour, trend.unit)} · ${tables.trendVerdict[trend.verdict]}`;
  return {
    label: `${name}${shown === '' ? '' : `, ${shown}`}`,
    ...(slope === undefined ? {} : { detail: slope }),
    kind: 'linear',
    format: unit === 'share' ? context.percent : context.number,
    fromZero: false,
    weight: 0.75,
    lines: [...line, { name, style: 0, named: false, mode: 'both', stretches: [points] }],
    bands,
  };
}

/** A panel for each figure that has a trend, memory and p95 first. */
export function soakChart(details: Soak, context: ChartContext): ChartView | null {
  const { charts, tables } = context.messages;
  const trended = ALL.filter(
    (metric) => ALWAYS.includes(metric) || details.trends.some((trend) => trend.metric === metric),
  );
  const drawn = trended.slice(0, MAX_PANELS).flatMap((metric) => {
    const panel = panelOf(metric, details, context);
    return panel === null ? [] : [{ metric, panel }];
  });
  if (drawn.length === 0) return null;
  const first = details.windows[0];
  const last = details.windows.at(-1);
  if (first === undefined || last === undefined) return null;
  const domain = [first.startSeconds, last.startSeconds + last.seconds] as const;
  const table = context.table(
    'soak',
    charts.soak.title,
    [
      tables.window,
      tables.start,
      ...drawn.map(({ metric }) => tables.metricNames[metric]),
      tables.samples,
    ].map(numeric),
    details.windows.map((window) => [
      context.number(window.index),
      formatClock(window.startSeconds),
      ...drawn.map(({ metric }) => context.figure(window[metric], METRICS[metric].unit)),
      context.number(window.n),
    ]),
  );
  return chartView('soak', charts.soak, table, {
    x: {
      kind: 'linear',
      label: charts.timeAxis,
      domain,
      format: formatClock,
      ticks: (most) => clockTicks(domain[0], domain[1], most),
    },
    panels: drawn.map(({ panel }) => panel),
  });
}
