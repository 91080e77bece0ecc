/** The plans of the load family by scenario, for tests that look at all of them. */
import type { Plan } from '../../lib/load/plan.ts';
import type { Settings } from '../../lib/settings/table.ts';
import { baselineScenario } from '../baseline/scenario.ts';
import { burstScenario } from '../burst/scenario.ts';
import { highScenario } from '../high/scenario.ts';
import { normalScenario } from '../normal/scenario.ts';

const SPECS = {
  baseline: baselineScenario,
  normal: normalScenario,
  high: highScenario,
  burst: burstScenario,
} as const;

export type LoadScenario = keyof typeof SPECS;

export function loadPlan(scenario: LoadScenario, settings: Settings): Plan {
  const plan = SPECS[scenario].plan(settings);
  if (plan === null) throw new Error(`${scenario} has no plan`);
  return plan;
}
