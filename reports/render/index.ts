/** Every output of a run, all of them from the one typed result. */
import type { Language } from '../../lib/i18n/types.ts';
import { chartsOf } from '../charts/index.ts';
import { COMPARISON_RULES } from '../compare/rules.ts';
import type { Comparison } from '../compare/types.ts';
import { type ComparisonView, comparisonView } from '../compare/view.ts';
import type { Result } from '../result-schema.ts';
import { consoleReport } from './console.ts';
import { csvFiles } from './csv.ts';
import { annotations } from './github.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { markdownReport, stepSummary } from './markdown.ts';
import { reportView } from './view-model.ts';

export interface RenderOptions {
  readonly language: Language;
  /** The run against a baseline, from `compareWithBaseline`. */
  readonly comparison?: Comparison | undefined;
  /** Base URL of a target that is still there: evidence links to its jobs. */
  readonly targetUrl?: string | undefined;
}

const viewOf = (result: Result, { comparison, language }: RenderOptions): ComparisonView | null =>
  comparison === undefined || result.validity.verdict === 'discarded'
    ? null
    : comparisonView(comparison, COMPARISON_RULES, language);

/** The answer for the terminal. `colour`: with ANSI colours, for a terminal only. */
export function renderConsole(result: Result, options: RenderOptions & { readonly colour: boolean }): string {
  return consoleReport(reportView(result, options.language), options.colour, viewOf(result, options));
}

/** Markdown for `$GITHUB_STEP_SUMMARY`. */
export function renderStepSummary(result: Result, options: RenderOptions): string {
  return stepSummary(reportView(result, options.language), viewOf(result, options));
}

/** GitHub workflow commands (`::error …::…`), one a line, for standard output. */
export function renderAnnotations(result: Result, options: RenderOptions): string {
  return annotations(reportView(result, options.language));
}

export interface RenderedReport {
  readonly 'report.md': string;
  readonly 'report.html': string;
  readonly 'junit.xml': string;
  /** SVG by file name, for the folder `charts/` beside the reports. */
  readonly charts: Readonly<Record<string, string>>;
  /** CSV by file name, for the folder `tables/` beside the reports. */
  readonly tables: Readonly<Record<string, string>>;
}

/** Every file of a report. Pure: writing them is the caller's. */
export function renderAll(result: Result, options: RenderOptions): RenderedReport {
  const view = reportView(result, options.language, options.targetUrl ?? null);
  const charts = view.discarded ? [] : chartsOf(result, options.language);
  const comparison = viewOf(result, options);
  return {
    'report.md': markdownReport(view, charts, comparison),
    'report.html': htmlReport(view, charts, comparison),
    'junit.xml': junitReport(view, result),
    charts: Object.fromEntries(charts.map((chart) => [`${chart.id}.svg`, chart.file])),
    tables: view.discarded ? {} : csvFiles(result, view.tables),
  };
}
