export type ComparisonStatusName = 'not-comparable' | 'not-enough' | 'no-regression' | 'regression';
export type ComparisonEffect = 'improvement' | 'regression' | 'none' | 'no-verdict';

/** The words of a comparison. */
export interface CompareMessages {
  readonly title: string;
  readonly status: Readonly<Record<ComparisonStatusName, string>>;
  readonly sentence: {
    readonly notComparable: (differences: number) => string;
    readonly notEnough: (a: number, b: number, needed: number) => string;
    /** Usable runs of those given, on each side: `5/11`. */
    readonly mostlyLeftOut: (a: string, b: string) => string;
    readonly noRegression: (a: number, b: number) => string;
    readonly regression: (count: number, a: number, b: number) => string;
    readonly notUsable: (runs: string) => string;
    readonly oneSided: (figures: string) => string;
  };
  readonly sideA: string;
  readonly sideB: string;
  readonly figures: string;
  readonly metric: string;
  readonly change: string;
  readonly shift: (confidence: string) => string;
  readonly pValue: string;
  readonly samples: string;
  readonly effect: string;
  readonly effectNames: Readonly<Record<ComparisonEffect, string>>;
  readonly better: Readonly<Record<'lower' | 'higher', string>>;
  readonly differsIn: string;
  readonly subject: string;
  readonly field: string;
  readonly missing: string;
  readonly allowHint: (fields: string) => string;
  readonly dropped: (count: number, share: string) => string;
  readonly nothingLeft: string;
  readonly verdictsA: string;
  readonly verdictsB: string;
  readonly metricNames: Readonly<Record<string, string>>;
  readonly method: (alpha: string, share: string) => string;
  readonly errors: {
    readonly usage: string;
    readonly twoSides: string;
    readonly missingValue: (flag: string) => string;
    readonly unknownFlag: (flag: string) => string;
    readonly noResult: (path: string) => string;
    readonly noRuns: (path: string) => string;
    readonly notAResult: (path: string, where: string) => string;
    readonly sameRun: (runId: string) => string;
  };
}
