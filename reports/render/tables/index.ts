import type { Language } from '../../../lib/i18n/types.ts';
import { machineTables } from '../../resources/tables.ts';
import type { Result } from '../../result-schema.ts';
import { scenarioReport } from '../../scenario-report.ts';
import type { TableView } from '../table.ts';
import { tableContext } from './context.ts';
import { trafficTables } from './traffic.ts';

/** Every table of figures of a result: what the scenario is about first, then traffic and resources. */
export function detailTables(result: Result, language: Language): readonly TableView[] {
  const context = tableContext(language, result.resources?.cores);
  const { view } = scenarioReport(result.scenario);
  return [
    ...view.tables(result.details, context),
    ...trafficTables(result, context),
    ...machineTables(result, context),
  ].filter((table) => table !== null);
}
