/** What there is to say of a planted defect, all of it in one entry: what is broken, where, how, and who must see it. */
import type { ScenarioName } from '../../scenarios/index.ts';
import type { Places } from './places.ts';

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

/** Numbers that set how bad it is, with their defaults; the unit is in the name. */
export type Params = Readonly<Record<string, number>>;

/** What the code of a defect is told by the process that it is planted in. */
export interface Dose<P extends Params> {
  /** Value of one of its parameters, in the unit that its name carries. */
  param(name: keyof P & string): number;
  /**
   * True for exactly one call in every block of `every` calls. The place inside the block moves from block to block, so
   * that a client that repeats a fixed sequence of requests meets it at every step.
   */
  shouldInject(every: number): boolean;
}

export interface Defect<P extends Params = Params> {
  /** One line: what is broken while the defect is planted. */
  readonly description: string;
  /** The scenario that must catch it, or must not be misled by it. */
  readonly scenario: ScenarioName;
  readonly caughtBy?: CaughtBy;
  /** It looks like a defect and is none, so that a run that fails on it is the one that is wrong. */
  readonly mustPass?: true;
  /** Set by `--defect-param NAME=VALUE` (or `--defect-NAME VALUE`). */
  readonly params?: P;
  /** The places in the target where it is planted, each with its code; `selftest`: beside it, by the self-test. */
  readonly plants: Places<P> | 'selftest';
  /** Other defects that are planted with it. */
  readonly with?: readonly string[];
  /** Settings of the self-test's run beside those of its profile, by environment name. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly alsoOn?: readonly AlsoCaught[];
  /** The resource that the answer must name as what limits throughput. */
  readonly saturates?: string;
}

type Judged = { readonly caughtBy: CaughtBy } | { readonly mustPass: true };

/** An entry, whose code sees the parameters of that entry and no others. */
export function defect<const P extends Params = Record<never, number>>(entry: Defect<P> & Judged): Defect<P> {
  return entry;
}
