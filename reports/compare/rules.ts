import type { ComparisonRules } from './view.ts';

/**
 * When a difference between two sets of runs is called one. With five runs a side the exact two-sided p of complete
 * separation is .008, so five is the fewest that can reach `alpha`. `alpha` is that strict as a dozen figures are
 * tested at once; a shift below `smallestChange` is too small to act on however certain it is.
 */
export const COMPARISON_RULES: ComparisonRules = { alpha: 0.01, smallestChange: 0.05, runsNeeded: 5 };
