/** Whether a run may be believed: every check of `lib/validity.ts`, in its order. */
import { overallValidity, VALIDITY_CHECKS, type ValidityCheckId } from '../../../lib/validity.ts';
import type { Result } from '../../result-schema.ts';
import type { AnalysisContext, ScenarioFindings } from '../scenario-analysis.ts';
import type { Check, Finding } from './check.ts';
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

/** What each of several generators answers for itself; the load and its samples are those of all together. */
const OF_EACH: readonly ValidityCheckId[] = [
  'no-dropped-iterations',
  'generator-not-busy',
  'no-interference',
  'target-unchanged',
  'clean-start',
  'journeys-sound',
  'run-completed',
];

const RANK = { valid: 0, unknown: 1, discarded: 2 } as const;

/** The worst that is found of the whole and of any of its parts. */
function worst(
  id: ValidityCheckId,
  whole: Finding,
  parts: readonly AnalysisContext[],
  findings: ScenarioFindings,
) {
  if (!OF_EACH.includes(id)) return whole;
  return parts.reduce((found, part) => {
    const own = CHECKS[id](part, findings);
    if (RANK[own.verdict] <= RANK[found.verdict]) return found;
    const index = part.summary.segment?.index ?? 0;
    return { ...own, detail: part.words.generators.of(String(index), own.detail) };
  }, whole);
}

/** @param parts the same of each generator, where several carried the load. */
export function validityOf(
  context: AnalysisContext,
  findings: ScenarioFindings,
  parts: readonly AnalysisContext[] = [],
): Result['validity'] {
  const checks = VALIDITY_CHECKS.map((id) => {
    const ofScenario = findings.validity?.[id];
    if (ofScenario !== undefined) return { id, ...ofScenario };
    return { id, ...worst(id, CHECKS[id](context, findings), parts, findings) };
  });
  return { verdict: overallValidity(checks.map(({ verdict }) => verdict)), checks };
}
