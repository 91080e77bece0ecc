import type { Language } from '../../lib/i18n/types.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { ReportMessages } from './types.ts';

const MESSAGES: Readonly<Record<Language, ReportMessages>> = { en, es };

export function reportMessages(language: Language): ReportMessages {
  return MESSAGES[language];
}
