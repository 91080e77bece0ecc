/** What a scenario is, before it is run or reported on: its name, words, settings and criteria. Pure. */
import type { CriteriaOf } from './criteria/types.ts';
import type { FaultPoint } from './faults/backend.ts';
import type { Language } from './i18n/types.ts';
import type { Plan } from './load/plan.ts';
import type { Need } from './needs.ts';
import type { Range } from './settings/parsers.ts';
import type { SettingTable } from './settings/setting.ts';
import type { SettingsWith } from './settings/settings.ts';

export interface ScenarioSpec<
  Own extends SettingTable = SettingTable,
  Criteria extends CriteriaOf<SettingsWith<Own>> = CriteriaOf,
> {
  /** Also the file's name in `k6/`. */
  readonly name: string;
  /** The k6 executors that shape the load, in words. */
  readonly load: string;
  /** What a run of it establishes, in words. */
  readonly establishes: string;
  /** The question that its report answers. */
  readonly question: Readonly<Record<Language, string>>;
  /** Judged by what happens and not by when: two such runs may share a machine. */
  readonly untimed?: true;
  /** Why several generators cannot carry its load together, where they cannot: a clause that ends a sentence. */
  readonly oneGenerator?: string;
  /** Where it injects faults, if it does. */
  readonly injects?: FaultPoint;
  /** Settings beside those that all scenarios have. */
  readonly settings: Own;
  /** In the order in which a reader decides. */
  readonly criteria: Criteria;
  /** The load as it is laid out, known before it starts; null where it is no load over time. */
  plan(settings: SettingsWith<Own>): Plan | null;
  /** How long a user pauses between two actions, also where `THINK_TIME` is not set; only where users do pause. */
  thinkTime?(settings: SettingsWith<Own>): Range;
  /** It may end before its plan does, where it finds what it looks for. */
  readonly endsEarly?: true;
  /** What must be in the workspaces beside the script under test. */
  needs?(settings: SettingsWith<Own>): readonly Need[];
}

/** A scenario with the exact types of its settings and criteria. */
export function defineScenario<
  const Name extends string,
  const Own extends SettingTable,
  const Criteria extends CriteriaOf<SettingsWith<Own>>,
>(
  spec: ScenarioSpec<Own, Criteria> & { readonly name: Name },
): ScenarioSpec<Own, Criteria> & { readonly name: Name } {
  return spec;
}
