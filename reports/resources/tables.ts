/** The system's machines as tables of the report. */

import { numeric, type TableView } from '../render/table.ts';
import type { TableContext } from '../render/tables/context.ts';
import type { Result } from '../result-schema.ts';
import { resourceMessages } from './messages.ts';

export function machineTables(result: Result, context: TableContext): readonly (TableView | null)[] {
  const { parts = [], databases = [] } = result.resources ?? {};
  const { table: words } = resourceMessages(context.language);
  const { figure, count, share, table, text } = context;
  const cores = (percent: number | null) => figure(percent === null ? null : percent / 100, '');
  const limit = (value: string, known: number | null) => (known === null ? '–' : value);
  return [
    parts.length === 0
      ? null
      : table(
          'machines',
          words.parts,
          [
            words.part,
            words.source,
            ...[
              words.cpuMean,
              words.cpuMax,
              words.cpuLimit,
              words.memoryMax,
              words.memoryLimit,
              words.throttled,
            ].map(numeric),
          ],
          parts.map((part) => [
            part.scope === 'machine' ? words.machine(text(part.part)) : text(part.part),
            part.source,
            cores(part.cpuPercent),
            cores(part.cpuPercentMax),
            limit(cores(part.cpuLimitPercent), part.cpuLimitPercent),
            figure(part.memoryMbMax, 'MB'),
            limit(figure(part.memoryLimitMb, 'MB'), part.memoryLimitMb),
            limit(share(part.throttledShare), part.throttledShare),
          ]),
          words.partsNote,
        ),
    databases.length === 0
      ? null
      : table(
          'databases',
          words.databases,
          [
            words.database,
            ...[
              words.connections,
              words.active,
              words.idleInTransaction,
              words.waitingForLock,
              words.cacheHits,
              words.longestTransaction,
              words.queueGrowth,
            ].map(numeric),
          ],
          databases.map((one) => [
            text(one.part),
            `${count(one.connectionsMax)} (${count(one.maxConnections)})`,
            count(one.activeMax),
            count(one.idleInTransactionMax),
            count(one.waitingForLockMax),
            share(one.cacheHitShare),
            figure(one.longestTransactionSeconds, 's'),
            figure(one.queueTableGrowthMb, 'MB'),
          ]),
        ),
  ];
}
