/** How a scenario takes part in reports: its findings, and what a reader sees of them. */
import type { z } from 'zod';
import type { ScenarioSpec } from '../lib/scenario.ts';
import type { Settings } from '../lib/settings/table.ts';
import type { ScenarioAnalysis } from './analysis/scenario-analysis.ts';
import type { ChartContext } from './charts/build.ts';
import type { Span } from './charts/marks.ts';
import type { ChartView } from './charts/types.ts';
import type { RunFigure } from './compare/figures.ts';
import { ReportError } from './errors.ts';
import type { TableView } from './render/table.ts';
import type { TableContext } from './render/tables/context.ts';
import type { Details, Result } from './result-schema.ts';
import type { RunFiles } from './run-folder.ts';

/** What the report of a run may be given to look at beside its files. */
export interface CollectOptions {
  readonly folder: string;
  readonly logFiles: readonly string[];
  /** Size in bytes that each log had when the run began; null: not known. */
  readonly logStarts: ReadonlyMap<string, number> | null;
  readonly secrets: readonly string[];
}

/** What a reader sees of the findings, made from these alone. `D`: what the scenario says in `details`. */
export interface ScenarioView<D extends Details = Details> {
  tables(details: D, context: TableContext): readonly (TableView | null)[];
  charts?(details: D, context: ChartContext, result: Result): readonly (ChartView | null)[];
  /** Figures that are compared with those of other runs. */
  figures?(details: D, figure: MakeFigure): readonly RunFigure[];
  /** Whether rate, failures and latency of all of the run are compared: over steps or probes they mix what does not belong together. */
  readonly comparesTraffic: boolean;
  /**
   * Whether the answer is about one part of the run, which the figures of traffic are of, too. Others speak of several
   * (before, in and after a fault) or of no load at all: one rate beside their answer would contradict it.
   */
  readonly keyFigures: boolean;
  /** Probes are no load: over time there is nothing to see. */
  readonly noLoad?: true;
  /** Stretches of the time axis that the charts mark, e.g. the fault. */
  spans?(details: D, context: ChartContext): readonly Span[];
  /** What a mark is called where its label alone does not say it. */
  markName?(label: string, details: D, context: ChartContext): string | null;
  /** A limit on p95, ms, where it is not that of a criterion. */
  latencyLimit?(result: Result): number | null;
}

export type MakeFigure = (
  id: string,
  unit: string,
  better: RunFigure['better'],
  value: number | null,
) => RunFigure;

export interface ScenarioReport<D extends Details = Details, S extends Settings = Settings> {
  readonly spec: ScenarioSpec;
  /** The schema of its `details`, beyond the series that all have. */
  readonly details: z.ZodType<D>;
  readonly analysis: ScenarioAnalysis<D, S>;
  readonly view: ScenarioView<D>;
  /** Looks at more than the run's own files, once. */
  collect?(files: RunFiles, options: CollectOptions): Promise<RunFiles>;
}

const known = new Map<string, ScenarioReport>();

/** Makes scenarios known to the reports, which know none by name. */
export function reportOn(scenarios: readonly ScenarioReport[]): void {
  for (const scenario of scenarios) known.set(scenario.spec.name, scenario);
}

/** The scenarios that reports can be made of, in their order. */
export function reportedScenarios(): readonly ScenarioReport[] {
  return [...known.values()];
}

/** Throws a `ReportError` where nothing is known of the scenario. */
export function scenarioReport(name: string): ScenarioReport {
  const found = known.get(name);
  if (found === undefined) throw new ReportError(`there is no analysis for the scenario ${name}`);
  return found;
}
