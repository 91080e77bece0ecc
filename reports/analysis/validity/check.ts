import type { ValidityCheck } from '../../result-schema.ts';
import type { AnalysisContext, ScenarioFindings } from '../scenario-analysis.ts';

export type Finding = Omit<ValidityCheck, 'id'>;

/** One check: looks at the run and says whether its figures may be believed in one respect, with the figures. */
export type Check = (
  context: AnalysisContext,
  findings: Pick<ScenarioFindings, 'samples' | 'endedOnPurpose'>,
) => Finding;

export const valid = (detail: string): Finding => ({ verdict: 'valid', detail });
export const discarded = (detail: string): Finding => ({ verdict: 'discarded', detail });
export const unknown = (detail: string): Finding => ({ verdict: 'unknown', detail });
