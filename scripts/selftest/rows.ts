/** The rows of the self-test: every planted defect against its scenario, and the healthy target against each. */
import type { ScenarioName } from '../../lib/catalog.ts';
import { type CaughtBy, DEFECTS, type DefectName } from '../../target/defects.ts';

export interface SelftestRow {
  /** Null: the healthy target. */
  readonly defect: DefectName | null;
  readonly scenario: ScenarioName;
  /** Null: the run must pass. */
  readonly caughtBy: CaughtBy | null;
  readonly plantedBy: 'target' | 'selftest';
  /** Settings of the run beside those of the profile, by environment name. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Rows for the scenarios that there are; the healthy ones first, since nothing counts while they fail. */
export function selftestRows(scenarios: readonly ScenarioName[]): SelftestRow[] {
  const healthy = scenarios.map((scenario) => ({
    defect: null,
    scenario,
    caughtBy: null,
    plantedBy: 'target' as const,
    settings: {},
  }));
  const planted = Object.entries(DEFECTS).map(([name, entry]) => ({
    defect: name as DefectName,
    scenario: entry.scenario,
    caughtBy: 'caughtBy' in entry ? entry.caughtBy : null,
    plantedBy: 'plantedBy' in entry ? entry.plantedBy : ('target' as const),
    settings: 'settings' in entry ? entry.settings : {},
  }));
  return [...healthy, ...planted];
}

/** What a row demands, in words. */
export function expectation({ caughtBy }: SelftestRow): string {
  if (caughtBy === null) return 'pass';
  return caughtBy.kind === 'criterion' ? `fail: ${caughtBy.id}` : `discarded: ${caughtBy.id}`;
}
