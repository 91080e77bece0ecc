import { sharedMessages } from '../../lib/i18n/index.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { cleanText } from '../render/escape.ts';

/** The name of a compared figure in a language: a figure of every run, a criterion, or as the result names it. */
export function figureTitle(
  figure: { readonly id: string; readonly title: string },
  language: Language,
): string {
  const figures = reportMessages(language).compare.metricNames;
  const criteria: Readonly<Record<string, { readonly title: string }>> = sharedMessages(language).criteria;
  const name = Object.hasOwn(figures, figure.id) ? figures[figure.id] : undefined;
  const criterion = Object.hasOwn(criteria, figure.id) ? criteria[figure.id] : undefined;
  return cleanText(name ?? criterion?.title ?? figure.title, 120);
}
