import { en } from './en.ts';
import { es } from './es.ts';
import type { Language, SharedMessages } from './types.ts';

const MESSAGES: Readonly<Record<Language, SharedMessages>> = { en, es };

export function sharedMessages(language: Language): SharedMessages {
  return MESSAGES[language];
}
