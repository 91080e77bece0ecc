import type { Details } from '../result-schema.ts';
import type { ChartMessages } from './charts.types.ts';
import type { CompareMessages } from './compare.types.ts';
import type { EvidenceMessages } from './evidence.types.ts';
import type { HistoryMessages } from './history.types.ts';
import type { OverviewMessages } from './overview.types.ts';
import type { PlanMessages } from './plan.types.ts';
import type { TableMessages } from './tables.types.ts';

type Verdict = 'pass' | 'fail' | 'inconclusive';
type Validity = 'valid' | 'discarded' | 'unknown';

/** The words of the report itself. */
export interface CoreMessages {
  readonly suite: string;
  readonly documentTitle: (scenario: string, runId: string) => string;
  readonly noSamples: string;
  readonly units: {
    readonly user: string;
    readonly users: string;
    /** `1.6 of 2 cores`; `of` null: how many there are is not known. */
    readonly cores: (used: string, of: string | null) => string;
    /** Units that need a word in this language; any other is printed as the result names it. */
    readonly named: Readonly<Record<string, string>>;
  };
  readonly profile: Readonly<Record<'smoke' | 'short' | 'full', string>>;
  readonly scenarioLine: Readonly<Record<Details['kind'], string>>;
  readonly duration: string;
  readonly started: string;
  readonly headings: {
    readonly believe: string;
    readonly answer: string;
    readonly decision: string;
    readonly failures: string;
    readonly comparison: string;
    readonly charts: string;
    readonly notEstablished: string;
    readonly fingerprint: string;
    readonly figures: string;
    readonly tables: string;
  };
  readonly believe: {
    /** One sentence on what the validity means for the reader. */
    readonly sentence: Readonly<Record<Validity, string>>;
    readonly passed: (passed: number, total: number) => string;
    readonly noChecks: string;
    readonly allChecks: string;
  };
  /** Said beside the verdict of a run that may not be believed. */
  readonly notToBeUsed: string;
  readonly columns: {
    readonly check: string;
    readonly criterion: string;
    readonly observed: string;
    readonly limit: string;
    readonly observedAndLimit: string;
    readonly interval: string;
    readonly samples: string;
    readonly verdict: string;
    readonly evidence: string;
    readonly detail: string;
    readonly setting: string;
    readonly value: string;
  };
  /** What figures of all of a run are of. */
  readonly wholeRun: string;
  readonly missed: (missed: number, open: number, total: number) => string;
  readonly observedAgainst: (observed: string, limit: string, samples: string) => string;
  /** `share`: how far a merged percentile may be off. */
  readonly inRank: (share: string) => string;
  readonly intervalOf: (low: string, high: string) => string;
  readonly nextLabel: string;
  readonly nothingOpen: string;
  readonly moreCriteria: (count: number) => string;
  readonly moreRows: (count: number) => string;
  readonly everyRow: (seconds: string) => string;
  readonly tableBehind: string;
  readonly fingerprintParts: Readonly<
    Record<
      'target' | 'engine' | 'generator' | 'settings' | 'revision' | 'seed' | 'suiteVersion' | 'runId',
      string
    >
  >;
  readonly none: string;
  readonly skipToContent: string;
  readonly junit: { readonly validity: string; readonly criteria: string; readonly run: string };
  readonly annotationsLeft: (count: number) => string;
}

/** Every word that the reports, the comparison and the history say. A missing one does not compile. */
export interface ReportMessages {
  readonly report: CoreMessages;
  readonly tables: TableMessages;
  readonly charts: ChartMessages;
  readonly compare: CompareMessages;
  readonly history: HistoryMessages;
  readonly evidence: EvidenceMessages;
  readonly overview: OverviewMessages;
  readonly plan: PlanMessages;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly validity: Readonly<Record<Validity, string>>;
}
