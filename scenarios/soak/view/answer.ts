/** The answer of a soak run, and what it cannot tell. */

import { thinkText } from '../../../lib/load/load-text.ts';
import { METRIC } from '../../../lib/metric-names.ts';
import type { JudgedRun } from '../../../reports/analysis/scenario-analysis.ts';
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatLimit,
  formatObserved,
} from '../../../reports/render/format.ts';
import { amountText, changeText } from '../../../reports/render/slope.ts';
import { readsPings, type Slice, timingOf } from '../analysis/slices.ts';
import { FIELD_OF, type FieldTrend, trendRow } from '../analysis/trends.ts';
import type { SoakContext } from '../context.ts';
import { SOAK_METRICS } from '../load/budgets.ts';
import { soakThinkTime } from '../load/plan.ts';
import { type SoakWords, soakWords } from '../messages.ts';
import { hasDefaultBudgets, levelText } from './sentences.ts';

/** The fields that criteria are decided on, the weightiest first. */
const DECIDING = SOAK_METRICS.map((metric) => FIELD_OF[metric]);

export interface SoakFindings {
  readonly slices: readonly Slice[];
  readonly trends: readonly FieldTrend[];
  readonly measuredSeconds: number;
}

const isDeciding = ({ field }: FieldTrend): boolean => DECIDING.some((name) => name === field);

/** In the minutes of the run itself, with what was accepted over them. */
function worseText(
  { field, unit, trend }: FieldTrend,
  measuredSeconds: number,
  context: SoakContext,
): string[] {
  if (!trend.ok) return [];
  const { language } = context;
  const words = soakWords(language);
  const { verdict, slopePerHour, low, high, budgetPerHour } = trend.value;
  if (verdict !== 'leak' && verdict !== 'degrading') return [];
  const text = (value: number) => changeText(value, unit, measuredSeconds, language);
  const limit = amountText(budgetPerHour, unit, measuredSeconds, language);
  return [words[verdict](words.fields[field], text(slopePerHour), text(low), text(high), limit)];
}

/** The smallest leak that would have shown and, after a third of a day, where memory would stand in a day. */
function memoryText({ trends, measuredSeconds }: SoakFindings, context: SoakContext): string[] {
  const { language } = context;
  const words = soakWords(language);
  const memory = trends.find(({ field }) => field === 'memoryFloorMb');
  if (memory === undefined || !memory.trend.ok) return [];
  const { verdict, minimumDetectablePerHour } = memory.trend.value;
  const name = words.fields.memoryFloorMb;
  const unseen = words.unseen(
    name,
    amountText(minimumDetectablePerHour, memory.unit, measuredSeconds, language),
  );
  const { outlook24h } = trendRow(memory, measuredSeconds, null);
  const level = (value: number | null) => levelText(value ?? 0, memory.unit, language);
  return [
    ...(verdict === 'leak' || verdict === 'degrading' ? [] : [unseen]),
    ...(outlook24h === undefined
      ? []
      : [words.outlook(name, level(outlook24h.value), level(outlook24h.low), level(outlook24h.high))]),
  ];
}

/** Criteria that were missed beside the trends: latency, failures, results. */
function missedText(run: JudgedRun, context: SoakContext): string[] {
  const { language, words } = context;
  const missed = run.criteria.filter(({ id, verdict }) => verdict === 'fail' && !id.startsWith('soak-'));
  if (missed.length === 0) return [];
  const rows = missed.map(({ title, observed, limit, unit, comparison }) =>
    words.load.row(
      title,
      formatObserved(observed, limit, unit, language),
      formatLimit(comparison, limit, unit, language),
    ),
  );
  return [soakWords(language).missed(words.common.list(rows))];
}

export function soakAnswer(context: SoakContext, findings: SoakFindings, run: JudgedRun): string {
  const { language, settings, words: common } = context;
  const words = soakWords(language);
  const duration = formatDuration(findings.measuredSeconds, language);
  const pause = thinkText(soakThinkTime(settings), language, (value) => formatCount(value, language));
  const users = `${formatFigure(settings.soakUsers, 'users', language)}, ${pause}`;
  const { completed } = run.traffic.jobs;
  const seconds = run.traffic.seconds ?? 0;
  const rate = formatFigure(seconds > 0 ? completed / seconds : null, 'jobs/s', language);
  const worse = [
    ...findings.trends
      .filter(isDeciding)
      .flatMap((trend) => worseText(trend, findings.measuredSeconds, context)),
    ...missedText(run, context),
  ];
  const memory = memoryText(findings, context);
  if (run.verdict === 'fail') {
    return `${[words.doesNotLast(common.common.list(worse), duration, users), ...memory].join('; ')}.`;
  }
  if (run.verdict === 'pass') return `${[words.lasts(duration, users, rate), ...memory].join('; ')}.`;
  const open = run.criteria.filter(({ verdict }) => verdict === 'inconclusive').map(({ title }) => title);
  return `${[words.undecided(common.common.list(open), duration), ...memory].join('; ')}.`;
}

/** Whose memory it is that was judged; memory of a host is shown to nobody's credit or blame. */
function memoryNotes(context: SoakContext, notes: SoakWords['notes']): string[] {
  const { metrics } = context;
  if (metrics.samples(METRIC.targetMemory) === 0) {
    return metrics.samples(METRIC.hostMemory) > 0 ? [notes.hostMemory] : [];
  }
  return readsPings(context) ? [notes.workersMemory] : [];
}

export function soakNotEstablished(context: SoakContext, findings: SoakFindings): string[] {
  const { language, words: common, settings } = context;
  const { notes, fields } = soakWords(language);
  const { slices, trends, measuredSeconds } = findings;
  const duration = formatDuration(measuredSeconds, language);
  const planned = timingOf(context).slices;
  const seen = trends.filter(isDeciding).flatMap(({ field, unit, trend }) => {
    if (!trend.ok) return [];
    return [
      `${fields[field]} ${amountText(trend.value.minimumDetectablePerHour, unit, measuredSeconds, language)}`,
    ];
  });
  const hidden = trends.flatMap(({ field, points }) => (points === 0 ? [fields[field]] : []));
  const count = (value: number) => formatCount(value, language);
  const short = measuredSeconds < 3600;
  return [
    ...(slices.length < planned ? [notes.stopped(count(slices.length), count(planned))] : []),
    ...(seen.length === 0 ? [] : [notes.unseen(seen.join(', '), duration)]),
    ...(hidden.length === 0 ? [] : [notes.notShown(common.common.list(hidden))]),
    ...memoryNotes(context, notes),
    ...(short && hasDefaultBudgets(settings) ? [notes.budgets(duration)] : []),
    ...(trends.some((trend) => trendRow(trend, measuredSeconds, null).outlook24h !== undefined)
      ? []
      : [notes.noOutlook(duration)]),
    notes.beyond(duration),
  ];
}
