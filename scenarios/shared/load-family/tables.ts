import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import { phaseTable } from '../phase-table.ts';
import type { LoadDetails } from './details.ts';

export function loadTables(details: LoadDetails, context: TableContext): readonly (TableView | null)[] {
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
