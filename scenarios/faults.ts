/** Which scenarios inject faults, and what the settings lack for them. */
import { faultProblems } from '../lib/faults/problems.ts';
import { SCENARIOS, type ScenarioName } from './index.ts';
import type { AllSettings } from './settings.ts';

export function injectsFaults(scenario: ScenarioName): boolean {
  return SCENARIOS[scenario].spec.injects !== undefined;
}

/** What the settings lack for the faults of the scenario, one sentence each; nothing for one without faults. */
export function faultProblemsOf(scenario: ScenarioName, settings: AllSettings): readonly string[] {
  const { injects: point } = SCENARIOS[scenario].spec;
  return point === undefined ? [] : faultProblems({ scenario, point }, settings);
}
