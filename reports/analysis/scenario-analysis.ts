/**
 * How a scenario takes part in the analysis. Everything that all runs share (validity, traffic, resources, series,
 * criteria with a `source`, fingerprint, overall verdict) is done for it before and after.
 *
 * It returns findings and judges nothing itself: for a criterion without a `source` it gives the figure and its n under
 * `observed`, which is compared with the limit. A criterion that gets no figure is inconclusive. A figure under
 * `observed` also beats one from a `source`.
 *
 * Its words stand beside it, English and Spanish in one `Record<Language, …>`, so that a missing one does not compile
 * (`messages/` holds those that all scenarios share). Numbers in sentences go through
 * `../render/format.ts`, so that they read as they do in the tables.
 *
 * What it can rely on:
 * - `metrics` reads k6's summary; a missing or empty metric is `null` with n 0, never a zero.
 * - `series` is per second of the load, `t` in seconds after its start, with a mark for each planned phase; null after
 *   a plain `k6 run`. It goes into `details.series` by itself (thinned for long runs): leave that field out, and give
 *   marks of your own (faults, steps) under `marks`.
 * - `summary.scenarioData` is what the bundle recorded: `unknown`, to be parsed (zod) and never trusted. A part that is
 *   missing makes figures `null`; it does not throw.
 * - `files.events` are the bundle's events in the order of the log, `files.dashboard` every metric of every second.
 */
import type { Language } from '../../lib/i18n/types.ts';
import type { ScenarioSpec } from '../../lib/scenario.ts';
import type { Settings } from '../../lib/settings/table.ts';
import type { RunSummary } from '../../lib/summary-types.ts';
import type { ValidityCheckId } from '../../lib/validity.ts';
import type { Stretch } from '../resources/into-run.ts';
import type { Criterion, Details, Result, Series, ValidityCheck } from '../result-schema.ts';
import type { RunFiles } from '../run-folder.ts';
import type { AnalysisMessages } from './messages/en.ts';
import type { MetricReader } from './metrics.ts';

/** `S`: the settings that the scenario has. */
export interface AnalysisContext<S extends Settings = Settings> {
  readonly spec: ScenarioSpec;
  readonly files: RunFiles;
  readonly summary: RunSummary;
  /** The settings that were in force, restored from the summary; tokens are empty. */
  readonly settings: S;
  readonly metrics: MetricReader;
  readonly series: Series | null;
  /** Seconds that the load really ran: less than `summary.plan.seconds` after an interruption or an abort. */
  readonly loadSeconds: number;
  readonly language: Language;
  readonly words: AnalysisMessages;
}

/** The figure of a criterion. `n` 0 or `value` null: no verdict, never a pass. */
export interface Observation {
  readonly value: number | null;
  /** Samples behind it. */
  readonly n: number;
  readonly interval?: readonly [number | null, number | null];
  /** `value` is a lower bound: so long nothing came, and then nobody waited any more. */
  readonly beyond?: true;
  /** Why the verdict is what it is, where the figures alone do not say it. */
  readonly detail?: string;
  /**
   * There is a figure, but the run cannot carry a verdict on it; `detail` then says why. `true`: a miss stays a miss.
   * `either`: nor can it carry a miss.
   */
  readonly open?: true | 'either';
}

/** What the answer may be built from; everything in it is final. */
export interface JudgedRun {
  readonly verdict: Result['verdict'];
  readonly criteria: readonly Criterion[];
  readonly traffic: Result['traffic'];
  readonly resources: Result['resources'];
}

type PartRow = NonNullable<NonNullable<Result['resources']>['parts']>[number];

/** `D`: its details; `C`: names of its criteria. */
export interface ScenarioFindings<D extends Details = Details, C extends string = string> {
  readonly details: D;
  /** Figures of the criteria that k6's summary alone cannot give. */
  readonly observed?: Readonly<Partial<Record<C, Observation>>>;
  /**
   * One sentence that a decision can be taken from. It is asked for when validity leaves room for one: for a discarded
   * run the common sentence says why there is no answer, for one of unknown validity it is put behind that caveat.
   */
  readonly answer: (run: JudgedRun) => string;
  /**
   * The answer where a grave criterion was missed, in place of the common one, which names those that were: it says
   * that and nothing else.
   */
  readonly graveAnswer?: (run: JudgedRun) => string;
  /** Sentences on what this run cannot tell; common ones (small samples, one run, profile) are added to them. */
  readonly notEstablished: readonly string[];
  /** Replaces single figures of the common traffic, e.g. `lost` and `duplicated` from reconciled ids. */
  readonly jobs?: Partial<Result['traffic']['jobs']>;
  readonly traffic?: Partial<Omit<Result['traffic'], 'jobs'>>;
  /** `run`: what the answer speaks of is the whole run, so that the common traffic and resources are those of all of it. */
  readonly figuresOf?: 'run';
  /** Replaces single figures of the common resources, where the answer speaks of a part of the run. */
  readonly resources?: Partial<NonNullable<Result['resources']>>;
  /** Slopes of the memory of single parts (containers, pods), by name, where the scenario judges them. */
  readonly memoryTrends?: ReadonlyMap<string, NonNullable<PartRow['memoryTrend']>>;
  readonly perStep?: NonNullable<Result['resources']>['perStep'];
  /** Moments of the scenario's own for charts: faults, steps. */
  readonly marks?: Series['marks'];
  /** Samples that the run stands on, for `samples-present`, where they are not journeys. */
  readonly samples?: number;
  /**
   * The run ended before its plan because it found what it looked for (a breaking step): then that is no interruption.
   * A signal, Ctrl-C or an exception in setup still is one.
   */
  readonly endedOnPurpose?: boolean;
  /** Replaces the common verdict of a check, e.g. `target-unchanged` where the scenario restarts the target itself. */
  readonly validity?: Partial<Record<ValidityCheckId, Omit<ValidityCheck, 'id'>>>;
}

export interface ScenarioAnalysis<
  D extends Details = Details,
  S extends Settings = Settings,
  C extends string = string,
> {
  /** Pure: no file, no clock, no randomness beyond `summary.seed`. */
  analyse(context: AnalysisContext<S>): ScenarioFindings<D, C>;
  /** Stretches of the load that the scenario tells apart besides the phases of its plan, by their tags. */
  readonly stretches?: (summary: RunSummary) => readonly Stretch[];
}
