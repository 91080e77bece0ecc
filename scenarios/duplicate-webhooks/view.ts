/** What a reader sees of duplicate deliveries. */
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import { webhookAnalysis } from './analysis.ts';
import { type WebhookDetails, webhookDetails } from './details.ts';
import { webhookScenario } from './scenario.ts';
import type { DuplicateSettings } from './settings.ts';
import { webhookTables } from './view/tables.ts';

export const webhookReport: ScenarioReport<WebhookDetails, DuplicateSettings> = {
  spec: webhookScenario,
  details: webhookDetails,
  analysis: webhookAnalysis,
  view: { tables: webhookTables, comparesTraffic: true, keyFigures: false },
};
