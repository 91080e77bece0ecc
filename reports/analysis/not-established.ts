/** What no single run can tell, and what this one's samples are too few for. */

import { formatCount, formatFigure } from '../render/format.ts';
import type { Criterion, Result } from '../result-schema.ts';
import { samplesNeeded } from '../stats/quantile.ts';
import type { AnalysisContext, JudgedRun } from './scenario-analysis.ts';

/** A share that passed, and could by its interval still miss its limit. */
function openShare(criterion: Criterion | undefined, context: AnalysisContext): string | null {
  const high = criterion?.interval?.[1] ?? null;
  if (criterion === undefined || criterion.verdict !== 'pass' || high === null || high < criterion.limit) {
    return null;
  }
  return context.words.common.shareUpTo(
    formatCount(criterion.n, context.language),
    formatFigure(high, 'share', context.language),
    formatFigure(criterion.limit, 'share', context.language),
  );
}

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
export function commonlyNotEstablished(context: AnalysisContext, run: JudgedRun): string[] {
  const { words, summary, files } = context;
  const share = openShare(
    run.criteria.find(({ id }) => id === 'error-rate'),
    context,
  );
  return [
    ...smallSamples(run.traffic, context),
    ...(share === null ? [] : [share]),
    ...(summary.profile === 'smoke' ? [words.common.smoke] : []),
    ...(run.traffic.scope === 'run' && run.traffic.requests > 0 ? [words.common.runScope] : []),
    ...(run.resources === null ? [words.common.noResources] : []),
    ...((files.dashboard?.skippedLines ?? 0) > 0 ? [words.common.recordCutShort] : []),
    words.common.oneRun,
  ];
}
