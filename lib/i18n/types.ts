import type { ValidityCheckId } from '../validity.ts';

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words that the console answer inside k6 and the reports share. A missing one does not compile. */
export interface SharedMessages {
  readonly verdict: Readonly<Record<'pass' | 'fail' | 'inconclusive', string>>;
  readonly validity: Readonly<Record<'valid' | 'discarded' | 'unknown', string>>;
  /** How sure the verdict of a criterion is. */
  readonly evidence: {
    readonly proven: string;
    /** Counted or timed in full: no estimate. */
    readonly exact: string;
    readonly notProven: string;
    readonly needs: (samples: string) => string;
  };
  readonly validityChecks: Readonly<Record<ValidityCheckId, string>>;
  readonly console: {
    readonly limit: string;
    readonly observed: string;
    readonly samples: string;
    readonly noSamples: string;
    /** After a plain `k6 run`: where the data is and how to get the whole report. */
    readonly fullReport: (summaryPath: string) => string;
    /** A criterion that needs the post-processor. */
    readonly needsReport: string;
    readonly interrupted: string;
    readonly load: {
      readonly users: (count: number, pause: string) => string;
      /** The think time, e.g. `1–3`; in seconds. */
      readonly pause: (seconds: string) => string;
      readonly noPause: string;
    };
    readonly stress: {
      readonly step: (users: string, jobsPerSecond: string, failedPercent: string, p95Ms: string) => string;
      /** Users that were held and the lowest number that was not; null where there is none. */
      readonly limit: (held: number | null, broken: number | null) => string;
    };
    readonly fault: {
      readonly phase: (name: string, journeys: string, failedPercent: string, p95Ms: string) => string;
      /** By bare counts of each second; null: not within the run. */
      readonly unanswered: (submissions: string, seconds: string) => string;
      readonly back: (seconds: number | null, watched: string) => string;
    };
    readonly arm: (name: string, counted: string, expected: string) => string;
    readonly tenants: {
      /** Kinds of answers, or of reads, with how many of each. */
      readonly foreign: (kinds: string) => string;
      readonly letIn: (kinds: string) => string;
      readonly neighbour: (quietP95Ms: string, noisyP95Ms: string) => string;
    };
  };
}
