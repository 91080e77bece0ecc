/** The answer of a stress run: the capacity, the users that it held, what breaks it, what limits it and would raise it. */

import { knownDigits } from '../../../reports/render/known-digits.ts';
import type { Plateau } from '../../../reports/stats/plateau.ts';
import { type StressFindings, stepAt } from '../analysis/findings.ts';
import { knownUse } from '../analysis/saturation.ts';
import type { StressContext } from '../context.ts';
import { breakingText, type Texts, textsOf, useText } from './sentences.ts';

/** The height with its interval, all with as many digits as are known: "39 jobs/s (38–40)". */
function heightText({ jobsPerSecond, interval }: Plateau, texts: Texts): string {
  const { low, high } = interval;
  const rounded = knownDigits(jobsPerSecond, low, high);
  const rate = texts.rate(rounded(jobsPerSecond));
  if (low === null || high === null || rounded(low) === rounded(high)) return rate;
  const range = texts.words.range(texts.number(rounded(low)), texts.number(rounded(high)));
  return texts.words.withRange(rate, range);
}

function capacityText({ capacity }: StressFindings, texts: Texts): string[] {
  if (capacity === null) return [];
  const { words } = texts;
  const height = heightText(capacity, texts);
  const users = texts.users(capacity.users);
  if (!capacity.reached) return [words.stillRising(height, users)];
  const { collapse } = capacity;
  return collapse === null
    ? [words.capacity(height, users)]
    : [words.collapses(height, users, texts.users(collapse.users), texts.rate(collapse.jobsPerSecond))];
}

function usersText({ interval, steps }: StressFindings, texts: Texts): string {
  const { words } = texts;
  const { good, bad } = interval;
  if (good !== null && bad !== null) return words.between(texts.number(good), texts.users(bad));
  if (bad !== null) return words.fewerThan(texts.users(bad));
  if (good === null) return words.nothing;
  const tried = Math.max(...steps.map((step) => step.users));
  return tried > good ? words.openAbove(texts.users(good)) : words.atLeast(texts.users(good));
}

/** What is used up on the plateau; where nothing is that was watched, how full each of it was. */
function saturationText(
  { capacity, interval, saturation, use, size }: StressFindings,
  texts: Texts,
): string[] {
  const { words } = texts;
  if (saturation !== null) {
    const { resource, utilization } = saturation;
    const inUse = useText(resource, utilization, size.cores, texts);
    return [words.saturates(words.resources[resource], inUse)];
  }
  if (interval.bad === null && capacity?.reached !== true) return [];
  const known = knownUse(use).map(([resource, share]) =>
    words.use(words.resources[resource], useText(resource, share, size.cores, texts)),
  );
  return [known.length === 0 ? words.nothingWatched : words.nothingSaturates(texts.list(known))];
}

function nextWorkerText({ next, saturation, size }: StressFindings, texts: Texts): string[] {
  const { words } = texts;
  if (saturation?.resource === 'cpu' && size.workers !== null)
    return [words.nextWorkerNoCpu(size.workers + 1)];
  if (next === null) return [];
  const rate = texts.rate(Number(next.jobsPerSecond.toPrecision(2)));
  if (next.boundBy !== null) return [words.nextWorkerBound(next.nth, rate, words.resources[next.boundBy])];
  return [next.cpuKnown ? words.nextWorker(next.nth, rate) : words.nextWorkerIfCpu(next.nth, rate)];
}

function thinkingText({ thinking }: StressFindings, texts: Texts): string[] {
  const { good, bad, thinkSeconds } = thinking;
  if (good === null) return [];
  const range =
    bad === null || bad === good
      ? texts.users(good)
      : texts.words.range(texts.number(good), texts.users(bad));
  return [texts.words.thinking(range, texts.seconds(thinkSeconds))];
}

export function stressAnswer(context: StressContext, findings: StressFindings): string {
  const texts = textsOf(context.language);
  const { interval, steps } = findings;
  const why = breakingText(stepAt(steps, interval.bad), context.settings, texts);
  const answer = [
    ...capacityText(findings, texts),
    usersText(findings, texts),
    ...(why === null ? [] : [texts.words.broke(why)]),
    ...saturationText(findings, texts),
    ...nextWorkerText(findings, texts),
    ...thinkingText(findings, texts),
  ].join('; ');
  return `${answer.charAt(0).toUpperCase()}${answer.slice(1)}.`;
}
