/** Templates in arguments: `{{int 1 500}}` becomes a number, the same one in every run with the same seed. */
import type { ArgumentTemplate } from './workload.ts';

/** What a job is filled in with. */
export interface TemplateContext {
  /** Uniform in [0, 1), from the run's seed. */
  readonly uniform: () => number;
  /** Count of the jobs of this item, from 0. */
  readonly index: number;
  /** Unix ms. */
  readonly now: number;
}

type Fill = (words: readonly string[], context: TemplateContext) => string | number;

interface TemplateFunction {
  /** How it is written, for an error. */
  readonly usage: string;
  readonly accepts: (words: readonly string[]) => boolean;
  readonly fill: Fill;
}

const whole = (word: string | undefined): boolean => /^-?\d{1,12}$/.test(word ?? '');
const below = ({ uniform }: TemplateContext, bound: number): number => Math.floor(uniform() * bound);
const drawn = (context: TemplateContext, length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet.charAt(below(context, alphabet.length))).join('');
const HEX = '0123456789abcdef';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const MAX_DRAWN = 100_000;
const isLength = ([word, more]: readonly string[]): boolean =>
  more === undefined && whole(word) && Number(word) >= 1 && Number(word) <= MAX_DRAWN;

export const TEMPLATE_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  uuid: {
    usage: '{{uuid}}',
    accepts: (words) => words.length === 0,
    fill: (_, context) =>
      `${drawn(context, 8, HEX)}-${drawn(context, 4, HEX)}-4${drawn(context, 3, HEX)}-${drawn(context, 1, '89ab')}${drawn(context, 3, HEX)}-${drawn(context, 12, HEX)}`,
  },
  int: {
    usage: '{{int FROM TO}}',
    accepts: ([from, to, more]) =>
      more === undefined && whole(from) && whole(to) && Number(from) <= Number(to),
    fill: ([from, to], context) => Number(from) + below(context, Number(to) - Number(from) + 1),
  },
  pick: {
    usage: '{{pick A,B,C}}',
    accepts: (words) => words.length >= 1,
    fill: (words, context) => {
      const choices = words.join(' ').split(',');
      return choices[below(context, choices.length)]?.trim() ?? '';
    },
  },
  digits: {
    usage: '{{digits LENGTH}}',
    accepts: isLength,
    fill: ([length], context) => drawn(context, Number(length), '0123456789'),
  },
  text: {
    usage: '{{text LENGTH}}',
    accepts: isLength,
    fill: ([length], context) => drawn(context, Number(length), `${LETTERS} `),
  },
  index: { usage: '{{index}}', accepts: (words) => words.length === 0, fill: (_, { index }) => index },
  now: {
    usage: '{{now}}',
    accepts: (words) => words.length === 0,
    fill: (_, { now }) => new Date(now).toISOString(),
  },
};

const TEMPLATE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const wordsOf = (template: string): readonly string[] => template.split(/\s+/).filter((word) => word !== '');

/** What is wrong with the templates of a text: the template, and how it may be written. */
export function templateProblems(text: string): readonly string[] {
  const usages = Object.values(TEMPLATE_FUNCTIONS)
    .map(({ usage }) => usage)
    .join(', ');
  const found = [...text.matchAll(TEMPLATE)].flatMap(([whole, inside = '']) => {
    const [name = '', ...words] = wordsOf(inside);
    const known = Object.hasOwn(TEMPLATE_FUNCTIONS, name) ? TEMPLATE_FUNCTIONS[name] : undefined;
    if (known === undefined) return [`has ${whole}, must be one of ${usages}`];
    return known.accepts(words) ? [] : [`has ${whole}, must be ${known.usage}`];
  });
  const opened = text.replace(TEMPLATE, '');
  return opened.includes('{{') ? [...found, 'has {{ without }}'] : found;
}

function fillText(text: string, context: TemplateContext): string | number {
  const fill = (inside: string): string | number => {
    const [name = '', ...words] = wordsOf(inside);
    return TEMPLATE_FUNCTIONS[name]?.fill(words, context) ?? '';
  };
  const alone = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(text);
  if (alone !== null) return fill(alone[1] ?? '');
  return text.replace(TEMPLATE, (_, inside: string) => String(fill(inside)));
}

/**
 * The template with all its values drawn. Only templates without problems (`templateProblems`).
 * @public
 */
export function fillArguments<T extends ArgumentTemplate>(template: T, context: TemplateContext): T;
export function fillArguments(template: ArgumentTemplate, context: TemplateContext): ArgumentTemplate {
  if (typeof template === 'string') return fillText(template, context);
  if (template === null || typeof template !== 'object') return template;
  if (Array.isArray(template)) {
    return (template as readonly ArgumentTemplate[]).map((entry) => fillArguments(entry, context));
  }
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name, fillArguments(value, context)]),
  );
}
