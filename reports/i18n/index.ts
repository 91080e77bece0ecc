import type { Language } from '../../lib/i18n/types.ts';
import { en, type ReportMessages } from './en.ts';
import { es } from './es.ts';

const MESSAGES: Readonly<Record<Language, ReportMessages>> = { en, es };

export function reportMessages(language: Language): ReportMessages {
  return MESSAGES[language];
}
