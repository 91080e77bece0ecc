/** How latency is distributed: the share of jobs that were completed within a time, with the limit and percentiles. */

import { scopeText } from '../render/scope.ts';
import { numeric } from '../render/table.ts';
import type { Result } from '../result-schema.ts';
import { type ChartContext, chartView } from './build.ts';
import type { Mark } from './marks.ts';
import type { ChartView } from './types.ts';

/** Fewer say no more than the table. */
const LEAST = 5;
const NAMED: readonly number[] = [0.5, 0.95, 0.99];

const percentName = (level: number): string => `p${Number((level * 100).toFixed(2))}`;

export function distributionChart(
  { traffic }: Result,
  limitMs: number | null,
  context: ChartContext,
): ChartView | null {
  const { charts, tables } = context.messages;
  const known = (traffic.jobs.quantiles ?? []).filter(({ ms }) => ms > 0);
  const [first, last] = [known[0], known.at(-1)];
  if (known.length < LEAST || first === undefined || last === undefined || last.ms <= first.ms) return null;
  const near = limitMs !== null && limitMs <= last.ms * 8;
  const marks: Mark[] = [
    ...known
      .filter(({ level }) => NAMED.includes(level))
      .map(
        ({ level, ms }): Mark => ({
          x: ms,
          label: `${percentName(level)} ${context.figure(ms, 'ms')}`,
          kind: 'value',
        }),
      ),
    ...(near && limitMs !== null
      ? [
          {
            x: limitMs,
            label: `${charts.limit} ${context.figure(limitMs, 'ms')}`,
            kind: 'limit',
          } satisfies Mark,
        ]
      : []),
  ];
  const highest = Math.max(last.ms, near && limitMs !== null ? limitMs : 0);
  const far = limitMs !== null && !near ? ` (${charts.limit}: ${context.figure(limitMs, 'ms')})` : '';
  const scope = scopeText(traffic, context.language);
  const words = {
    title: charts.distribution.title,
    description: `${charts.distribution.description} (${scope})`,
  };
  const table = context.table(
    'distribution',
    charts.distribution.title,
    [charts.distribution.share, numeric(tables.jobLatency)],
    known.map(({ level, ms }) => [context.percent(level), context.figure(ms, 'ms')]),
  );
  return chartView('distribution', words, table, {
    x: {
      kind: 'log',
      label: `${charts.distribution.axis}${far}`,
      domain: [first.ms, highest],
      format: context.number,
      ticks: () => null,
    },
    panels: [
      {
        label: charts.distribution.share,
        kind: 'linear',
        format: context.percent,
        lines: [
          {
            name: '',
            named: false,
            style: 0,
            mode: 'both',
            stretches: [known.map(({ level, ms }) => ({ x: ms, y: level }))],
          },
        ],
        atLeast: 1,
      },
    ],
    marks,
  });
}
