/** What the parts of an answer and the spellings of a leak are called. */
import type { Language } from '../i18n/types.ts';
import type { AnswerPart, LeakForm } from './finder.ts';

interface LeakWords {
  readonly parts: Readonly<Record<AnswerPart, string>>;
  readonly forms: Readonly<Record<LeakForm, string>>;
}

export const LEAK_WORDS: Readonly<Record<Language, LeakWords>> = {
  en: {
    parts: { status: 'status line', headers: 'headers', body: 'body' },
    forms: { plain: 'plain', url: 'URL-encoded', json: 'JSON-escaped', base64: 'base64', hex: 'hexadecimal' },
  },
  es: {
    parts: { status: 'línea de estado', headers: 'cabeceras', body: 'cuerpo' },
    forms: {
      plain: 'sin codificar',
      url: 'codificado como URL',
      json: 'escapado como JSON',
      base64: 'base64',
      hex: 'hexadecimal',
    },
  },
};
