/** The answer of a stress run: an interval first, then what limits it and what would raise it. */
import type { AnalysisContext } from '../../scenario-analysis.ts';
import { type StressFindings, stepAt } from './findings.ts';
import { breakingText, resourceText, type Texts, textsOf } from './texts.ts';

function headline({ interval, steps }: StressFindings, texts: Texts): string {
  const { words } = texts;
  const { good, bad } = interval;
  const rate = texts.rate(stepAt(steps, good)?.jobsPerSecond ?? null);
  if (good !== null && bad !== null) return words.between(texts.number(good), texts.users(bad), rate);
  if (bad !== null) return words.fewerThan(texts.users(bad));
  if (good === null) return words.nothing;
  const tried = Math.max(...steps.map((step) => step.users));
  return tried > good
    ? words.openAbove(texts.users(good), rate)
    : words.atLeast(texts.users(good), rate, texts.users(tried));
}

function nextWorkerText({ next }: StressFindings, texts: Texts): string[] {
  if (next === null) return [];
  const { words } = texts;
  const rate = texts.rate(Number(next.jobsPerSecond.toPrecision(2)));
  if (next.cpuHasRoom === null) return [words.nextWorkerIfCpu(next.nth, rate)];
  return [next.cpuHasRoom ? words.nextWorker(next.nth, rate) : words.nextWorkerNoCpu(next.nth)];
}

function thinkingText({ thinking }: StressFindings, texts: Texts): string[] {
  const { good, bad, thinkSeconds } = thinking;
  if (good === null) return [];
  const range = bad === null ? texts.users(good) : texts.words.range(texts.number(good), texts.users(bad));
  return [texts.words.thinking(range, texts.seconds(thinkSeconds))];
}

export function stressAnswer(context: AnalysisContext, findings: StressFindings): string {
  const texts = textsOf(context.language);
  const { interval, steps, saturation } = findings;
  const why = breakingText(stepAt(steps, interval.bad), context.settings, texts);
  const saturates =
    saturation === null
      ? interval.bad === null
        ? []
        : [texts.words.nothingSaturates]
      : [texts.words.saturates(resourceText(saturation.resource, texts))];
  const parts = [
    headline(findings, texts),
    ...(why === null || interval.good === null ? [] : [texts.words.broke(why)]),
    ...saturates,
    ...nextWorkerText(findings, texts),
    ...thinkingText(findings, texts),
  ];
  return `${parts.join('; ')}.`;
}
