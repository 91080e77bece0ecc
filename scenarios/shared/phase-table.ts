/** The table of a run's phases. */
import { formatClock } from '../../reports/render/format.ts';
import { numeric, type TableView } from '../../reports/render/table.ts';
import type { TableContext } from '../../reports/render/tables/context.ts';
import type { PhaseFigures } from '../../reports/result/phase-figures.ts';
import { GIVE_UP_MS } from './faults/limits.ts';
import { TIMED_OUT } from './faults/load/statuses.ts';

function statusText(statuses: PhaseFigures['statuses'], context: TableContext): string {
  const { tables } = context.messages;
  const statusName = (status: string) =>
    status === '0'
      ? tables.noAnswer
      : status === TIMED_OUT
        ? tables.noAnswerWithin(context.duration(GIVE_UP_MS / 1000))
        : status;
  const parts = Object.entries(statuses ?? {})
    .slice(0, 12)
    .map(([status, times]) => `${statusName(status)}: ${context.count(times)}`);
  return parts.length === 0 ? '–' : context.text(parts.join(', '));
}

export function phaseTable(
  phases: readonly (PhaseFigures & { users?: number })[],
  context: TableContext,
): TableView | null {
  const { tables } = context.messages;
  const { figure, ms, share, count, duration } = context;
  const withUsers = phases.some((phase) => phase.users !== undefined);
  const withStatuses = phases.some((phase) => phase.statuses !== undefined);
  return context.table(
    'phases',
    tables.phases,
    [
      tables.phase,
      ...(withUsers ? [numeric(tables.users)] : []),
      ...[tables.start, tables.seconds, tables.jobRate, tables.errorRate, 'p50', 'p95', tables.samples].map(
        numeric,
      ),
      ...(withStatuses ? [tables.statuses] : []),
    ],
    phases.map((phase) => [
      context.name(tables.phaseNames, phase.name),
      ...(withUsers ? [phase.users === undefined ? '–' : count(phase.users)] : []),
      formatClock(phase.startSeconds),
      duration(phase.seconds),
      figure(phase.jobsPerSecond, 'jobs/s'),
      share(phase.errorRate),
      ms(phase.p50),
      ms(phase.p95),
      count(phase.n),
      ...(withStatuses ? [statusText(phase.statuses, context)] : []),
    ]),
  );
}
