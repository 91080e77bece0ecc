/** From figures to verdicts: each criterion of the scenario against its limit, in the order of `askedOf`. */
import { type Judgement, judgementOf } from '../../lib/criteria/evidence.ts';
import { askedOf, type CriterionDefinition, judge, type Verdict } from '../../lib/criteria/types.ts';
import { MEASURED_PHASE } from '../../lib/load/plan.ts';
import { FAILURE_KINDS, METRIC } from '../../lib/metric-names.ts';
import { judgeFromMetrics, proved } from '../../lib/run/console-answer.ts';
import { formatCount } from '../render/format.ts';
import type { Criterion } from '../result-schema.ts';
import type { AnalysisContext, Observation, ScenarioFindings } from './scenario-analysis.ts';

/**
 * Why journeys failed, most frequent first: "time-out 12, server error (5xx) 3"; null where none did. `phase`: in that
 * part of the run alone.
 */
export function failuresByKind(
  context: Pick<AnalysisContext, 'metrics' | 'words' | 'language'>,
  phase?: string,
): string | null {
  const { metrics, words, language } = context;
  const kinds = FAILURE_KINDS.map((kind) => ({
    kind,
    count: metrics.count(METRIC.journeyFailures, phase === undefined ? { kind } : { kind, phase }) ?? 0,
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${words.common.failureKinds[kind]} ${formatCount(count, language)}`);
  return kinds.length === 0 ? null : kinds.join(', ');
}

/** The failures that the error rate counts, or those of the whole run where the summary does not tell them apart. */
function failuresText(context: AnalysisContext): string | null {
  const { common } = context.words;
  const measured = failuresByKind(context, MEASURED_PHASE);
  if (measured !== null) return common.failures(measured);
  const all = failuresByKind(context);
  return all === null ? null : common.failuresOfRun(all);
}

type Asked = readonly [id: string, definition: CriterionDefinition];

function observe([id, definition]: Asked, context: AnalysisContext): Observation {
  const { source } = definition;
  if (source === undefined) return { value: null, n: 0 };
  const judged = judgeFromMetrics(definition, context.summary.k6.metrics, context.settings);
  const failures = id === 'error-rate' && (judged.observed ?? 0) > 0 ? failuresText(context) : null;
  return {
    value: judged.observed,
    n: judged.samples,
    ...(failures === null ? {} : { detail: failures }),
  };
}

/** A verdict, and how sure it is; no evidence where there is no verdict to be sure of. */
interface JudgedFigure {
  readonly verdict: Verdict;
  readonly judgement: Judgement | null;
  /** Whether it was a pass or a miss, and is none since what is not proven does not count. */
  readonly undecided: boolean;
}

/** A figure of the scenario's own comes with its interval, or has none: that of the metric is another figure's. */
function judgeFigure(
  definition: CriterionDefinition,
  limit: number,
  seen: Observation,
  context: AnalysisContext,
): JudgedFigure {
  const { value, n, interval, open } = seen;
  const verdict = judge(definition.comparison, limit, value, n);
  const carried = open === 'either' || (open === true && verdict === 'pass') ? 'inconclusive' : verdict;
  if (value === null || !Number.isFinite(value) || n <= 0 || carried === 'inconclusive') {
    return { verdict: 'inconclusive', judgement: null, undecided: false };
  }
  const metric = context.summary.k6.metrics[definition.source?.metric ?? ''];
  const judgement = judgementOf(definition, limit, { observed: value, n, interval, metric });
  const proven = proved(carried, judgement, context.settings);
  return { verdict: proven, judgement, undecided: proven !== carried };
}

function detailOf(seen: Observation, { judgement, undecided }: JudgedFigure, context: AnalysisContext) {
  if (!undecided) return seen.detail;
  const { common } = context.words;
  const needs = judgement?.needs ?? null;
  const why = common.notProvenYet(needs === null ? null : formatCount(needs, context.language));
  return seen.detail === undefined ? why : `${why} ${seen.detail}`;
}

/** Of a figure that is read from a merged percentile; undefined where it is none. */
function rankErrorOf(
  { source }: Pick<CriterionDefinition, 'source'>,
  { summary }: AnalysisContext,
): number | undefined {
  return source === undefined ? undefined : summary.k6.metrics[source.metric]?.rankErrors?.[source.statistic];
}

function criterion([id, definition]: Asked, context: AnalysisContext, observation: Observation): Criterion {
  const { unit, comparison } = definition;
  const limit = definition.limit(context.settings);
  const judged = judgeFigure(definition, limit, observation, context);
  const { verdict, judgement } = judged;
  const { title, next } = definition.words[context.language];
  const observed =
    observation.value !== null && Number.isFinite(observation.value) ? observation.value : null;
  const interval = observation.interval ?? judgement?.interval;
  const needs = judgement?.needs ?? null;
  const detail = detailOf(observation, judged, context);
  const rankError = rankErrorOf(definition, context);
  return {
    id,
    title,
    limit,
    comparison,
    observed: observation.n > 0 ? observed : null,
    ...(observation.beyond === true && observed !== null ? { beyond: true } : {}),
    unit,
    n: observation.n,
    verdict,
    ...(judgement === null ? {} : { evidence: judgement.evidence }),
    ...(needs === null ? {} : { needs }),
    ...(rankError === undefined || observed === null ? {} : { rankError }),
    ...(interval === undefined ? {} : { interval: [...interval] }),
    ...(detail === undefined ? {} : { detail }),
    ...(verdict === 'pass' ? {} : { next }),
  };
}

/** Judges the criteria that the run is asked for. A figure from the scenario's findings beats one from the summary. */
export function criteriaOf(
  context: AnalysisContext,
  findings: Pick<ScenarioFindings, 'observed'>,
): Criterion[] {
  return askedOf(context.spec.criteria, context.summary.scenarioData).map((asked) =>
    criterion(asked, context, findings.observed?.[asked[0]] ?? observe(asked, context)),
  );
}
