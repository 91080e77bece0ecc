/**
 * The quantiles by which a Trend of one generator can be merged with those of others: a grid of levels, denser in the
 * tail. Percentiles alone cannot be merged; a distribution that is known at so many levels can. Pure.
 */

/** Levels between two ends, in per cent: [from, to) in steps. Whole thousandths, so that none is a rounding error away. */
const BANDS = [
  { from: 0, to: 90, step: 0.5 },
  { from: 90, to: 99, step: 0.1 },
  { from: 99, to: 99.9, step: 0.05 },
  { from: 99.9, to: 100, step: 0.01 },
] as const;

/** Levels of the grid in per cent, 0 and 100 (least and greatest value) among them: 300 of them. */
export const GRID_PERCENTS: readonly number[] = [
  ...BANDS.flatMap(({ from, to, step }) =>
    Array.from({ length: Math.round((to - from) / step) }, (_, index) =>
      Number((from + index * step).toFixed(2)),
    ),
  ),
  100,
];

const nameOf = (percent: number): string => `p(${percent})`;

/** What k6 has to be asked for (`summaryTrendStats`) to give the grid beside the statistics of the summary. */
export const GRID_STATISTICS: readonly string[] = GRID_PERCENTS.map(nameOf);

/**
 * The grid out of a Trend's values, in the order of `GRID_PERCENTS`; null where a level is missing, as in the summary of
 * a run that was not asked for it.
 */
export function gridOf(values: Readonly<Record<string, number>>): readonly number[] | null {
  const grid: number[] = [];
  for (const name of GRID_STATISTICS) {
    const value = values[name];
    if (value === undefined) return null;
    grid.push(value);
  }
  return grid;
}
