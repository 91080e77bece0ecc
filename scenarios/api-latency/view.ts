/** What a reader sees of a slow third party. */
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import type { FaultFamilySettings } from '../shared/faults/settings.ts';
import { FAULT_VIEW } from '../shared/faults/view.ts';
import { apiLatencyAnalysis } from './analysis.ts';
import { type ApiDetails, apiLatencyDetails } from './details.ts';
import { apiLatencyScenario } from './scenario.ts';
import { apiLatencyTables } from './view/tables.ts';

export const apiLatencyReport: ScenarioReport<ApiDetails, FaultFamilySettings> = {
  spec: apiLatencyScenario,
  details: apiLatencyDetails,
  analysis: apiLatencyAnalysis,
  view: { ...FAULT_VIEW, tables: apiLatencyTables },
};
