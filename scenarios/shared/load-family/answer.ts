/** The answer of the load family in one sentence: what was carried, how fast, and what was missed. */
import { mostUsers, thinkText } from '../../../lib/load/load-text.ts';
import { thinkTimeOf } from '../../../lib/load/plan.ts';
import { perSecond } from '../../../reports/analysis/phases.ts';
import type { AnalysisContext, JudgedRun } from '../../../reports/analysis/scenario-analysis.ts';
import { formatCount, formatFigure, formatLimit, formatObserved } from '../../../reports/render/format.ts';
import type { Criterion } from '../../../reports/result-schema.ts';

function facts(context: AnalysisContext, run: JudgedRun): string {
  const { language, words, summary } = context;
  const pause = thinkText(thinkTimeOf(context.settings), language, (value) =>
    formatFigure(value, 'count', language),
  );
  const rate = perSecond(run.traffic.jobs.completed, run.traffic.seconds ?? 0);
  const parts: string[] = [
    words.load.sustained(
      formatFigure(mostUsers(summary.plan), 'users', language),
      pause,
      formatFigure(rate, 'jobs/s', language),
    ),
  ];
  const byId = (id: string) => run.criteria.find((criterion) => criterion.id === id);
  const latency = byId('latency-p95');
  if (latency !== undefined) {
    parts.push(
      latency.observed === null
        ? words.load.noLatency
        : words.load.latency(
            formatObserved(latency.observed, latency.limit, latency.unit, language),
            formatLimit(latency.comparison, latency.limit, latency.unit, language),
          ),
    );
  }
  const errors = byId('error-rate');
  if (errors !== undefined && errors.observed !== null) {
    parts.push(
      words.load.errors(
        formatObserved(errors.observed, errors.limit, errors.unit, language),
        formatLimit(errors.comparison, errors.limit, errors.unit, language),
      ),
    );
  }
  return parts.join('; ');
}

/** The sentence; `extra` are facts of the scenario's own, put behind the common ones. */
export function loadAnswer(context: AnalysisContext, run: JudgedRun, extra: readonly string[] = []): string {
  const { language, words } = context;
  const all = [facts(context, run), ...extra].join('; ');
  const rows = (criteria: readonly Criterion[]) =>
    criteria
      .map((criterion) =>
        words.load.row(
          criterion.title,
          formatObserved(criterion.observed, criterion.limit, criterion.unit, language),
          formatLimit(criterion.comparison, criterion.limit, criterion.unit, language),
        ),
      )
      .join('; ');
  const missed = run.criteria.filter(({ verdict }) => verdict === 'fail');
  if (missed.length > 0) {
    const count = formatCount(missed.length, language);
    return words.load.failed(count, formatCount(run.criteria.length, language), rows(missed), all);
  }
  const open = run.criteria.filter(({ verdict }) => verdict === 'inconclusive');
  if (open.length > 0) return words.load.open(formatCount(open.length, language), rows(open), all);
  return words.load.passed(all);
}
