/** What a reader sees of a soak. */
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import { soakAnalysis } from './analysis.ts';
import { type SoakDetails, soakDetails } from './details.ts';
import { soakScenario } from './scenario.ts';
import type { SoakSettings } from './settings.ts';
import { soakChart } from './view/soak-chart.ts';
import { soakTables } from './view/tables.ts';

export const soakReport: ScenarioReport<SoakDetails, SoakSettings> = {
  spec: soakScenario,
  details: soakDetails,
  analysis: soakAnalysis,
  view: {
    tables: soakTables,
    charts: (details, context) => [soakChart(details, context)],
    comparesTraffic: true,
    keyFigures: true,
  },
};
