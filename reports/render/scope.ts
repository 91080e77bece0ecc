import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { knownWord } from '../i18n/known-word.ts';
import type { Result } from '../result-schema.ts';
import { cleanText } from './escape.ts';
import { formatDuration } from './format.ts';

/** The part of a run that figures are of, in words: `measured, 3 min`, `whole run, 1 min 41 s`. */
export function scopeText(
  { scope, phase, seconds = null }: Pick<Result['traffic'], 'scope' | 'phase' | 'seconds'>,
  language: Language,
): string {
  const { report, tables } = reportMessages(language);
  const name = phase === undefined ? null : cleanText(phase, 60);
  const known = name === null ? undefined : knownWord(tables.phaseNames, name);
  const part = scope === 'run' ? report.wholeRun : (known ?? name ?? tables.measured);
  return seconds === null ? part : `${part}, ${formatDuration(seconds, language)}`;
}
