import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { comparisonConsole } from '../render/console.ts';
import { escapeMarkdown, mapStrings } from '../render/escape.ts';
import { markdownTemplate } from '../render/templates.ts';
import { COMPARISON_RULES } from './rules.ts';
import type { Comparison } from './types.ts';
import { comparisonView } from './view.ts';

/** A comparison for the terminal. */
export function renderComparisonConsole(
  comparison: Comparison,
  options: { readonly language: Language; readonly colour: boolean },
): string {
  const { title } = reportMessages(options.language).compare;
  const view = comparisonView(comparison, COMPARISON_RULES, options.language);
  return comparisonConsole(view, title, options.colour);
}

/** A comparison as a Markdown page. */
export function renderComparisonMarkdown(comparison: Comparison, language: Language): string {
  const { title } = reportMessages(language).compare;
  const view = comparisonView(comparison, COMPARISON_RULES, language);
  const page = markdownTemplate('comparison-page')(mapStrings({ title, comparison: view }, escapeMarkdown));
  return `${page.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}
