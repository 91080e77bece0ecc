/** The reports of the load family: all of them have the same tables, and no chart of their own. */
import type { ScenarioSpec } from '../../../lib/scenario.ts';
import type { ScenarioAnalysis } from '../../../reports/analysis/scenario-analysis.ts';
import type { ScenarioReport } from '../../../reports/scenario-report.ts';
import { loadAnalysis } from './analysis.ts';
import { type LoadDetails, loadDetails } from './details.ts';
import { loadTables } from './tables.ts';

export function loadReport(
  spec: ScenarioSpec,
  analysis: ScenarioAnalysis<LoadDetails> = loadAnalysis,
): ScenarioReport<LoadDetails> {
  return {
    spec,
    details: loadDetails,
    analysis,
    view: { tables: loadTables, comparesTraffic: true, keyFigures: true },
  };
}
