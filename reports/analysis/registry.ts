import type { ScenarioName } from '../../lib/catalog.ts';
import type { ScenarioAnalysis } from './scenario-analysis.ts';
import { apiLatencyAnalysis } from './scenarios/api-latency.ts';
import { burstAnalysis } from './scenarios/burst.ts';
import { dbOutageAnalysis } from './scenarios/db-outage.ts';
import { webhookAnalysis } from './scenarios/duplicate-webhooks.ts';
import { loadAnalysis } from './scenarios/load.ts';
import { multitenantAnalysis } from './scenarios/multitenant.ts';
import { securityAnalysis } from './scenarios/security.ts';
import { soakAnalysis } from './scenarios/soak.ts';
import { stressAnalysis } from './scenarios/stress.ts';

/** The analysis of each scenario. */
export const ANALYSES: Readonly<Partial<Record<ScenarioName, ScenarioAnalysis>>> = {
  baseline: loadAnalysis,
  normal: loadAnalysis,
  high: loadAnalysis,
  burst: burstAnalysis,
  stress: stressAnalysis,
  soak: soakAnalysis,
  multitenant: multitenantAnalysis,
  'db-outage': dbOutageAnalysis,
  'api-latency': apiLatencyAnalysis,
  'duplicate-webhooks': webhookAnalysis,
  security: securityAnalysis,
};
