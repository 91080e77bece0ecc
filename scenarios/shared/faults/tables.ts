import { GIVE_UP_MS } from '../../../lib/criteria/resilience.ts';
import { formatClock, formatTime } from '../../../reports/render/format.ts';
import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import type { DetailsOf } from '../../../reports/result-schema.ts';
import { TIMED_OUT } from './load/statuses.ts';

type Tables = readonly (TableView | null)[];
type Phase = (DetailsOf<'db-outage'> | DetailsOf<'load'>)['phases'][number];
type FaultDetails = DetailsOf<'db-outage'> | DetailsOf<'api-latency'>;

function statusText(statuses: Phase['statuses'], context: TableContext): string {
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

function phaseTable(
  phases: readonly (Phase & { users?: number })[],
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

export function loadTables(details: DetailsOf<'load'>, context: TableContext): Tables {
  const { tables } = context.messages;
  const recovery = details.timeToRecoverSeconds;
  return [
    phaseTable(details.phases, context),
    recovery === undefined
      ? null
      : context.table(
          'recovery',
          tables.recovery,
          [tables.figure, numeric(tables.value)],
          [[tables.timeToRecover, context.figure(recovery, 's')]],
        ),
  ];
}

export function faultTables(details: FaultDetails, context: TableContext): Tables {
  const { tables, charts } = context.messages;
  const { count, text, figure, share, duration } = context;
  const { fault, jobs } = details;
  const columns = [tables.figure, numeric(tables.value)];
  const happened = (seconds: number | null, otherwise: string) =>
    seconds === null ? otherwise : figure(seconds, 's');
  return [
    context.table('recovery', tables.recovery, columns, [
      [tables.timeToDetect, happened(details.timeToDetectSeconds, charts.notDetected)],
      [tables.timeToRecover, happened(details.timeToRecoverSeconds, charts.notRecovered)],
      ...(typeof details.relapsedAfterSeconds === 'number'
        ? [[tables.relapsedAfter, figure(details.relapsedAfterSeconds, 's')]]
        : []),
      ...(details.visibleLoss === undefined || details.visibleLoss === null
        ? []
        : [
            [tables.visibleLossSecond, share(details.visibleLoss.second)],
            [tables.visibleLossLasting, share(details.visibleLoss.lasting)],
          ]),
      ...(details.backlogDrainSeconds === undefined
        ? []
        : [[tables.backlogDrain, figure(details.backlogDrainSeconds, 's')]]),
    ]),
    context.table('job-accounts', tables.jobAccounts, columns, [
      [tables.accepted, count(jobs.accepted)],
      [tables.jobsCompleted, count(jobs.completed)],
      [tables.jobsFailed, count(jobs.failed)],
      [tables.jobsLost, count(jobs.lost)],
      ...(jobs.unfinished === undefined ? [] : [[tables.jobsUnfinished, count(jobs.unfinished)]]),
      ...(jobs.untold === undefined ? [] : [[tables.jobsUntold, count(jobs.untold)]]),
      [tables.jobsDuplicated, count(jobs.duplicated)],
    ]),
    phaseTable(details.phases, context),
    answersTable(details, context),
    context.table('fault', tables.fault, columns, [
      [tables.faultKind, context.name(tables.faultNames, fault.kind)],
      [tables.backend, text(fault.backend)],
      [tables.startedAt, formatTime(fault.startedAt)],
      [tables.clearedAt, formatTime(fault.clearedAt)],
      ...(fault.startedSeconds === null || fault.clearedSeconds === null
        ? []
        : [[tables.faultLength, duration(fault.clearedSeconds - fault.startedSeconds)]]),
    ]),
  ];
}

/** Who waited for an answer in the outage. */
function answersTable(details: FaultDetails, context: TableContext): TableView | null {
  if (details.kind !== 'db-outage' || details.answers === undefined) return null;
  const { tables } = context.messages;
  const { count, ms, duration } = context;
  const { waited, answered, unanswered, patienceMs, p50, p95, judged } = details.answers;
  // A percentile among those without an answer is known to be longer than they waited.
  const time = (value: number | null) =>
    value === null && waited > 0 ? `> ${duration(patienceMs / 1000)}` : ms(value);
  return context.table(
    'outage-answers',
    tables.outageAnswers,
    [tables.figure, numeric(tables.value)],
    [
      [tables.waitingClients, count(waited)],
      [tables.answeredClients, count(answered)],
      [tables.noAnswerWithin(duration(patienceMs / 1000)), count(unanswered)],
      [tables.answerTime('p50'), time(p50)],
      [tables.answerTime('p95'), time(p95)],
      [tables.judgedAnswers, count(judged)],
    ],
  );
}

export function apiLatencyTables(details: DetailsOf<'api-latency'>, context: TableContext): Tables {
  const { tables } = context.messages;
  const { ms, figure, interval, count, share } = context;
  const { bystanders, callers } = details;
  return [
    context.table(
      'bystanders',
      tables.bystanders,
      [tables.figure, numeric(tables.value), numeric(tables.interval)],
      [
        [tables.quietP95, ms(bystanders.quietP95), '–'],
        [tables.faultP95, ms(bystanders.faultP95), '–'],
        [tables.ratio, figure(bystanders.ratio, 'ratio'), interval(bystanders.low, bystanders.high, 'ratio')],
        [tables.busyWorkers, share(details.busyWorkersShare), '–'],
      ],
    ),
    context.table(
      'callers',
      tables.callers,
      [tables.figure, numeric(tables.jobs)],
      [
        [tables.succeeded, count(callers.succeeded)],
        [tables.degraded, count(callers.degraded)],
        [tables.failed, count(callers.failed)],
        [tables.overTimeout, count(callers.overTimeout)],
      ],
    ),
    ...faultTables(details, context),
  ];
}
