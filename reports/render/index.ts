/** Every output of a run, all of them from the one typed result. */
import type { Language } from '../../lib/i18n/types.ts';
import { COMPARISON_RULES } from '../compare/rules.ts';
import type { Comparison } from '../compare/types.ts';
import { type ComparisonView, comparisonView } from '../compare/view.ts';
import type { Result } from '../result-schema.ts';
import { consoleReport } from './console.ts';
import { annotations } from './github.ts';
import { markdownReport, stepSummary } from './markdown.ts';
import { reportView } from './view-model.ts';

export interface RenderOptions {
  readonly language: Language;
  /** The run against a baseline, from `compareWithBaseline`. */
  readonly comparison?: Comparison | undefined;
}

const viewOf = ({ comparison, language }: RenderOptions): ComparisonView | null =>
  comparison === undefined ? null : comparisonView(comparison, COMPARISON_RULES, language);

/** The answer for the terminal. `colour`: with ANSI colours, for a terminal only. */
export function renderConsole(result: Result, options: RenderOptions & { readonly colour: boolean }): string {
  return consoleReport(reportView(result, options.language), options.colour, viewOf(options));
}

/** Markdown for `$GITHUB_STEP_SUMMARY`. */
export function renderStepSummary(result: Result, options: RenderOptions): string {
  return stepSummary(reportView(result, options.language), viewOf(options));
}

/** GitHub workflow commands (`::error …::…`), one a line, for standard output. */
export function renderAnnotations(result: Result, options: RenderOptions): string {
  return annotations(reportView(result, options.language));
}

/** `report.md` without charts, for where no file can stand beside it. */
export function renderMarkdown(result: Result, options: RenderOptions): string {
  return markdownReport(reportView(result, options.language), [], viewOf(options));
}
