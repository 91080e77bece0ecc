import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { knownWord } from '../i18n/known-word.ts';
import { cleanText } from '../render/escape.ts';
import { reportedScenarios } from '../scenario-report.ts';

/** The name of a compared figure in a language: a figure of every run, a criterion, or as the result names it. */
export function figureTitle(
  figure: { readonly id: string; readonly title: string },
  language: Language,
): string {
  const name = knownWord(reportMessages(language).compare.metricNames, figure.id);
  const criterion = reportedScenarios().flatMap(({ spec }) => spec.criteria[figure.id] ?? [])[0];
  return cleanText(name ?? criterion?.words[language].title ?? figure.title, 120);
}
