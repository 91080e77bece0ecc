import { type ChartContext, chartView } from '../../../reports/charts/build.ts';
import type { Point } from '../../../reports/charts/downsample.ts';
import type { Line, Panel } from '../../../reports/charts/plot.ts';
import type { ChartView } from '../../../reports/charts/types.ts';
import { numeric } from '../../../reports/render/table.ts';
import { uslThroughput } from '../../../reports/stats/usl-model.ts';
import type { StressDetails } from '../details.ts';
import { uslBand } from './usl-band.ts';

const CURVE_POINTS = 48;

type Stress = StressDetails;
type Step = Stress['steps'][number];

/** A point of each step with the figure; its marker says whether the step was good. */
function stepLine(steps: readonly Step[], pick: (step: Step) => number | null, name: string): Line {
  const shapes = { good: 'circle', bad: 'cross', inconclusive: 'ring' } as const;
  const found = steps.flatMap((step) => {
    const y = pick(step);
    return y === null ? [] : [{ point: { x: step.users, y }, shape: shapes[step.verdict] }];
  });
  const shapeOf = new Map<Point, (typeof found)[number]['shape']>(
    found.map(({ point, shape }) => [point, shape]),
  );
  return {
    name,
    style: 0,
    stretches: found.map(({ point }) => [point]),
    mode: 'points',
    shapeOf: (point) => shapeOf.get(point) ?? 'circle',
  };
}

function modelOf({ usl, steps }: Stress, highest: number) {
  if (usl === null) return null;
  const users = Array.from(
    { length: CURVE_POINTS },
    (_, index) => 1 + ((highest - 1) * index) / (CURVE_POINTS - 1),
  );
  const levels = steps.flatMap((step) =>
    step.jobsPerSecond === null || step.users <= 0
      ? []
      : [{ users: step.users, throughput: step.jobsPerSecond }],
  );
  return {
    curve: users.map((x) => ({ x, y: uslThroughput(usl, x) })),
    band: uslBand(levels, usl, users),
  };
}

/** Throughput and latency of each step against its users, with the model's curve and band. */
export function capacityChart(
  details: Stress,
  latencyLimitMs: number | null,
  context: ChartContext,
): ChartView | null {
  const { charts, tables } = context.messages;
  const steps = details.steps.filter((step) => step.jobsPerSecond !== null || step.p95 !== null);
  if (steps.length === 0) return null;
  const highest = Math.max(2, ...steps.map((step) => step.users)) * 1.04;
  const model = modelOf(details, highest);
  const legend = `● ${charts.good}, ✕ ${charts.bad}, ○ ${charts.open}`;
  const panels: Panel[] = [
    {
      label: charts.throughputAxis,
      detail: legend,
      kind: 'linear',
      format: context.number,
      weight: 1.3,
      lines: [
        ...(model === null
          ? []
          : [{ name: charts.model, style: 1 as const, stretches: [model.curve], mode: 'line' as const }]),
        stepLine(steps, (step) => step.jobsPerSecond, charts.measured),
      ],
      bands: model === null || model.band.length === 0 ? [] : [{ style: 1, points: model.band }],
    },
    {
      label: charts.latencyAxis,
      kind: 'log',
      format: context.number,
      lines: [stepLine(steps, (step) => step.p95, 'p95')],
      limits:
        latencyLimitMs === null
          ? []
          : [{ value: latencyLimitMs, label: `${charts.limit} ${context.figure(latencyLimitMs, 'ms')}` }],
    },
  ];
  const { good, bad } = details.maxUsers;
  const rows = [...steps].sort((a, b) => a.users - b.users);
  const nearest = (users: number) =>
    model?.band.reduce((best, each) => (Math.abs(each.x - users) < Math.abs(best.x - users) ? each : best));
  const table = context.table(
    'capacity',
    charts.capacity.title,
    [...[tables.users, tables.jobRate, charts.model, charts.band, 'p95'].map(numeric), tables.verdict],
    rows.map((step) => {
      const band = model === null || model.band.length === 0 ? undefined : nearest(step.users);
      return [
        context.number(step.users),
        context.figure(step.jobsPerSecond, 'jobs/s'),
        details.usl === null ? '–' : context.figure(uslThroughput(details.usl, step.users), 'jobs/s'),
        band === undefined
          ? '–'
          : context.messages.report.intervalOf(
              context.figure(band.low, 'jobs/s'),
              context.figure(band.high, 'jobs/s'),
            ),
        context.figure(step.p95, 'ms'),
        tables.stepVerdict[step.verdict],
      ];
    }),
    details.usl?.extrapolated ? `${charts.model}: ${tables.extrapolated}` : undefined,
  );
  return chartView('capacity', charts.capacity, table, {
    x: {
      kind: 'linear',
      label: charts.users,
      domain: [0, highest],
      format: context.number,
      ticks: () => null,
    },
    panels,
    marks: [
      ...(good === null
        ? []
        : [{ x: good, label: `${charts.good}: ${context.number(good)}`, kind: 'value' as const }]),
      ...(bad === null
        ? []
        : [{ x: bad, label: `${charts.bad}: ${context.number(bad)}`, kind: 'fault' as const }]),
    ],
  });
}
