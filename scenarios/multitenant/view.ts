/** What a reader sees of a run of many tenants. */
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import { multitenantAnalysis } from './analysis.ts';
import { type MultitenantDetails, multitenantDetails } from './details.ts';
import { multitenantScenario } from './scenario.ts';
import type { TenantSettings } from './settings.ts';
import { scalingChart, tenantsChart } from './view/charts.ts';
import { multitenantTables } from './view/tables.ts';

export const multitenantReport: ScenarioReport<MultitenantDetails, TenantSettings> = {
  spec: multitenantScenario,
  details: multitenantDetails,
  analysis: multitenantAnalysis,
  view: {
    tables: multitenantTables,
    charts: (details, context) => [tenantsChart(details, context), scalingChart(details, context)],
    figures: (details, figure) => [
      figure('neighbour-ratio', 'ratio', 'lower', details.neighbour.ratio),
      figure('fairness', '', 'higher', details.fairness.jain),
    ],
    comparesTraffic: true,
    keyFigures: false,
  },
};
