import { type ChartContext, chartView } from '../../../reports/charts/build.ts';
import { drawRows } from '../../../reports/charts/rows.ts';
import type { ChartView } from '../../../reports/charts/types.ts';
import { cleanText } from '../../../reports/render/escape.ts';
import { numeric } from '../../../reports/render/table.ts';
import type { MultitenantDetails } from '../details.ts';

const MAX_TENANTS = 20;

type Multitenant = MultitenantDetails;

/** p50 to p95 of each tenant, the slowest first. */
export function tenantsChart(details: Multitenant, context: ChartContext): ChartView | null {
  const { charts, tables } = context.messages;
  const known = details.perTenant.flatMap((tenant) =>
    tenant.p95 === null ? [] : [{ ...tenant, p95: tenant.p95, p50: tenant.p50 ?? tenant.p95 }],
  );
  if (known.length === 0) return null;
  const shown = [...known].sort((a, b) => b.p95 - a.p95).slice(0, MAX_TENANTS);
  const note = shown.length < known.length ? ` ${charts.slowest(shown.length, known.length)}` : '';
  const words = { title: charts.tenants.title + note, description: charts.tenants.description };
  const table = context.table(
    'tenants',
    words.title,
    [tables.workspace, ...['p50', 'p95', tables.share, tables.samples].map(numeric)],
    shown.map((tenant) => [
      cleanText(tenant.workspace, 80),
      context.figure(tenant.p50, 'ms'),
      context.figure(tenant.p95, 'ms'),
      context.figure(tenant.share, 'share'),
      context.number(tenant.n),
    ]),
  );
  return chartView('tenants', words, table, (frame, size) =>
    drawRows(
      {
        rows: shown.map((tenant) => ({
          name: cleanText(tenant.workspace, 34),
          bar: { from: tenant.p50, to: tenant.p95 },
          text: context.figure(tenant.p95, 'ms'),
          style: 0,
          look: 'interval',
        })),
        domain: [0, Math.max(...shown.map(({ p95 }) => p95))],
        fromZero: true,
        axis: `p50 ○ – p95 ■, ${charts.milliseconds}`,
        format: context.number,
        ticks: null,
      },
      frame,
      size,
    ),
  );
}

/** p50 and p95 against the number of tenants at the same total load. */
export function scalingChart(details: Multitenant, context: ChartContext): ChartView | null {
  const { charts, tables } = context.messages;
  const points = details.scaling.points.filter(({ tenants, p95 }) => tenants > 0 && p95 !== null);
  if (points.length < 2) return null;
  const lineOf = (pick: (point: (typeof points)[number]) => number | null) => [
    points.flatMap((point) => {
      const y = pick(point);
      return y === null ? [] : [{ x: point.tenants, y }];
    }),
  ];
  const counts = points.map(({ tenants }) => tenants);
  const table = context.table(
    'scaling',
    charts.scaling.title,
    [tables.tenants, 'p50', 'p95', tables.jobRate, tables.samples].map(numeric),
    points.map((point) => [
      context.number(point.tenants),
      context.figure(point.p50, 'ms'),
      context.figure(point.p95, 'ms'),
      context.figure(point.jobsPerSecond, 'jobs/s'),
      context.number(point.n),
    ]),
  );
  return chartView('scaling', charts.scaling, table, {
    x: {
      kind: 'log',
      label: tables.tenants,
      domain: [Math.min(...counts), Math.max(...counts)],
      format: context.number,
      ticks: (most) => counts.filter((_, index) => index % Math.ceil(counts.length / (most + 2)) === 0),
    },
    panels: [
      {
        label: `${charts.milliseconds} (${charts.logScale})`,
        kind: 'log',
        format: context.number,
        weight: 1.2,
        lines: [
          { name: 'p50', style: 0, mode: 'both', stretches: lineOf(({ p50 }) => p50) },
          { name: 'p95', style: 1, mode: 'both', stretches: lineOf(({ p95 }) => p95) },
        ],
      },
    ],
  });
}
