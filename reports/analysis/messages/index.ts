import type { Language } from '../../../lib/i18n/types.ts';
import { type AnalysisMessages, en } from './en.ts';
import { es } from './es.ts';

const MESSAGES: Readonly<Record<Language, AnalysisMessages>> = { en, es };

export function analysisMessages(language: Language): AnalysisMessages {
  return MESSAGES[language];
}
