/** What there is to say of a planted defect. */
import type { ScenarioName } from '../../lib/catalog.ts';

/**
 * Where a planted defect must show up.
 * `criterion`: the named criterion of the scenario fails. `validity`: the named validity check discards the run.
 */
export type CaughtBy = {
  readonly kind: 'criterion' | 'validity';
  readonly id: string;
  /** Criteria that must fail as well: one defect can hurt in several ways. */
  readonly and?: readonly string[];
};

/** Another scenario that must catch the same defect. */
export interface AlsoCaught {
  readonly scenario: ScenarioName;
  readonly caughtBy: CaughtBy;
  readonly settings?: Readonly<Record<string, string>>;
}

interface DefectBase {
  /** One line: what is broken while the defect is planted. */
  readonly description: string;
  /** The scenario that must catch it, or must not be misled by it. */
  readonly scenario: ScenarioName;
  /** Other defects that are planted with it. */
  readonly with?: readonly string[];
  /** Planted in the target by `--defect NAME` (default), or beside it by the self-test. */
  readonly plantedBy?: 'target' | 'selftest';
  /** Settings of the self-test's run beside those of its profile, by environment name. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly alsoOn?: readonly AlsoCaught[];
  /** The resource that the answer must name as what limits throughput. */
  readonly saturates?: string;
}

/** `mustPass`: it looks like a defect and is none, so that a run that fails on it is the one that is wrong. */
export type DefectEntry = DefectBase & ({ readonly caughtBy: CaughtBy } | { readonly mustPass: true });
