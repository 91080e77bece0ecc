/** Trends as the figures that the criteria compare with their budgets. */

import type { Observation } from '../../../reports/analysis/scenario-analysis.ts';
import { SOAK_METRICS, type SoakMetric } from '../load/budgets.ts';
import type { SoakCriterion } from '../scenario.ts';
import { FIELD_OF, type FieldTrend } from './trends.ts';

/** Turns a slope of the field into the criterion's unit, upwards being worse. */
function inCriterion(metric: SoakMetric, slope: number, level: number): number {
  switch (metric) {
    case 'throughput':
      return level > 0 ? (-slope / level) * 100 : 0;
    case 'errors':
      return slope * 100;
    default:
      return slope;
  }
}

/**
 * A slope that levelled off counts with what is left of it. A trend that is not decided is neither a pass nor a miss,
 * whichever side of the budget its slope lies.
 */
function observe(metric: SoakMetric, found: FieldTrend | undefined, reason: string | null): Observation {
  const detail = reason === null ? {} : { detail: reason };
  if (found === undefined || !found.trend.ok) return { value: null, n: 0, ...detail };
  const { verdict, slopePerHour, low, high, leftPerHour } = found.trend.value;
  const convert = (slope: number) => inCriterion(metric, slope, found.level ?? 0);
  const ends = [convert(low), convert(high)] as const;
  return {
    value: convert(verdict === 'stable' && leftPerHour !== null ? leftPerHour : slopePerHour),
    n: found.points,
    interval: [Math.min(...ends), Math.max(...ends)],
    ...(verdict === 'inconclusive' ? { open: 'either' as const } : {}),
    ...detail,
  };
}

/** @param reasons why a field has the verdict that it has, where the figures alone do not say it. */
export function observedTrends(
  trends: readonly FieldTrend[],
  reasons: ReadonlyMap<string, string>,
): Partial<Record<SoakCriterion, Observation>> {
  const observed: Partial<Record<SoakCriterion, Observation>> = {};
  for (const metric of SOAK_METRICS) {
    const field = FIELD_OF[metric];
    const found = trends.find((trend) => trend.field === field);
    observed[`soak-${metric}`] = observe(metric, found, reasons.get(field) ?? null);
  }
  return observed;
}
