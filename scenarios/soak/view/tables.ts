import { formatClock, formatP } from '../../../reports/render/format.ts';
import { amountText, changeText } from '../../../reports/render/slope.ts';
import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import type { SoakDetails } from '../details.ts';

/** What the trends came to in the time that was measured, which is what the answer speaks of. */
function changesTable(
  { trends }: SoakDetails,
  seconds: number,
  { language, duration, table, name, messages: { tables, report } }: TableContext,
): TableView | null {
  const amount = (value: number | null, unit: string) =>
    value === null ? report.noSamples : amountText(value, unit, seconds, language);
  const change = (value: number | null, unit: string) =>
    value === null ? '–' : changeText(value, unit, seconds, language);
  return table(
    'changes',
    tables.changes(duration(seconds)),
    [
      tables.metric,
      ...[tables.change, tables.interval, tables.budgetOfRun, tables.smallestChange].map(numeric),
    ],
    trends.map(({ metric, unit, slopePerHour, low, high, budgetPerHour, minimumDetectable }) => [
      name(tables.metricNames, metric),
      change(slopePerHour, unit),
      low === null && high === null ? '–' : report.intervalOf(change(low, unit), change(high, unit)),
      amount(budgetPerHour, unit),
      amount(minimumDetectable, unit),
    ]),
  );
}

export function soakTables(details: SoakDetails, context: TableContext): readonly (TableView | null)[] {
  const { tables } = context.messages;
  const { figure, ms, share, count, interval, text } = context;
  // Shares change by points of a per cent; an outlook is a level, without the hour.
  const perHour = (value: number | null, unit: string): readonly [number | null, string] =>
    unit === 'share/h' ? [value === null ? null : value * 100, '%/h'] : [value, unit];
  const slope = (value: number | null, unit: string) => figure(...perHour(value, unit));
  const between = (low: number | null, high: number | null, unit: string) =>
    interval(perHour(low, unit)[0], ...perHour(high, unit));
  const levelUnit = (unit: string) => unit.replace(/\/h$/, '').replace(/^1$/, 'count');
  const seconds = details.measuredSeconds;
  return [
    seconds === undefined ? null : changesTable(details, seconds, context),
    context.table(
      'trends',
      tables.trends,
      [
        tables.metric,
        tables.verdict,
        ...[
          tables.slopePerHour,
          tables.interval,
          tables.pValue,
          tables.budget,
          tables.minimumDetectable,
          tables.outlook24h,
        ].map(numeric),
        tables.reason,
      ],
      details.trends.map((trend) => [
        context.name(tables.metricNames, trend.metric),
        tables.trendVerdict[trend.verdict],
        slope(trend.slopePerHour, trend.unit),
        between(trend.low, trend.high, trend.unit),
        formatP(trend.p, context.language),
        slope(trend.budgetPerHour, trend.unit),
        slope(trend.minimumDetectable, trend.unit),
        trend.outlook24h === undefined
          ? '–'
          : `${figure(trend.outlook24h.value, levelUnit(trend.unit))} (${interval(trend.outlook24h.low, trend.outlook24h.high, levelUnit(trend.unit))})`,
        text(trend.reason),
      ]),
    ),
    context.table(
      'windows',
      tables.windows,
      [
        tables.window,
        tables.start,
        tables.jobRate,
        'p50',
        'p95',
        tables.errorRate,
        tables.memoryFloor,
        tables.cpu,
        tables.dbConnections,
        tables.queue,
        tables.samples,
      ].map(numeric),
      details.windows.map((window) => [
        count(window.index),
        formatClock(window.startSeconds),
        figure(window.jobsPerSecond, 'jobs/s'),
        ms(window.p50),
        ms(window.p95),
        share(window.errorRate),
        figure(window.memoryFloorMb, 'MB'),
        context.cores(window.cpuPercent),
        figure(window.dbConnections, 'count'),
        figure(window.queueLength, 'count'),
        count(window.n),
      ]),
    ),
  ];
}
