/** What the settings lack for a scenario that injects faults. Pure; the runner and the bundles ask it. */
import type { ScenarioName } from '../catalog.ts';
import { SETTINGS, type Settings } from '../settings/table.ts';
import type { FaultKind } from './kinds.ts';

/** Scenarios that inject faults, and so need a backend. */
export const FAULT_SCENARIOS = ['db-outage', 'api-latency'] as const satisfies readonly ScenarioName[];

export function injectsFaults(scenario: ScenarioName): scenario is (typeof FAULT_SCENARIOS)[number] {
  return (FAULT_SCENARIOS as readonly ScenarioName[]).includes(scenario);
}

/** The kind of outage in force: packets dropped is all that the disruptor can do to a database. */
export function outageKindOf(settings: Settings): FaultKind {
  return settings.faultKind ?? (settings.faultBackend === 'kubernetes' ? 'hang' : 'refuse');
}

/** Every setting that is missing or does not go with the others, one sentence each. */
export function faultProblems(scenario: ScenarioName, settings: Settings): readonly string[] {
  if (!injectsFaults(scenario)) return [];
  const problems: string[] = [];
  if (settings.faultBackend === 'toxiproxy' && settings.toxiproxyUrl === null) {
    problems.push(
      `${SETTINGS.toxiproxyUrl.env} is not set: ${scenario} makes its faults through Toxiproxy ` +
        `(or ${SETTINGS.faultBackend.env}=kubernetes)`,
    );
  }
  if (
    scenario === 'db-outage' &&
    settings.faultBackend === 'kubernetes' &&
    outageKindOf(settings) !== 'hang'
  ) {
    problems.push(
      `${SETTINGS.faultKind.env} is "${outageKindOf(settings)}", must be hang with ${SETTINGS.faultBackend.env}=kubernetes`,
    );
  }
  return problems;
}
