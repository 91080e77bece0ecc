/** From figures to verdicts: each criterion of the scenario against its limit, in the order of `CRITERIA_OF`. */
import { CRITERIA_OF, type CriterionId, definitionOf } from '../../lib/criteria/index.ts';
import { judge, type Verdict } from '../../lib/criteria/types.ts';
import { sharedMessages } from '../../lib/i18n/index.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { FAILURE_KINDS, METRIC } from '../../lib/metric-names.ts';
import { judgeFromMetrics } from '../../lib/run/console-answer.ts';
import { formatCount } from '../render/format.ts';
import type { Criterion } from '../result-schema.ts';
import { wilsonInterval } from '../stats/wilson.ts';
import type { AnalysisContext, Observation, ScenarioFindings } from './scenario-analysis.ts';

type Interval = NonNullable<Criterion['interval']>;

function shareInterval(observed: number | null, n: number): Interval | undefined {
  if (observed === null || n <= 0) return undefined;
  const interval = wilsonInterval(Math.round(observed * n), n);
  return interval.ok ? [interval.value.low, interval.value.high] : undefined;
}

/** Why journeys failed, most frequent first: "time-out 12, server error (5xx) 3"; null where none did. */
export function failuresByKind(
  context: Pick<AnalysisContext, 'metrics' | 'words' | 'language'>,
): string | null {
  const { metrics, words, language } = context;
  const kinds = FAILURE_KINDS.map((kind) => ({
    kind,
    count: metrics.count(METRIC.journeyFailures, { kind }) ?? 0,
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${words.common.failureKinds[kind]} ${formatCount(count, language)}`);
  return kinds.length === 0 ? null : kinds.join(', ');
}

function observe(id: CriterionId, context: AnalysisContext): Observation {
  const { source, unit } = definitionOf(id);
  if (source === undefined) return { value: null, n: 0 };
  const judged = judgeFromMetrics(id, context.summary.k6.metrics, context.settings);
  const interval =
    unit === 'share' && source.statistic === 'rate'
      ? shareInterval(judged.observed, judged.samples)
      : undefined;
  const failures = id === 'error-rate' && (judged.observed ?? 0) > 0 ? failuresByKind(context) : null;
  return {
    value: judged.observed,
    n: judged.samples,
    ...(interval === undefined ? {} : { interval }),
    ...(failures === null ? {} : { detail: context.words.common.failures(failures) }),
  };
}

function verdictOf(id: CriterionId, limit: number, observation: Observation): Verdict {
  const verdict = judge(definitionOf(id).comparison, limit, observation.value, observation.n);
  if (observation.open === 'either') return 'inconclusive';
  return verdict === 'pass' && observation.open === true ? 'inconclusive' : verdict;
}

function criterion(
  id: CriterionId,
  context: AnalysisContext,
  observation: Observation,
  language: Language,
): Criterion {
  const { unit, comparison, limit: limitOf } = definitionOf(id);
  const limit = limitOf(context.settings);
  const verdict = verdictOf(id, limit, observation);
  const { title, next } = sharedMessages(language).criteria[id];
  const observed =
    observation.value !== null && Number.isFinite(observation.value) ? observation.value : null;
  return {
    id,
    title,
    limit,
    comparison,
    observed: observation.n > 0 ? observed : null,
    unit,
    n: observation.n,
    verdict,
    ...(observation.interval === undefined ? {} : { interval: [...observation.interval] }),
    ...(observation.detail === undefined ? {} : { detail: observation.detail }),
    ...(verdict === 'pass' ? {} : { next }),
  };
}

/** Judges the criteria of the run's scenario. A figure from the scenario's findings beats one from the summary. */
export function criteriaOf(
  context: AnalysisContext,
  findings: Pick<ScenarioFindings, 'observed'>,
): Criterion[] {
  return CRITERIA_OF[context.summary.scenario].map((id: CriterionId) =>
    criterion(id, context, findings.observed?.[id] ?? observe(id, context), context.language),
  );
}
