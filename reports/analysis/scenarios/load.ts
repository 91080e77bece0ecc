/** `baseline`, `normal` and `high`: a ramp and a constant number of users. */
import { formatFigure } from '../../render/format.ts';
import { phaseFigures } from '../phases.ts';
import type { AnalysisContext, ScenarioAnalysis } from '../scenario-analysis.ts';
import { loadAnswer } from './load-answer.ts';

/** What no run of a closed model at one level can tell. */
export function loadNotEstablished({ summary, words, language }: AnalysisContext): string[] {
  const users = Math.max(0, ...summary.plan.phases.map((phase) => phase.users));
  return [words.load.moreUsers(formatFigure(users, 'users', language)), words.load.closedModel];
}

export const loadAnalysis: ScenarioAnalysis = {
  analyse: (context) => ({
    details: {
      kind: 'load',
      phases: phaseFigures(context.metrics, context.summary.plan.phases, context.loadSeconds),
    },
    answer: (run) => loadAnswer(context, run),
    notEstablished: loadNotEstablished(context),
  }),
};
