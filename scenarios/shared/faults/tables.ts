import { formatTime } from '../../../reports/render/format.ts';
import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import { phaseTable } from '../phase-table.ts';
import type { FaultDetails } from './details.ts';

/** @param answers who waited for an answer, where the scenario has such clients. */
export function faultTables(
  details: FaultDetails,
  context: TableContext,
  answers: TableView | null = null,
): readonly (TableView | null)[] {
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
    answers,
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
