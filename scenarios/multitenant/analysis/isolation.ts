/** Did any tenant get to see another's data, and were there data and questions enough to tell? */
import { ANSWER_PARTS, LEAK_FORMS } from '../../../lib/leaks/finder.ts';
import { LEAK_WORDS } from '../../../lib/leaks/words.ts';
import { METRIC } from '../../../lib/metric-names.ts';
import type { Observation } from '../../../reports/analysis/scenario-analysis.ts';
import { formatCount } from '../../../reports/render/format.ts';
import type { TenantContext } from '../context.ts';
import { ANSWER_KINDS } from '../load/canary.ts';
import { READ_KINDS } from '../load/cross-reads.ts';
import { provingReads } from '../load/own-reads.ts';
import type { MultitenantWords } from '../messages.ts';
import { type Leak, leaksOf } from './data.ts';

/** Share of an owner's reads of a kind that must have shown the canary for the kind to prove anything. */
const PROVEN = 0.5;

export interface Isolation {
  readonly responsesChecked: number;
  readonly foreignData: number;
  readonly attempted: number;
  readonly leaked: number;
  readonly unanswered: number;
  /** Kinds that were never tried. */
  readonly untried: readonly string[];
  readonly foreign: Observation;
  readonly reads: Observation;
}

/** "by kind: error 12, list 3": kinds with a hit, most first. */
function hits(
  context: TenantContext,
  words: MultitenantWords,
  metric: string,
  kinds: readonly string[],
): string | null {
  const found = kinds
    .map((kind) => ({ kind, count: context.metrics.rate(metric, { kind }).passes }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${kind} ${formatCount(count, context.language)}`);
  return found.length === 0 ? null : words.hits(found.join(', '));
}

/** "in body 12, headers 3, as base64 2": where foreign data stood and how; null where all of it was plain to see. */
function hidingPlaces({ metrics, language }: TenantContext, words: MultitenantWords): string | null {
  const names = LEAK_WORDS[language];
  const seen = (tags: Readonly<Record<string, string>>, name: string) => {
    const { passes } = metrics.rate(METRIC.foreignAnswers, tags);
    return passes === 0 ? [] : [`${name} ${formatCount(passes, language)}`];
  };
  const hidden = [
    ...ANSWER_PARTS.filter((part) => part !== 'body').map((part) => ({ part })),
    ...LEAK_FORMS.filter((form) => form !== 'plain').map((form) => ({ form })),
  ].some((tags) => metrics.rate(METRIC.foreignAnswers, tags).passes > 0);
  if (!hidden) return null;
  return words.places(
    ANSWER_PARTS.flatMap((part) => seen({ part }, names.parts[part])).join(', '),
    LEAK_FORMS.flatMap((form) => seen({ form }, names.forms[form])).join(', '),
  );
}

/** Kinds in which tenants did not find their own canaries: silence about those of others then says nothing. */
function unprovenKinds({ metrics, settings }: TenantContext): readonly string[] {
  return provingReads(settings.scriptPath)
    .map(({ name }) => ({ name, seen: metrics.rate(METRIC.ownMissing, { kind: name }) }))
    .filter(({ seen }) => seen.n === 0 || (seen.n - seen.passes) / seen.n < PROVEN)
    .map(({ name }) => name);
}

/** The request of a read that had to be denied says in which way it was tried. */
const isForbidden = ({ request }: Leak): boolean => /\(wrong-\w+\)$/.test(request);

export function isolationOf(context: TenantContext, words: MultitenantWords): Isolation {
  const { metrics } = context;
  const answers = metrics.rate(METRIC.foreignAnswers);
  const reads = metrics.rate(METRIC.crossReads);
  const unproven = unprovenKinds(context);
  const untried = READ_KINDS.filter((kind) => metrics.rate(METRIC.crossReads, { kind }).n === 0);
  const answerHits = hits(context, words, METRIC.foreignAnswers, ANSWER_KINDS);
  const readHits = hits(context, words, METRIC.crossReads, READ_KINDS);
  const leaks = leaksOf(context);
  const places = hidingPlaces(context, words);
  const doubts = unproven.length === 0 ? [] : [words.unproven(words.names(unproven))];
  const gaps = untried.length === 0 ? [] : [words.untried(words.names(untried))];
  const observe = (
    figure: { readonly passes: number; readonly n: number },
    found: readonly (string | null)[],
    example: Leak | undefined,
    why: readonly string[],
  ): Observation => {
    const seen = figure.passes === 0 || example === undefined ? [] : [words.example(example)];
    const detail = [...found.flatMap((kinds) => kinds ?? []), ...seen, ...why].join('; ');
    return {
      value: figure.n > 0 ? figure.passes : null,
      n: figure.n,
      ...(why.length === 0 ? {} : { open: true as const }),
      ...(detail === '' ? {} : { detail }),
    };
  };
  return {
    responsesChecked: answers.n,
    foreignData: answers.passes,
    attempted: reads.n,
    leaked: reads.passes,
    unanswered: Math.round(metrics.count(METRIC.crossUnanswered) ?? 0),
    untried,
    foreign: observe(answers, [answerHits, places], leaks[0], doubts),
    reads: observe(reads, [readHits], leaks.find(isForbidden), [...gaps, ...doubts]),
  };
}
