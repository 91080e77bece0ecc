import type { Language } from '../../../lib/i18n/types.ts';
import { multitenantTables } from '../../../scenarios/multitenant/view/tables.ts';
import { apiLatencyTables, faultTables, loadTables } from '../../../scenarios/shared/faults/tables.ts';
import { soakTables } from '../../../scenarios/soak/view/tables.ts';
import { stressTables } from '../../../scenarios/stress/view/tables.ts';
import type { Result } from '../../result-schema.ts';
import type { TableView } from '../table.ts';
import { type TableContext, tableContext } from './context.ts';
import { securityTables, webhookTables } from './probes.ts';
import { trafficTables } from './traffic.ts';

function scenarioTables(result: Result, context: TableContext): readonly (TableView | null)[] {
  const { details } = result;
  switch (details.kind) {
    case 'load':
      return loadTables(details, context);
    case 'stress':
      return stressTables(details, context);
    case 'soak':
      return soakTables(details, context);
    case 'multitenant':
      return multitenantTables(details, context);
    case 'db-outage':
      return faultTables(details, context);
    case 'api-latency':
      return apiLatencyTables(details, context);
    case 'duplicate-webhooks':
      return webhookTables(details, context);
    case 'security':
      return securityTables(details, context);
    default:
      return details satisfies never;
  }
}

/** Every table of figures of a result: what the scenario is about first, then traffic and resources. */
export function detailTables(result: Result, language: Language): readonly TableView[] {
  const context = tableContext(language, result.resources?.cores);
  return [...scenarioTables(result, context), ...trafficTables(result, context)].filter(
    (table) => table !== null,
  );
}
