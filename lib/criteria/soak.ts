import { SOAK_UNITS, type SoakMetric, soakBudget } from '../../scenarios/soak/load/budgets.ts';
import type { Settings } from '../settings/table.ts';
import type { CriterionDefinition } from './types.ts';

const trend = (metric: SoakMetric) =>
  ({
    unit: SOAK_UNITS[metric],
    comparison: '<=',
    limit: (settings: Settings) => soakBudget(metric, settings),
    // Stable or leaking only where the interval of the slope allows it.
    proof: 'confirmed',
  }) as const satisfies CriterionDefinition;

/** Slopes over the run, in the worse direction, against what is accepted per hour. */
export const SOAK_CRITERIA = {
  'soak-memory': trend('memory'),
  'soak-latency': trend('latency'),
  'soak-throughput': trend('throughput'),
  'soak-connections': trend('connections'),
  'soak-errors': trend('errors'),
} as const satisfies Record<string, CriterionDefinition>;
