import { basename } from 'node:path';
import { injectsFaults } from '../../scenarios/faults.ts';
import type { ScenarioName } from '../../scenarios/index.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { CouldNotRunError } from './errors.ts';

/**
 * A scenario that injects its faults with xk6-disruptor has a second bundle, `<scenario>-kubernetes`: importing the
 * extension at all makes k6 demand it, so that no other bundle may contain it.
 */
const KUBERNETES_SUFFIX = '-kubernetes';

/** Whether the scenario needs a k6 built with xk6-disruptor. */
export function needsDisruptor(scenario: ScenarioName, settings: AllSettings): boolean {
  return settings.faultBackend === 'kubernetes' && injectsFaults(scenario);
}

/** Name of the bundle of a scenario: its file in `k6/` without `.ts`. */
export function bundleNameOf(scenario: ScenarioName, settings: AllSettings): string {
  return needsDisruptor(scenario, settings) ? `${scenario}${KUBERNETES_SUFFIX}` : scenario;
}

/** The bundle to run for a scenario, out of those that were built. Throws CouldNotRunError where there is none. */
export function bundleOf(scenario: ScenarioName, settings: AllSettings, bundles: readonly string[]): string {
  const name = bundleNameOf(scenario, settings);
  const found = bundles.find((path) => basename(path, '.js') === name);
  if (found === undefined) throw new CouldNotRunError(`there is no k6/${name}.ts to run`);
  return found;
}
