/** Every scenario of the suite, one line each, in the order in which `all` runs them. */
import { reportOn, type ScenarioReport } from '../reports/scenario-report.ts';
import { apiLatencyReport } from './api-latency/view.ts';
import { baselineScenario } from './baseline/scenario.ts';
import { burstAnalysis } from './burst/analysis.ts';
import { burstScenario } from './burst/scenario.ts';
import { dbOutageReport } from './db-outage/view.ts';
import { webhookReport } from './duplicate-webhooks/view.ts';
import { highScenario } from './high/scenario.ts';
import { multitenantReport } from './multitenant/view.ts';
import { normalScenario } from './normal/scenario.ts';
import { securityReport } from './security/view.ts';
import { loadReport } from './shared/load-family/view.ts';
import { soakReport } from './soak/view.ts';
import { stressReport } from './stress/view.ts';

export const SCENARIOS = {
  baseline: loadReport(baselineScenario),
  normal: loadReport(normalScenario),
  high: loadReport(highScenario),
  burst: loadReport(burstScenario, burstAnalysis),
  stress: stressReport,
  soak: soakReport,
  multitenant: multitenantReport,
  'db-outage': dbOutageReport,
  'api-latency': apiLatencyReport,
  'duplicate-webhooks': webhookReport,
  security: securityReport,
} as const satisfies Readonly<Record<string, ScenarioReport>>;

reportOn(Object.values(SCENARIOS));

export type ScenarioName = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

export const GROUPS = {
  load: ['baseline', 'normal', 'high', 'burst'],
  resilience: ['db-outage', 'api-latency', 'duplicate-webhooks'],
  all: SCENARIO_NAMES,
} as const satisfies Record<string, readonly ScenarioName[]>;

/** Whether runs of a scenario may share a machine without shaping each other's verdict. */
export function isUntimed(name: ScenarioName): boolean {
  return SCENARIOS[name].spec.untimed === true;
}

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}
