/** How the p95 grows with the number of tenants that share the same load. */

import { METRIC } from '../../../lib/metric-names.ts';
import type { Observation } from '../../../reports/analysis/scenario-analysis.ts';
import { ascending, sortedQuantile } from '../../../reports/stats/quantile.ts';
import { scalingExponent, type TenantLevel } from '../../../reports/stats/scaling.ts';
import { atMost } from '../../shared/interval-verdict.ts';
import type { TenantContext } from '../context.ts';
import type { MultitenantDetails } from '../details.ts';
import { levelTag } from '../load/names.ts';
import type { MultitenantWords } from '../messages.ts';
import type { TenantRecord } from './data.ts';

type Figures = MultitenantDetails['scaling'];

export interface Scaling {
  readonly figures: Figures;
  readonly observation: Observation;
}

/** One p95 a visit: each number of tenants is visited twice, on the way up and on the way down. */
function levelsOf({ metrics }: TenantContext, { plan, jobs }: TenantRecord): TenantLevel[] {
  return plan.visits.flatMap(({ name, tenants }) => {
    if (jobs === null) {
      const { p95 } = metrics.trend(METRIC.jobDuration, { visit: name });
      return p95 === null ? [] : [{ tenants, p95 }];
    }
    const values = (jobs.get(name) ?? []).flatMap(({ ms }) => ms ?? []);
    return values.length === 0 ? [] : [{ tenants, p95: sortedQuantile(ascending(values), 0.95) }];
  });
}

function pointsOf({ metrics }: TenantContext, { plan }: TenantRecord): Figures['points'] {
  const counts = [...new Set(plan.visits.map(({ tenants }) => tenants))].sort((a, b) => a - b);
  return counts.map((tenants) => {
    const { p50, p95, n } = metrics.trend(METRIC.jobDuration, { level: levelTag(tenants) });
    const seconds = plan.visits
      .filter((visit) => visit.tenants === tenants)
      .reduce((sum, visit) => sum + visit.measuredSeconds, 0);
    return { tenants, p50, p95, jobsPerSecond: n > 0 && seconds > 0 ? n / seconds : null, n };
  });
}

export function scalingOf(context: TenantContext, record: TenantRecord, words: MultitenantWords): Scaling {
  const levels = levelsOf(context, record);
  const points = pointsOf(context, record);
  const n = points.reduce((sum, point) => sum + point.n, 0);
  const found = scalingExponent(levels);
  if (!found.ok) {
    return {
      figures: { points, exponent: null, low: null, high: null },
      observation: { value: null, n: 0, detail: words.reason(found) },
    };
  }
  const { exponent, low, high } = found.value;
  return {
    figures: { points, exponent, low, high },
    observation: atMost(
      context.settings.tenantScaling,
      { estimate: exponent, low, high },
      n,
      words.straddles,
    ),
  };
}
