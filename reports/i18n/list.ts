import type { Language } from '../../lib/i18n/types.ts';

/** British: no comma before the last. */
const LOCALES = { en: 'en-GB', es: 'es' } as const satisfies Record<Language, string>;

/** Joins parts as a sentence does: `a, b and c`; in Spanish `a, b y c`, and `e` before the sound of an i. */
export function listIn(language: Language): (parts: readonly string[]) => string {
  return (parts) => new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }).format(parts);
}
