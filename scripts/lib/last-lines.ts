/** The end of what a run prints: the verdict with the answer, and where the report is. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../../reports/i18n/index.ts';
import { wrap } from '../../reports/render/console.ts';
import { cleanText } from '../../reports/render/escape.ts';
import { headlineOf } from '../../reports/render/headline.ts';
import { liveWords } from './live/words.ts';
import type { ScenarioOutcome } from './outcome.ts';

const COLUMNS = 100;

/** As one would type it from here; a folder elsewhere stays absolute. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown.startsWith('..') ? path : shown;
}

/** Empty where there is no report. */
export function lastLines(
  { result, runFolder }: Pick<ScenarioOutcome, 'result' | 'runFolder'>,
  language: Language,
): string {
  if (result === null || runFolder === null) return '';
  const { verdict, validity } = reportMessages(language);
  const discarded = result.validity.verdict === 'discarded';
  const label = discarded ? validity.discarded : verdict[result.verdict];
  const answer = cleanText(headlineOf(result.answer).headline, 400)
    .replace(/\u00A0/g, ' ')
    .replace(/\u2212/g, '-');
  const page = join(runFolder, 'report.html');
  return [
    '',
    ...wrap(`${label}: ${answer}`, COLUMNS),
    `${liveWords(language).report}: ${shownPath(existsSync(page) ? page : runFolder)}`,
    '',
  ].join('\n');
}
