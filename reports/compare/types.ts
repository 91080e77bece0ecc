export type ComparisonStatus = 'not-comparable' | 'not-enough' | 'no-regression' | 'regression';
export type ComparisonEffect = 'improvement' | 'regression' | 'none' | 'no-verdict';

/** One figure on both sides. Sides are the medians over runs of the figure of each run. */
export interface ComparedFigure {
  readonly id: string;
  /** Title from the result, where the id is not one that the reports know. */
  readonly title: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly a: number;
  readonly b: number;
  readonly runsA: number;
  readonly runsB: number;
  /** (b − a) / |a|; `null` where a is zero. For a count that must be 0, b is the highest of a run. */
  readonly change: number | null;
  /** Hodges–Lehmann shift from A to B in the figure's unit, with its interval (confidence 1 − alpha of the rules); `null` with one run a side. */
  readonly shift: {
    readonly estimate: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  /** Exact two-sided Mann–Whitney p; `null` where there are not enough runs. */
  readonly p: number | null;
  readonly effect: ComparisonEffect;
}

/** A field of the fingerprint that is not the same in all runs. */
export interface Difference {
  readonly path: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
}

export interface ComparedSide {
  readonly runIds: readonly string[];
  readonly verdicts: readonly ('pass' | 'fail' | 'inconclusive')[];
}

/** Two sets of runs, compared: as data, without words. */
export interface Comparison {
  readonly status: ComparisonStatus;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  /** Runs that each side was given; the sides hold those that may be believed. */
  readonly of: readonly [number, number];
  /** Runs left out because their own validity does not hold. */
  readonly notUsable: readonly string[];
  /** Conditions that must match and do not. Not empty: nothing was compared. */
  readonly differences: readonly Difference[];
  /** What may differ and does: the subject of the comparison. */
  readonly subject: readonly Difference[];
  /** Sorted by the size of the change, largest first. */
  readonly figures: readonly ComparedFigure[];
  /** Figures that only one side has: without them there is no clean bill. */
  readonly oneSided: readonly { readonly id: string; readonly title: string }[];
  /** Figures that changed too little to show. */
  readonly dropped: number;
}
