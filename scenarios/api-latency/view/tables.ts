import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import { faultTables } from '../../shared/faults/tables.ts';
import type { ApiDetails } from '../details.ts';

export function apiLatencyTables(details: ApiDetails, context: TableContext): readonly (TableView | null)[] {
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
