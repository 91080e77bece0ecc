/** Did any tenant get to see another's data, and were there data and questions enough to tell? */
import { METRIC } from '../../../../lib/metric-names.ts';
import { ANSWER_KINDS } from '../../../../lib/tenants/canary.ts';
import { READ_KINDS } from '../../../../lib/tenants/cross-reads.ts';
import { provingReads } from '../../../../lib/tenants/own-reads.ts';
import { formatCount } from '../../../render/format.ts';
import type { AnalysisContext, Observation } from '../../scenario-analysis.ts';
import { type Leak, leaksOf } from './data.ts';
import type { MultitenantWords } from './words.ts';

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

/** "error 12, list 3": kinds with a hit, most first. */
function hits(context: AnalysisContext, metric: string, kinds: readonly string[]): string | null {
  const found = kinds
    .map((kind) => ({ kind, count: context.metrics.rate(metric, { kind }).passes }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${kind} ${formatCount(count, context.language)}`);
  return found.length === 0 ? null : found.join(', ');
}

/** Kinds in which tenants did not find their own canaries: silence about those of others then says nothing. */
function unprovenKinds({ metrics, settings }: AnalysisContext): readonly string[] {
  return provingReads(settings.scriptPath)
    .map(({ name }) => ({ name, seen: metrics.rate(METRIC.ownMissing, { kind: name }) }))
    .filter(({ seen }) => seen.n === 0 || (seen.n - seen.passes) / seen.n < PROVEN)
    .map(({ name }) => name);
}

/** The request of a read that had to be denied says in which way it was tried. */
const isForbidden = ({ request }: Leak): boolean => /\(wrong-\w+\)$/.test(request);

export function isolationOf(context: AnalysisContext, words: MultitenantWords): Isolation {
  const { metrics } = context;
  const answers = metrics.rate(METRIC.foreignAnswers);
  const reads = metrics.rate(METRIC.crossReads);
  const unproven = unprovenKinds(context);
  const untried = READ_KINDS.filter((kind) => metrics.rate(METRIC.crossReads, { kind }).n === 0);
  const answerHits = hits(context, METRIC.foreignAnswers, ANSWER_KINDS);
  const readHits = hits(context, METRIC.crossReads, READ_KINDS);
  const leaks = leaksOf(context);
  const doubts = unproven.length === 0 ? [] : [words.unproven(words.names(unproven))];
  const gaps = untried.length === 0 ? [] : [words.untried(words.names(untried))];
  const observe = (
    figure: { readonly passes: number; readonly n: number },
    found: string | null,
    example: Leak | undefined,
    why: readonly string[],
  ): Observation => {
    const seen = figure.passes === 0 || example === undefined ? [] : [words.example(example)];
    const detail = [...(found === null ? [] : [words.hits(found)]), ...seen, ...why].join('; ');
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
    foreign: observe(answers, answerHits, leaks[0], doubts),
    reads: observe(reads, readHits, leaks.find(isForbidden), [...gaps, ...doubts]),
  };
}
