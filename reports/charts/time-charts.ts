/** Charts of the run second by second. */
import { knownWord } from '../i18n/known-word.ts';
import { cleanText } from '../render/escape.ts';
import { formatClock } from '../render/format.ts';
import { numeric } from '../render/table.ts';
import type { Series } from '../result-schema.ts';
import { type ChartContext, chartView } from './build.ts';
import { buckets, stretches, summarise } from './downsample.ts';
import type { Mark, Span } from './marks.ts';
import type { Line, Panel, Plot } from './plot.ts';
import { clockTicks } from './scales.ts';
import type { SeriesStyle } from './theme.ts';
import type { ChartView } from './types.ts';

const TABLE_ROWS = 60;
const MARKS_NOTED = 40;
type Column = Exclude<keyof Series, 't' | 'marks' | 'binSeconds'>;

/** Read every few seconds at best, by a monitor that shares its machine with the load. */
const GAUGES: ReadonlySet<Column> = new Set(['queueLength', 'cpuPercent', 'memoryMb', 'users']);
const BRIDGE_SECONDS = 12;

const hasFigures = (values: readonly (number | null)[] | undefined): values is readonly (number | null)[] =>
  values?.some((value) => value !== null) ?? false;

function lineOf(series: Series, column: Column, name: string, style: SeriesStyle): readonly Line[] {
  const values = series[column];
  if (!hasFigures(values)) return [];
  return [
    {
      name,
      style,
      stretches: stretches(series.t, values, GAUGES.has(column) ? BRIDGE_SECONDS : 0),
      mode: 'line',
    },
  ];
}

/** A name in the reader's language where it is a known one. */
const nameIn = (names: Readonly<Record<string, string>>, name: string): string =>
  knownWord(names, name) ?? name;

/** A run over time: its series, and what the scenario says of its marks. */
export interface TimeSource {
  readonly series: Series;
  /** Stretches to mark, e.g. the fault; marks at their ends would only repeat them. */
  readonly spans: readonly Span[];
  /** What the scenario calls a mark, where its label alone does not say it. */
  readonly markName: (label: string) => string | null;
}

/** What a mark is called: as its scenario says, or in the reader's language. */
function markName(label: string, source: TimeSource, context: ChartContext): string {
  const { phaseNames, faultNames } = context.messages.tables;
  const own = source.markName(label);
  if (own !== null) return own;
  const edge = /^(\S+) (made|cleared)$/.exec(label);
  if (edge !== null) {
    const { faultBegins, faultEnds } = context.messages.charts;
    const name = nameIn({ ...phaseNames, ...faultNames }, edge[1] ?? '');
    return edge[2] === 'made' ? faultBegins(name) : faultEnds(name);
  }
  return nameIn({ ...faultNames, ...phaseNames }, label);
}

function marksOf(source: TimeSource, spans: readonly Span[], context: ChartContext): readonly Mark[] {
  const isEdge = (t: number) =>
    spans.some(({ from, to }) => Math.abs(t - from) < 1.5 || Math.abs(t - to) < 1.5);
  return source.series.marks
    .filter((mark) => !(mark.kind === 'fault' && isEdge(mark.t)))
    .map(({ t, label, kind }) => ({
      x: t,
      kind,
      label: markName(label, source, context),
    }));
}

/** Every mark of the run in words: on the picture some find no room. */
function marksNote(source: TimeSource, context: ChartContext): string {
  const named = marksOf(source, [], context).map(
    ({ x, label }) => `${formatClock(x)} ${cleanText(label, 40)}`,
  );
  if (named.length === 0) return '';
  const more = named.length > MARKS_NOTED ? ' …' : '';
  return `${context.messages.charts.marks}: ${named.slice(0, MARKS_NOTED).join(', ')}${more}.`;
}

/** A plot over the time of the run. */
export function timePlot(
  source: TimeSource,
  panels: readonly Panel[],
  context: ChartContext,
  more: { readonly spans?: readonly Span[]; readonly marks?: readonly Mark[] } = {},
): Plot {
  const { series } = source;
  const [from, to] = [Math.min(0, series.t[0] ?? 0), Math.max(1, series.t.at(-1) ?? 1)];
  const spans = more.spans ?? source.spans;
  return {
    x: {
      kind: 'linear',
      label: context.messages.charts.timeAxis,
      domain: [from, to],
      format: formatClock,
      ticks: (most) => clockTicks(from, to, most),
    },
    panels: panels.filter((panel) => panel.lines.length > 0),
    spans,
    marks: more.marks ?? marksOf(source, spans, context),
  };
}

interface TableColumn {
  readonly column: Column;
  readonly label: string;
  readonly unit: string;
  readonly how: 'mean' | 'max';
}

