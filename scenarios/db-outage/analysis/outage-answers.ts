/** What clients got who waited while the database was away. Who got nothing is no observation of a time, but of a bound. */

import { METRIC } from '../../../lib/metric-names.ts';
import type { Observation } from '../../../reports/analysis/scenario-analysis.ts';
import { formatCount, formatDuration, formatFigure } from '../../../reports/render/format.ts';
import { percentile } from '../../../reports/stats/quantile.ts';
import type { FaultContext } from '../../shared/faults/context.ts';
import { PATIENCE_MARGIN_MS } from '../../shared/faults/limits.ts';
import type { ResilienceWords } from '../../shared/faults/messages.ts';
import type { OutageDetails } from '../details.ts';

/** Fewer clients than this have no p95: the rarest in twenty would be none of them. */
export const MIN_CLIENTS = 20;

export interface OutageAnswers {
  readonly details: NonNullable<OutageDetails['answers']>;
  readonly time: Observation;
  readonly foreign: Observation;
  /** As a part of the answer; null where nobody waited. */
  readonly fact: string | null;
}

/** Sorted as last: no answer came within the patience of its client. */
const NEVER = Number.POSITIVE_INFINITY;

/** Times of all clients that waited; of a plain `k6 run` those with an answer are known by their percentiles only. */
function waitsOf({ files }: FaultContext): number[] {
  return files.events.flatMap(({ event, ms }) =>
    event === 'patient-answer' && (typeof ms === 'number' || ms === null) ? [ms ?? NEVER] : [],
  );
}

export function outageAnswersOf(
  context: FaultContext,
  injected: boolean,
  words: ResilienceWords,
): OutageAnswers {
  const { metrics, settings, language } = context;
  const answered = metrics.trend(METRIC.outageAnswer);
  const waited = metrics.rate(METRIC.outageLate).n;
  const unanswered = Math.max(0, waited - answered.n);
  const patienceMs = settings.outageAnswerMs + PATIENCE_MARGIN_MS;
  const waits = waitsOf(context);
  const known = waits.length === waited && waited > 0;
  const share = waited === 0 ? 0 : unanswered / waited;
  const at = (p: number, plain: number | null) => {
    if (waited === 0 || share >= 1 - p) return null;
    if (!known) return plain;
    const sorted = [...waits].sort((a, b) => a - b);
    return finite(sorted[Math.ceil(p * sorted.length) - 1]);
  };
  const [p50, p95] = [at(0.5, answered.p50), at(0.95, answered.p95)];
  const judged = metrics.rate(METRIC.foreignAnswers, { during: 'fault' });
  const count = (value: number) => formatCount(value, language);
  const patience = formatDuration(patienceMs / 1000, language);
  const details = { waited, answered: answered.n, unanswered, patienceMs, p50, p95, judged: judged.n };
  const none = words.unanswered(count(unanswered), count(waited), patience);
  return {
    details,
    time: injected ? timeOf() : { value: null, n: 0, detail: words.noAnswers },
    foreign: foreignOf(),
    fact:
      waited === 0
        ? null
        : p95 === null
          ? none
          : words.answered(formatFigure(p95, 'ms', language)) + (unanswered > 0 ? `; ${none}` : ''),
  };

  function timeOf(): Observation {
    if (waited === 0) return { value: null, n: 0, detail: words.noAnswers };
    const few = waited < MIN_CLIENTS ? words.tooFewAnswers(count(waited), count(MIN_CLIENTS)) : null;
    const details = [...(unanswered > 0 ? [`${none}.`] : []), ...(few === null ? [] : [few])].join(' ');
    return {
      value: p95 ?? patienceMs,
      ...(p95 === null ? { beyond: true as const } : {}),
      n: waited,
      ...(known ? { interval: intervalOf(waits) } : {}),
      ...(few === null ? {} : { open: true as const }),
      ...(details === '' ? {} : { detail: details }),
    };
  }

  function foreignOf(): Observation {
    const ever = metrics.rate(METRIC.foreignAnswers);
    // A leak is one whenever it came; that there is none is known of answers in the fault only.
    if (ever.passes > 0) return { value: ever.passes, n: ever.n };
    return injected && judged.n > 0
      ? { value: 0, n: judged.n }
      : { value: null, n: 0, detail: words.nothingJudged };
  }
}

const finite = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value;

/** By order statistics, those without an answer ranking last; an end that lies among them is open. */
function intervalOf(waits: readonly number[]): readonly [number | null, number | null] {
  const ranked = waits.map((wait) => (wait === NEVER ? Number.MAX_VALUE : wait));
  const estimate = percentile(ranked, 0.95);
  if (!estimate.ok) return [null, null];
  const end = (value: number | null) => (value === Number.MAX_VALUE ? null : value);
  return [end(estimate.value.low), end(estimate.value.high)];
}
