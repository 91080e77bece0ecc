import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import type { WebhookDetails } from '../details.ts';

export function webhookTables(details: WebhookDetails, context: TableContext): readonly (TableView | null)[] {
  const { tables, verdict } = context.messages;
  const { count, text } = context;
  return [
    context.table(
      'arms',
      tables.arms,
      [
        tables.arm,
        ...[tables.rounds, tables.sent, tables.accepted, tables.sideEffects, tables.expected].map(numeric),
        tables.verdict,
        tables.reason,
      ],
      details.arms.map((arm) => [
        context.name(tables.armNames, arm.name),
        count(arm.rounds),
        count(arm.sent),
        count(arm.accepted),
        count(arm.sideEffects),
        count(arm.expected),
        verdict[arm.verdict],
        text(arm.detail),
      ]),
    ),
  ];
}