function timeTable(
  id: string,
  title: string,
  source: TimeSource,
  wanted: readonly TableColumn[],
  context: ChartContext,
) {
  const { charts, report } = context.messages;
  const { series } = source;
  const columns = wanted.filter(({ column }) => hasFigures(series[column]));
  const rows = buckets(series.t.length, TABLE_ROWS);
  const first = rows[0];
  const step = (series.t[1] ?? 1) - (series.t[0] ?? 0);
  const seconds = first === undefined ? 1 : (first.to - first.from) * step;
  return context.table(
    id,
    title,
    [numeric(charts.time), ...columns.map(({ label }) => numeric(label))],
    rows.map((bucket) => [
      formatClock(series.t[bucket.from] ?? 0),
      ...columns.map(({ column, unit, how }) =>
        context.figure(summarise(series[column] ?? [], bucket, how), unit),
      ),
    ]),
    [report.everyRow(context.figure(seconds, 's')), marksNote(source, context)].join(' '),
  );
}

export function throughputChart(source: TimeSource, context: ChartContext): ChartView | null {
  const { series } = source;
  const { charts, tables } = context.messages;
  const panels: Panel[] = [
    {
      label: charts.perSecond,
      kind: 'linear',
      format: context.number,
      lines: [
        ...lineOf(series, 'requestsPerSecond', charts.requests, 0),
        ...lineOf(series, 'jobsPerSecond', charts.jobs, 1),
      ],
    },
    {
      label: `${charts.errors}, %`,
      kind: 'linear',
      format: context.percent,
      atLeast: 0.01,
      weight: 0.6,
      lines: lineOf(series, 'errorRate', charts.errors, 2),
    },
    {
      label: charts.users,
      kind: 'linear',
      format: context.number,
      weight: 0.45,
      lines: lineOf(series, 'users', charts.users, 3).map((each) => ({ ...each, steps: true })),
    },
  ];
  if (panels.slice(0, 2).every((panel) => panel.lines.length === 0)) return null;
  const table = timeTable(
    'throughput',
    charts.throughput.title,
    source,
    [
      { column: 'requestsPerSecond', label: tables.requestRate, unit: 'requests/s', how: 'mean' },
      { column: 'jobsPerSecond', label: tables.jobRate, unit: 'jobs/s', how: 'mean' },
      { column: 'errorRate', label: tables.errorRate, unit: 'share', how: 'mean' },
      { column: 'users', label: tables.users, unit: '', how: 'mean' },
    ],
    context,
  );
  return chartView('throughput', charts.throughput, table, timePlot(source, panels, context));
}

export function latencyChart(
  source: TimeSource,
  limitMs: number | null,
  context: ChartContext,
): ChartView | null {
  const { series } = source;
  const { charts } = context.messages;
  const lines = [
    ...lineOf(series, 'p50', 'p50', 0),
    ...lineOf(series, 'p95', 'p95', 1),
    ...lineOf(series, 'p99', 'p99', 2),
  ];
  if (lines.length === 0) return null;
  const panel: Panel = {
    label: `${charts.milliseconds} (${charts.logScale})`,
    kind: 'log',
    format: context.number,
    weight: 1.5,
    lines,
    limits:
      limitMs === null
        ? []
        : [{ value: limitMs, label: `p95: ${charts.limit} ${context.figure(limitMs, 'ms')}` }],
  };
  const columns = (['p50', 'p95', 'p99'] as const).map((column) => ({
    column,
    label: column,
    unit: 'ms',
    how: 'max' as const,
  }));
  const table = timeTable('latency', charts.latency.title, source, columns, context);
  return chartView('latency', charts.latency, table, timePlot(source, [panel], context));
}

export function resourcesChart(source: TimeSource, context: ChartContext): ChartView | null {
  const { series } = source;
  const { charts, tables } = context.messages;
  const wanted = [
    { column: 'queueLength', label: tables.queue, unit: 'count', axis: charts.queue, style: 1 },
    {
      column: 'cpuPercent',
      label: `${tables.cpu}, ${charts.percentOfACore}`,
      unit: '%',
      axis: `${charts.cpu}, ${charts.percentOfACore}`,
      style: 2,
    },
    { column: 'memoryMb', label: tables.memory, unit: 'MB', axis: `${charts.memory}, MB`, style: 0 },
  ] as const;
  const panels = wanted.map(
    ({ column, axis, style }): Panel => ({
      label: axis,
      kind: 'linear',
      format: context.number,
      weight: 0.6,
      fromZero: column !== 'memoryMb',
      lines: lineOf(series, column, axis.split(',')[0] ?? axis, style),
    }),
  );
  if (panels.every((panel) => panel.lines.length === 0)) return null;
  const columns = wanted.map(({ column, label, unit }) => ({ column, label, unit, how: 'max' as const }));
  const table = timeTable('resources', charts.resources.title, source, columns, context);
  return chartView('resources', charts.resources, table, timePlot(source, panels, context));
}
