import { METRIC } from '../metric-names.ts';
import type { CriterionDefinition } from './types.ts';

export const STRESS_CRITERIA = {
  /** The highest number of users at once that was confirmed, against what is asked for. */
  'stress-max-users': {
    unit: 'users',
    comparison: '>=',
    limit: (settings) => settings.stressMinUsers,
    // A step is good or bad only where the intervals of its figures allow it.
    proof: 'confirmed',
  },
  /** Over the whole run: load must never mix up results. */
  'stress-wrong-results': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.wrongResults, statistic: 'passes' },
  },
} as const satisfies Record<string, CriterionDefinition>;
