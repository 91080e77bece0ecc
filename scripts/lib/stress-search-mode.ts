import type { ScenarioName } from '../../scenarios/index.ts';
import type { AllSettings } from '../../scenarios/settings.ts';

/** Whether a run is made of many short ones of k6, which close in on the limit. */
export function isStressSearch(scenario: ScenarioName, settings: AllSettings): boolean {
  return scenario === 'stress' && settings.stressMode === 'search';
}
