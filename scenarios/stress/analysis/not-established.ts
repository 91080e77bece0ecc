/** What a stress run cannot tell. */

import { LITTLE_TOLERANCE } from '../../../reports/stats/little.ts';
import type { StressContext } from '../context.ts';
import { stepList, type Texts, textsOf } from '../view/sentences.ts';
import { type StressFindings, stepAt } from './findings.ts';

/** A wider interval than this is worth narrowing down. */
const FINE_RESOLUTION = 1.1;

function aboutTheLimit({ interval, steps, record }: StressFindings, texts: Texts): string[] {
  const { notes } = texts.words;
  const { good, bad } = interval;
  const all: string[] = [];
  if (bad === null && good !== null) {
    const tried = Math.max(...steps.map((step) => step.users));
    if (tried === good) all.push(notes.notReached(texts.users(tried)));
  }
  if (good !== null && bad !== null) {
    all.push(notes.bracket(texts.words.range(texts.number(good), texts.users(bad))));
  }
  if (good !== null && bad !== null && record?.search === undefined && bad > good * FINE_RESOLUTION) {
    all.push(notes.resolution(texts.number(good), texts.users(bad)));
  }
  const above = steps.some((step) => step.verdict === 'good' && bad !== null && step.users > bad);
  if (above && record?.search === undefined) all.push(notes.nonMonotone);
  return all;
}

function aboutTheSteps({ steps, interval }: StressFindings, texts: Texts): string[] {
  const { notes } = texts.words;
  const discarded = steps.filter((step) => step.discarded !== null);
  // Only those that leave a gap beside the interval; that a step of one user has few journeys matters to nobody.
  const unclear = steps.filter(
    (step) =>
      step.verdict === 'inconclusive' &&
      step.discarded === null &&
      step.users > (interval.good ?? 0) &&
      (interval.bad === null || step.users < interval.bad),
  );
  const unfinished = steps.reduce((sum, step) => sum + step.unfinished, 0);
  return [
    ...(discarded.length === 0 ? [] : [notes.discarded(stepList(discarded, texts))]),
    ...(unclear.length === 0 ? [] : [notes.unclear(stepList(unclear, texts))]),
    ...(unfinished === 0 ? [] : [notes.unfinished(texts.number(unfinished))]),
  ];
}

function aboutTheSearch({ record }: StressFindings, texts: Texts): string[] {
  const { notes } = texts.words;
  const search = record?.search;
  return [
    ...(record === null ? [notes.recordMissing] : []),
    ...(record !== null && search === undefined && record.ladder.coarsenedFrom !== null
      ? [notes.coarsened(texts.users(record.ladder.coarsenedFrom), texts.users(record.ladder.step))]
      : []),
    ...(search?.hysteresis === true ? [notes.hysteresis] : []),
    ...(search?.outcome === 'too-many-trials' ? [notes.searchUnsteady] : []),
  ];
}

export function stressNotEstablished(context: StressContext, findings: StressFindings): string[] {
  const texts = textsOf(context.language);
  const { notes } = texts.words;
  const { size, gapPercent, interval, steps, use, capacity, next } = findings;
  const atGood = stepAt(steps, interval.good);
  return [
    ...aboutTheLimit(findings, texts),
    ...aboutTheSteps(findings, texts),
    ...aboutTheSearch(findings, texts),
    ...(capacity !== null && !capacity.reached ? [notes.rising(texts.users(capacity.users))] : []),
    ...(size.cores === null ? [notes.cpuUnknown] : []),
    ...(capacity !== null && use.workers === undefined ? [notes.workersUnknown] : []),
    ...(next !== null && use['third-party'] === undefined ? [notes.jobsWait] : []),
    ...(gapPercent !== null && Math.abs(gapPercent) > LITTLE_TOLERANCE * 100
      ? [notes.little(texts.percent(gapPercent / 100))]
      : []),
    ...(atGood === undefined ? [] : [notes.trafficOf(texts.users(atGood.users))]),
    notes.closedModel,
  ];
}
