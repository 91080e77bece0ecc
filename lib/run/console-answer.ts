/** The answer that a plain `k6 run` prints: the criteria that the summary alone decides. Pure. */

import { type Judgement, judgementOf } from '../criteria/evidence.ts';
import {
  askedOf,
  type CriterionDefinition,
  judge,
  overall,
  type Unit,
  type Verdict,
} from '../criteria/types.ts';
import { sharedMessages } from '../i18n/index.ts';
import type { SharedMessages } from '../i18n/types.ts';
import type { ScenarioSpec } from '../scenario.ts';
import { isStrict } from '../settings/load-settings.ts';
import type { Settings } from '../settings/table.ts';
import type { Metrics, RunSummary } from '../summary-types.ts';

/** A criterion as far as the summary decides it. */
export interface Judged {
  readonly limit: number;
  readonly observed: number | null;
  readonly samples: number;
  /** Null: its figure does not stand in the summary, the post-processor decides. */
  readonly verdict: Verdict | null;
  /** How sure the verdict is; null where there is none. */
  readonly judgement: Judgement | null;
}

/** Number of samples behind a metric of the summary. */
export function samplesOf(metrics: Metrics, metric: string): number {
  const values = metrics[metric]?.values ?? {};
  if (values.passes !== undefined || values.fails !== undefined)
    return (values.passes ?? 0) + (values.fails ?? 0);
  return values.count ?? 0;
}

/** Judges one criterion from the summary's metrics. */
export function judgeFromMetrics(
  definition: CriterionDefinition,
  metrics: Metrics,
  settings: Settings,
): Judged {
  const limit = definition.limit(settings);
  const { source } = definition;
  if (source === undefined) return { limit, observed: null, samples: 0, verdict: null, judgement: null };
  const samples =
    source.samples === undefined
      ? samplesOf(metrics, source.metric)
      : (metrics[source.samples.metric]?.values[source.samples.statistic] ?? 0);
  const figure = metrics[source.metric]?.values[source.statistic];
  const observed = samples > 0 && figure !== undefined ? figure : null;
  const metric = metrics[source.metric];
  const judgement =
    observed === null ? null : judgementOf(definition, limit, { observed, n: samples, metric });
  const verdict = judge(definition.comparison, limit, observed, samples);
  return { limit, observed, samples, verdict: proved(verdict, judgement, settings), judgement };
}

/** The verdict where what is not proven is none, as the settings ask. */
export function proved(
  verdict: Verdict,
  judgement: Pick<Judgement, 'evidence'> | null,
  settings: Pick<Settings, 'strict' | 'profile'>,
): Verdict {
  return judgement?.evidence === 'not-proven' && isStrict(settings) ? 'inconclusive' : verdict;
}

const UNITLESS: readonly Unit[] = ['count', 'ratio', 'exponent', 'index'];

function figureText(value: number, unit: Unit): string {
  if (unit === 'share') return `${Number((value * 100).toPrecision(4))} %`;
  const rounded = String(Number(value.toPrecision(4)));
  return UNITLESS.includes(unit) ? rounded : `${rounded} ${unit}`;
}

/** `proven`, `not proven, needs n ≥ 299`. */
export function evidenceText(
  { evidence, needs }: Pick<Judgement, 'evidence' | 'needs'>,
  words: SharedMessages,
  number: (value: number) => string = String,
): string {
  if (evidence !== 'not-proven') return words.evidence[evidence];
  return needs === null ? words.evidence.notProven : words.evidence.needs(number(needs));
}

/** @param facts lines of the scenario's own, above the criteria. */
export function consoleAnswer(
  scenario: Pick<ScenarioSpec, 'name' | 'criteria'>,
  summary: Pick<RunSummary, 'profile' | 'scenarioData' | 'k6'>,
  settings: Settings,
  { path, facts = [] }: { readonly path: string; readonly facts?: readonly string[] },
): string {
  const language = settings.reportLang;
  const words = sharedMessages(language);
  const judged = askedOf(scenario.criteria, summary.scenarioData).map(([, definition]) => ({
    definition,
    ...judgeFromMetrics(definition, summary.k6.metrics, settings),
  }));
  const decided = judged.flatMap(({ verdict }) => verdict ?? []);
  const open = judged.length === 0 || decided.length < judged.length;
  const verdict = overall(open && !decided.includes('fail') ? [...decided, 'inconclusive'] : decided);
  const lines = judged.map(({ definition, limit, observed, samples, verdict: one, judgement }) => {
    const { unit, comparison } = definition;
    const { title } = definition.words[language];
    if (one === null) return `  ${title}: ${words.console.needsReport}`;
    const seen = observed === null ? words.console.noSamples : figureText(observed, unit);
    const bound = `${words.console.limit} ${comparison} ${figureText(limit, unit)}`;
    const sure = judgement === null ? '' : `, ${evidenceText(judgement, words)}`;
    return `  ${words.verdict[one]}  ${title}: ${seen} (${bound}, ${words.console.samples} = ${samples}${sure})`;
  });
  const headline = `${scenario.name} (${summary.profile}): ${words.verdict[verdict]}`;
  const body = [...facts.map((fact) => `  ${fact}`), ...lines].join('\n');
  return `\n${headline}\n${body}\n\n${words.console.fullReport(path)}\n`;
}
