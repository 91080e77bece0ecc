/** Whether the memory of a single part of the system (a container, a pod) grows, which the sum of all may hide. */
import type { ScenarioFindings } from '../../../reports/analysis/scenario-analysis.ts';
import { byPart, mainSource } from '../../../reports/resources/totals.ts';
import { sortedQuantile } from '../../../reports/stats/quantile.ts';
import { soakTrend } from '../../../reports/stats/soak-trend.ts';
import type { SoakContext } from '../context.ts';
import { soakBudget } from '../load/budgets.ts';
import type { Slice } from './slices.ts';

/** What stays after collection. */
const FLOOR = 0.1;

type MemoryTrends = NonNullable<ScenarioFindings['memoryTrends']>;
type MemoryTrend = MemoryTrends extends ReadonlyMap<string, infer T> ? T : never;

/** By the budget of the whole: a part that exceeds it alone leaks, whatever the others do. */
export function partMemoryTrends(slices: readonly Slice[], context: SoakContext): MemoryTrends {
  const { files, summary, settings } = context;
  const trends = new Map<string, MemoryTrend>();
  const source = files.resources === null ? null : mainSource(files.resources);
  if (files.resources === null || source === null) return trends;
  const start = Date.parse(summary.startedAt);
  for (const [part, samples] of byPart(files.resources, source)) {
    const points = slices.flatMap(({ startSeconds, seconds }) => {
      const from = start + startSeconds * 1000;
      const values = samples
        .flatMap(({ t, memoryMb }) =>
          memoryMb !== undefined && t >= from && t < from + seconds * 1000 ? [memoryMb] : [],
        )
        .sort((a, b) => a - b);
      return values.length === 0
        ? []
        : [{ t: startSeconds + seconds / 2, value: sortedQuantile(values, FLOOR) }];
    });
    if (points.length === 0) continue;
    const found = soakTrend(points, {
      kind: 'resource',
      budgetPerHour: soakBudget('memory', settings),
      warmupSeconds: 0,
      summary: 'floor',
    });
    if (!found.ok) continue;
    const { slopePerHour, low, high, verdict } = found.value;
    trends.set(part, { slopePerHour, low, high, verdict });
  }
  return trends;
}
