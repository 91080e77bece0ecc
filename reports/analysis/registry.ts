import type { ScenarioName } from '../../lib/catalog.ts';
import { apiLatencyAnalysis } from '../../scenarios/api-latency/analysis.ts';
import { burstAnalysis } from '../../scenarios/burst/analysis.ts';
import { dbOutageAnalysis } from '../../scenarios/db-outage/analysis.ts';
import { webhookAnalysis } from '../../scenarios/duplicate-webhooks/analysis.ts';
import { multitenantAnalysis } from '../../scenarios/multitenant/analysis.ts';
import { securityAnalysis } from '../../scenarios/security/analysis.ts';
import { loadAnalysis } from '../../scenarios/shared/load-family/analysis.ts';
import { soakAnalysis } from '../../scenarios/soak/analysis.ts';
import { stressAnalysis } from '../../scenarios/stress/analysis.ts';
import type { ScenarioAnalysis } from './scenario-analysis.ts';

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
