import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import { faultTables } from '../../shared/faults/tables.ts';
import type { OutageDetails } from '../details.ts';

/** Who waited for an answer in the outage. */
function answersTable(details: OutageDetails, context: TableContext): TableView | null {
  if (details.answers === undefined) return null;
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

export function outageTables(details: OutageDetails, context: TableContext): readonly (TableView | null)[] {
  return faultTables(details, context, answersTable(details, context));
}
