/** The command line of a comparison. */
import { LANGUAGES, type Language } from '../../lib/i18n/types.ts';
import { ReportError } from '../errors.ts';
import { reportMessages } from '../i18n/index.ts';
import { expandAllowed } from './conditions.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CompareArguments {
  readonly language: Language;
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly markdown: string | null;
  readonly allow: readonly string[];
}

function languageOf(args: readonly string[], environment: Environment, problems: string[]): Language {
  const at = args.indexOf('--lang');
  const [source, given] =
    at >= 0 ? ['--lang', args[at + 1] ?? ''] : ['REPORT_LANG', environment.REPORT_LANG?.trim() || 'en'];
  const known = LANGUAGES.find((name) => name === given);
  if (known === undefined) {
    problems.push(`${source} is ${JSON.stringify(given)}, must be one of ${LANGUAGES.join(', ')}`);
  }
  return known ?? 'en';
}

/** Null: help was asked for. Throws a `ReportError` with all mistakes at once. */
export function readArguments(args: readonly string[], environment: Environment): CompareArguments | null {
  if (args.includes('--help') || args.includes('-h')) return null;
  const problems: string[] = [];
  const language = languageOf(args, environment, problems);
  const { errors } = reportMessages(language).compare;
  const sides: Record<'a' | 'b' | 'plain', string[]> = { a: [], b: [], plain: [] };
  let [side, markdown]: ['a' | 'b' | 'plain', string | null] = ['plain', null];
  let allow: readonly string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    const value = args[index + 1] ?? '';
    if (word === '--a' || word === '--b') side = word === '--a' ? 'a' : 'b';
    else if (word === '--lang' || word === '--markdown' || word === '--allow') {
      index += 1;
      if (word === '--markdown') markdown = value;
      if (word === '--allow') allow = expandAllowed(value.split(',').map((name) => name.trim()));
      if (word !== '--lang' && (value === '' || value.startsWith('--'))) {
        problems.push(errors.missingValue(word));
      }
    } else if (word.startsWith('-')) problems.push(errors.unknownFlag(word));
    else sides[side].push(word);
  }
  const [first, second] = sides.plain;
  const named = sides.a.length > 0 && sides.b.length > 0 && sides.plain.length === 0;
  const plain = sides.plain.length === 2 && sides.a.length === 0 && sides.b.length === 0;
  if (!named && !plain) problems.push(errors.twoSides);
  if (problems.length > 0) throw new ReportError([...problems, errors.usage].join('\n'));
  return {
    language,
    a: plain && first !== undefined ? [first] : sides.a,
    b: plain && second !== undefined ? [second] : sides.b,
    markdown,
    allow,
  };
}
