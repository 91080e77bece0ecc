/** Lines of a plain `k6 run`: where foreign data was seen, which the criteria only count. */

import { sharedMessages } from '../../../lib/i18n/index.ts';
import { METRIC, subMetric } from '../../../lib/metric-names.ts';
import type { Metrics } from '../../../lib/summary-types.ts';
import type { TenantSettings } from '../settings.ts';
import { ANSWER_KINDS } from './canary.ts';
import { READ_KINDS } from './cross-reads.ts';

/** `kind n` for every kind with a hit, most hits first. */
function hits(metrics: Metrics, metric: string, kinds: readonly string[]): string {
  return kinds
    .map((kind) => ({ kind, count: metrics[subMetric(metric, { kind })]?.values.passes ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${kind} ${count}`)
    .join(', ');
}

export function tenantFacts(settings: TenantSettings, metrics: Metrics): readonly string[] {
  const words = sharedMessages(settings.reportLang).console.tenants;
  const answers = hits(metrics, METRIC.foreignAnswers, ANSWER_KINDS);
  const reads = hits(metrics, METRIC.crossReads, READ_KINDS);
  const p95 = (side: string) => {
    const values = metrics[subMetric(METRIC.jobDuration, { side })]?.values;
    return values === undefined || (values.count ?? 0) === 0 ? null : Math.round(values['p(95)'] ?? 0);
  };
  const [quiet, noisy] = [p95('quiet'), p95('noisy')];
  return [
    ...(answers === '' ? [] : [words.foreign(answers)]),
    ...(reads === '' ? [] : [words.letIn(reads)]),
    ...(quiet === null || noisy === null ? [] : [words.neighbour(String(quiet), String(noisy))]),
  ];
}
