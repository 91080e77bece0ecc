import type { Language } from '../../lib/i18n/types.ts';
import type { Result } from '../result-schema.ts';
import { compareSets } from './compare.ts';
import { RELEASE_FIELDS } from './conditions.ts';
import { readResults } from './read.ts';
import type { Comparison } from './types.ts';

/**
 * Compares a run, or a set of runs, with a baseline: a run's folder, its `result.json`, or a folder that holds several
 * runs of one or more scenarios, of which those of the same scenario and length are taken. What a release changes may
 * differ: a baseline is there to compare releases. Throws a `ReportError` for a baseline that cannot be read.
 */
export async function compareWithBaseline(
  result: Result | readonly Result[],
  baselinePath: string,
  language: Language = 'en',
): Promise<Comparison> {
  const after = 'runId' in result ? [result] : result;
  const all = await readResults([baselinePath], language);
  const isCounterpart = ({ scenario, profile, runId }: Result) =>
    after.some((run) => run.scenario === scenario && run.profile === profile && run.runId !== runId);
  const counterparts = all.filter(isCounterpart);
  // Without a counterpart the comparison still says what differs.
  return compareSets(counterparts.length > 0 ? counterparts : all, after, { allow: RELEASE_FIELDS });
}
