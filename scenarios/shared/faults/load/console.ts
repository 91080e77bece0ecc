/** What a plain `k6 run` prints of a run around a fault: each phase, and when the level of before was back. Pure. */

import { sharedMessages } from '../../../../lib/i18n/index.ts';
import type { Plan } from '../../../../lib/load/plan.ts';
import { METRIC, subMetric } from '../../../../lib/metric-names.ts';
import type { Metrics } from '../../../../lib/summary-types.ts';
import { GIVE_UP_MS } from '../limits.ts';
import type { FaultFamilySettings } from '../settings.ts';
import { faultWindowOf } from './plan.ts';
import { TIMED_OUT } from './statuses.ts';

/** Seconds whose counts together must reach the level: one alone scatters too much to say anything. */
const WINDOW_SECONDS = 3;
const LEVEL_SHARE = 0.9;
const CENSORED_SHARE = 0.05;

export function faultConsole(settings: FaultFamilySettings, plan: Plan, metrics: Metrics): readonly string[] {
  const words = sharedMessages(settings.reportLang).console.fault;
  const count = (metric: string, tags: Readonly<Record<string, string>>) =>
    metrics[subMetric(metric, tags)]?.values.count ?? 0;
  const phases = plan.phases.flatMap(({ name }) => {
    const errors = metrics[subMetric(METRIC.journeyErrors, { phase: name })]?.values ?? {};
    const journeys = (errors.passes ?? 0) + (errors.fails ?? 0);
    if (journeys === 0) return [];
    const latency = metrics[subMetric(METRIC.jobDuration, { phase: name })]?.values ?? {};
    const unanswered = count(METRIC.submitStatus, { phase: name, status: TIMED_OUT });
    const ended = metrics[subMetric(METRIC.jobsEnded, { phase: name })]?.values.fails ?? 0;
    // A p95 among those that nobody waited for any longer is not known.
    const known = (latency.count ?? 0) > 0 && (unanswered + ended) / journeys < CENSORED_SHARE;
    const p95 = known ? String(Math.round(latency['p(95)'] ?? 0)) : '-';
    const failed = (((errors.passes ?? 0) / journeys) * 100).toFixed(1);
    const line = words.phase(name, String(journeys), failed, p95);
    const patience = String(GIVE_UP_MS / 1000);
    return [unanswered === 0 ? line : `${line}; ${words.unanswered(String(unanswered), patience)}`];
  });
  const { endSeconds } = faultWindowOf(plan);
  return [...phases, words.back(secondsUntilBack(plan, metrics), String(plan.seconds - endSeconds)), ''];
}

/**
 * Whole seconds after the fault from which three seconds together have the throughput of before. A rough figure for the
 * console: the report looks at latencies and at the scatter as well, and at whether it stays so.
 */
export function secondsUntilBack(plan: Plan, metrics: Metrics): number | null {
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  const good = (second: number) =>
    metrics[subMetric(METRIC.secondGood, { second: String(second) })]?.values.passes ?? null;
  const before: number[] = [];
  for (let second = 0; second + 1 <= startSeconds; second += 1) {
    const count = good(second);
    if (count !== null) before.push(count);
  }
  if (before.length === 0) return null;
  const level = before.reduce((total, count) => total + count, 0) / before.length;
  for (let second = endSeconds; second + WINDOW_SECONDS <= plan.seconds; second += 1) {
    let total = 0;
    for (let inside = second; inside < second + WINDOW_SECONDS; inside += 1) total += good(inside) ?? 0;
    if (total >= LEVEL_SHARE * level * WINDOW_SECONDS) return second - endSeconds;
  }
  return null;
}
