/** What a reader sees of a database outage. */
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import type { FaultFamilySettings } from '../shared/faults/settings.ts';
import { FAULT_VIEW } from '../shared/faults/view.ts';
import { dbOutageAnalysis } from './analysis.ts';
import { dbOutageDetails, type OutageDetails } from './details.ts';
import { dbOutageScenario } from './scenario.ts';
import { outageTables } from './view/tables.ts';

export const dbOutageReport: ScenarioReport<OutageDetails, FaultFamilySettings> = {
  spec: dbOutageScenario,
  details: dbOutageDetails,
  analysis: dbOutageAnalysis,
  view: { ...FAULT_VIEW, tables: outageTables },
};
