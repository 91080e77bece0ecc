import type { Language } from '../i18n/types.ts';
import type { Settings } from '../settings/table.ts';

export type Unit =
  | 'ms'
  | 's'
  | 'share'
  | 'ratio'
  | 'count'
  | 'users'
  | 'exponent'
  | 'index'
  | 'MB/h'
  | 'ms/h'
  | '%/h'
  | '1/h';
export type Comparison = '<' | '<=' | '>' | '>=' | '=';
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Where a criterion's figure stands in k6's summary; the statistic is a key of the metric's values. */
export interface MetricSource {
  readonly metric: string;
  readonly statistic: string;
  /** Where the number of samples stands, if not in the metric's own `count` or `passes` + `fails`. */
  readonly samples?: { readonly metric: string; readonly statistic: string };
}

/** A criterion in the words of a reader. */
export interface CriterionWords {
  readonly title: string;
  /** What to look at next when it did not pass. */
  readonly next: string;
}

/** `S`: the settings that its limit is made from. */
export interface CriterionDefinition<S extends Settings = Settings> {
  readonly unit: Unit;
  readonly comparison: Comparison;
  // A method, so that criteria of scenarios with settings of their own go into one list.
  limit(settings: S): number;
  readonly words: Readonly<Record<Language, CriterionWords>>;
  /**
   * Whether a run can be asked for it at all, by what its scenario recorded (`scenarioData`); by default each is. What is
   * not asked for is not listed: the run says what it would take. In doubt it is asked for.
   */
  readonly asked?: (scenarioData: unknown) => boolean;
  /** Set where the figure can be read from the summary alone: then k6 gates on it too. */
  readonly source?: MetricSource;
  /** The percentile that the figure is, 0 to 1, where the scenario gives it and not the summary. */
  readonly percentile?: number;
  /**
   * Where no interval says how sure the figure is. `exact`: counted or timed in full, and no estimate of anything.
   * `confirmed`: the scenario gives a figure only where its own intervals allow it. Counts with a limit of 0 are exact
   * anyway.
   */
  readonly proof?: 'exact' | 'confirmed';
  /**
   * Missed, it stands alone in the headline: data of others or wrong data, jobs lost or repeated, something exposed. How
   * fast such a system is does not matter.
   */
  readonly grave?: true;
}

/** Criteria by their names, in the order in which a reader decides. */
export type CriteriaOf<S extends Settings = Settings> = Readonly<Record<string, CriterionDefinition<S>>>;

/** The criteria that a run is asked for, in their order. */
export function askedOf(
  criteria: CriteriaOf,
  scenarioData: unknown,
): readonly (readonly [string, CriterionDefinition])[] {
  return Object.entries(criteria).filter(([, definition]) => definition.asked?.(scenarioData) ?? true);
}

/** Whether a figure stands to its limit as a pass asks. */
export function meets(comparison: Comparison, limit: number, figure: number): boolean {
  switch (comparison) {
    case '<':
      return figure < limit;
    case '<=':
      return figure <= limit;
    case '>':
      return figure > limit;
    case '>=':
      return figure >= limit;
    case '=':
      return figure === limit;
    default:
      return comparison satisfies never;
  }
}

/**
 * The verdict of a criterion. Without samples, or without a figure, it is never a pass.
 */
export function judge(
  comparison: Comparison,
  limit: number,
  observed: number | null,
  samples: number,
): Verdict {
  if (observed === null || Number.isNaN(observed) || samples <= 0) return 'inconclusive';
  return meets(comparison, limit, observed) ? 'pass' : 'fail';
}

/** The verdict over all criteria: a failure beats what is open, what is open beats a pass, none at all is open. */
export function overall(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  if (verdicts.length === 0 || verdicts.includes('inconclusive')) return 'inconclusive';
  return 'pass';
}
