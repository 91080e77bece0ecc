import type { DetailsOf } from '../../result-schema.ts';
import { formatClock, formatP } from '../format.ts';
import { numeric, type TableView } from '../table.ts';
import type { TableContext } from './context.ts';

export function soakTables(details: DetailsOf<'soak'>, context: TableContext): readonly (TableView | null)[] {
  const { tables } = context.messages;
  const { figure, ms, share, count, interval, text } = context;
  // Shares change by points of a per cent; an outlook is a level, without the hour.
  const perHour = (value: number | null, unit: string): readonly [number | null, string] =>
    unit === 'share/h' ? [value === null ? null : value * 100, '%/h'] : [value, unit];
  const slope = (value: number | null, unit: string) => figure(...perHour(value, unit));
  const between = (low: number | null, high: number | null, unit: string) =>
    interval(perHour(low, unit)[0], ...perHour(high, unit));
  const levelUnit = (unit: string) => unit.replace(/\/h$/, '').replace(/^1$/, 'count');
  return [
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
        figure(window.cpuPercent, '%'),
        figure(window.dbConnections, 'count'),
        figure(window.queueLength, 'count'),
        count(window.n),
      ]),
    ),
  ];
}
