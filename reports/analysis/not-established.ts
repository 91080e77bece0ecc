/** What no single run can tell, and what this one's samples are too few for. */

import { samplesNeeded } from '../../lib/statistics/percentile.ts';
import { cleanText } from '../render/escape.ts';
import { formatCount } from '../render/format.ts';
import { resourceMessages } from '../resources/messages.ts';
import type { Result } from '../result-schema.ts';
import type { AnalysisContext, JudgedRun, ScenarioFindings } from './scenario-analysis.ts';

function smallSamples(traffic: Result['traffic'], context: AnalysisContext): string[] {
  const { n } = traffic.jobs.latencyMs;
  if (n === 0) return [];
  const { smallP95, smallP99 } = context.words.common;
  const text = (needed: number) =>
    [formatCount(n, context.language), formatCount(needed, context.language)] as const;
  const [p95, p99] = [samplesNeeded(0.95), samplesNeeded(0.99)];
  return [...(n < p95 ? [smallP95(...text(p95))] : []), ...(n < p99 ? [smallP99(...text(p99))] : [])];
}

/** The sentences that hold for any scenario; a scenario's own come before them. */
export function commonlyNotEstablished(
  context: AnalysisContext,
  run: JudgedRun,
  { figuresOf }: Pick<ScenarioFindings, 'figuresOf'>,
): string[] {
  const { words, summary, files } = context;
  return [
    ...smallSamples(run.traffic, context),
    ...(summary.profile === 'smoke' ? [words.common.smoke] : []),
    ...(run.traffic.scope === 'run' && figuresOf === undefined && run.traffic.requests > 0
      ? [words.common.runScope]
      : []),
    ...(run.resources === null ? [words.common.noResources] : []),
    ...(files.resources?.troubles ?? []).map(({ source, message }) =>
      resourceMessages(context.language).trouble(source, cleanText(message)),
    ),
    ...((files.dashboard?.skippedLines ?? 0) > 0 ? [words.common.recordCutShort] : []),
    words.common.oneRun,
  ];
}
