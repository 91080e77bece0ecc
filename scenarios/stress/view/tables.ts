import { knownDigits } from '../../../reports/render/known-digits.ts';
import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import type { StressDetails } from '../details.ts';

type Stress = StressDetails;

function heightRows({ capacity }: Stress, context: TableContext): string[][] {
  if (capacity === undefined || capacity === null) return [];
  const { tables } = context.messages;
  const { figure, interval } = context;
  const { jobsPerSecond, low, high, users, usersBelow, reached } = capacity;
  // With the digits that the answer has: it is the same figure.
  const rounded = knownDigits(jobsPerSecond, low, high);
  const ends = [low, high].map((end) => (end === null ? null : rounded(end)));
  const height = `${figure(rounded(jobsPerSecond), 'jobs/s')} (${interval(ends[0] ?? null, ends[1] ?? null, 'jobs/s')})`;
  if (!reached) return [[tables.stillRising, height]];
  const knee = figure(users, 'users');
  return [
    [tables.height, height],
    [tables.knee, usersBelow === null ? knee : tables.kneeAbove(knee, figure(usersBelow, 'users'))],
  ];
}

function capacityRows(details: Stress, context: TableContext): string[][] {
  const { tables } = context.messages;
  const { figure, text, duration, count } = context;
  const users = (value: number | null) => (value === null ? tables.notReached : figure(value, 'users'));
  const { maxUsers, usersAtThinkTime: thinking, cost } = details;
  const rows = [
    ...heightRows(details, context),
    [tables.highestGood, users(maxUsers.good)],
    [tables.lowestBad, users(maxUsers.bad)],
    [tables.breakingReason, text(details.breakingReason)],
    [tables.firstSaturated, text(details.firstSaturated)],
    ...(details.utilization ?? []).map(({ resource, share, of }) => [
      tables.inUse[resource],
      of === undefined
        ? context.share(Number(share.toFixed(2)))
        : tables.partOf(context.number(Number((share * of).toFixed(1))), context.number(of)),
    ]),
    [tables.peakJobs, figure(details.peakJobsPerSecond, 'jobs/s')],
    [tables.littleGap, figure(details.littleGapPercent, '%')],
  ];
  if (thinking !== undefined) {
    const range = context.messages.report.intervalOf(users(thinking.good), users(thinking.bad));
    rows.push([tables.usersAtThinkTime(duration(thinking.thinkSeconds)), range]);
  }
  if (cost !== undefined) {
    rows.push([tables.cost, tables.costValue(count(cost.requests), duration(cost.seconds))]);
    if (cost.rampRequests !== undefined && cost.rampSeconds !== undefined) {
      rows.push([tables.rampCost, tables.costValue(count(cost.rampRequests), duration(cost.rampSeconds))]);
    }
  }
  return rows;
}

function modelTable({ usl, uslReason }: Stress, context: TableContext): TableView | null {
  const { tables } = context.messages;
  const { figure, text, interval } = context;
  const columns = [tables.figure, numeric(tables.value), numeric(tables.interval)];
  if (usl === null) {
    return uslReason === undefined
      ? null
      : context.table('model', tables.model, columns, [[tables.modelMissing, text(uslReason), '–']]);
  }
  const peak = (value: number | null, unit: string) => (value === null ? tables.noPeak : figure(value, unit));
  const between = (range: readonly [number | null, number | null] | undefined, unit: string) =>
    range === undefined ? '–' : interval(range[0], range[1], unit);
  return context.table(
    'model',
    tables.model,
    columns,
    [
      [tables.sigma, figure(usl.sigma, ''), '–'],
      [tables.kappa, figure(usl.kappa, ''), '–'],
      [tables.lambda, figure(usl.lambda, 'jobs/s'), '–'],
      [tables.peakUsers, peak(usl.peakUsers, 'users'), between(usl.interval?.peakUsers, 'users')],
      [
        tables.peakThroughput,
        peak(usl.peakThroughput, 'jobs/s'),
        between(usl.interval?.peakThroughput, 'jobs/s'),
      ],
    ],
    usl.extrapolated ? tables.extrapolated : undefined,
  );
}

export function stressTables(details: Stress, context: TableContext): readonly (TableView | null)[] {
  const { tables } = context.messages;
  const { figure, ms, share, count, duration, text } = context;
  return [
    context.table(
      'capacity',
      tables.capacity,
      [tables.figure, numeric(tables.value)],
      capacityRows(details, context),
    ),
    context.table(
      'steps',
      details.mode === 'search' ? tables.stepsSearch : tables.steps,
      [
        ...[tables.users, tables.seconds, tables.jobRate, tables.requestRate, tables.errorRate].map(numeric),
        ...['p50', 'p95', tables.samples].map(numeric),
        tables.verdict,
        ...(details.mode === 'search' ? [tables.purpose] : []),
        tables.reason,
      ],
      details.steps.map((step) => [
        count(step.users),
        duration(step.seconds),
        figure(step.jobsPerSecond, 'jobs/s'),
        figure(step.requestsPerSecond, 'requests/s'),
        share(step.errorRate),
        ms(step.p50),
        ms(step.p95),
        count(step.n),
        tables.stepVerdict[step.verdict],
        ...(details.mode === 'search' ? [text(step.purpose)] : []),
        text(step.reason),
      ]),
    ),
    modelTable(details, context),
  ];
}
