/** What a run says beyond criteria and traffic, by the kind of its scenario. */
import type { Result } from '../reports/result-schema.ts';
import type { ScenarioReport } from '../reports/scenario-report.ts';
import type { SCENARIOS } from './index.ts';

type DetailsIn<R> = R extends ScenarioReport<infer D, never> ? D : never;
type AnyDetails = DetailsIn<(typeof SCENARIOS)[keyof typeof SCENARIOS]>;

export type DetailsKind = AnyDetails['kind'];
export type DetailsOf<K extends DetailsKind> = Extract<AnyDetails, { kind: K }>;

/** The details of a result that was validated, or null where it is of another kind of scenario. */
export function detailsOf<K extends DetailsKind>(
  { details }: Pick<Result, 'details'>,
  kind: K,
): DetailsOf<K> | null {
  return details.kind === kind ? (details as unknown as DetailsOf<K>) : null;
}
