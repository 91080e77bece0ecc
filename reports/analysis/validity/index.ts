/** Whether a run may be believed: every check of `lib/validity.ts`, in its order. */
import { overallValidity, VALIDITY_CHECKS, type ValidityCheckId } from '../../../lib/validity.ts';
import type { Result } from '../../result-schema.ts';
import type { AnalysisContext, ScenarioFindings } from '../scenario-analysis.ts';
import type { Check } from './check.ts';
import { generatorNotBusy } from './generator.ts';
import { noInterference } from './interference.ts';
import { loadDelivered, noDroppedIterations, samplesPresent } from './load.ts';
import { journeysSound, runCompleted } from './run.ts';
import { cleanStart, targetUnchanged } from './target.ts';

const CHECKS: Readonly<Record<ValidityCheckId, Check>> = {
  'samples-present': samplesPresent,
  'load-delivered': loadDelivered,
  'no-dropped-iterations': noDroppedIterations,
  'generator-not-busy': generatorNotBusy,
  'no-interference': noInterference,
  'target-unchanged': targetUnchanged,
  'clean-start': cleanStart,
  'journeys-sound': journeysSound,
  'run-completed': runCompleted,
};

export function validityOf(context: AnalysisContext, findings: ScenarioFindings): Result['validity'] {
  const checks = VALIDITY_CHECKS.map((id) => ({
    id,
    ...(findings.validity?.[id] ?? CHECKS[id](context, findings)),
  }));
  return { verdict: overallValidity(checks.map(({ verdict }) => verdict)), checks };
}
