/** What the settings lack for a scenario that injects faults. Pure; the runner and the bundles ask it. */
import { SETTINGS } from '../settings/table.ts';
import type { FaultPoint } from './backend.ts';
import type { FaultKind } from './kinds.ts';
import { DATABASE_FAULT_SETTINGS, FAULT_SETTINGS, type FaultSettings } from './settings.ts';

/** The kind of outage in force: packets dropped is all that the disruptor can do to a database. */
export function outageKindOf(settings: Pick<FaultSettings, 'faultKind' | 'faultBackend'>): FaultKind {
  return settings.faultKind ?? (settings.faultBackend === 'kubernetes' ? 'hang' : 'refuse');
}

/** Every setting that is missing or does not go with the others, one sentence each. */
export function faultProblems(
  { scenario, point }: { readonly scenario: string; readonly point: FaultPoint },
  settings: FaultSettings,
): readonly string[] {
  const problems: string[] = [];
  if (settings.faultBackend === 'toxiproxy' && settings.toxiproxyUrl === null) {
    problems.push(
      `${SETTINGS.toxiproxyUrl.env} is not set: ${scenario} makes its faults through Toxiproxy ` +
        `(or ${FAULT_SETTINGS.faultBackend.env}=kubernetes)`,
    );
  }
  if (point === 'database' && settings.faultBackend === 'kubernetes' && outageKindOf(settings) !== 'hang') {
    problems.push(
      `${DATABASE_FAULT_SETTINGS.faultKind.env} is "${outageKindOf(settings)}", must be hang with ${FAULT_SETTINGS.faultBackend.env}=kubernetes`,
    );
  }
  return problems;
}
