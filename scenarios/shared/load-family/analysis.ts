/** `baseline`, `normal` and `high`: a ramp and a constant number of users. */

import { phaseFigures } from '../../../reports/analysis/phases.ts';
import type { AnalysisContext, ScenarioAnalysis } from '../../../reports/analysis/scenario-analysis.ts';
import { formatFigure } from '../../../reports/render/format.ts';
import { loadAnswer } from './answer.ts';
import type { LoadDetails } from './details.ts';

/** What no run of a closed model at one level can tell. */
export function loadNotEstablished({ summary, words, language }: AnalysisContext): string[] {
  const users = Math.max(0, ...summary.plan.phases.map((phase) => phase.users));
  return [words.load.moreUsers(formatFigure(users, 'users', language)), words.load.closedModel];
}

export const loadAnalysis: ScenarioAnalysis<LoadDetails> = {
  analyse: (context) => ({
    details: {
      kind: 'load',
      phases: phaseFigures(context.metrics, context.summary.plan.phases, context.loadSeconds),
    },
    answer: (run) => loadAnswer(context, run),
    notEstablished: loadNotEstablished(context),
  }),
};
