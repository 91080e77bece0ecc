/** Figures of a stress run as text. */

import type { Language } from '../../../lib/i18n/types.ts';
import { GENERATOR_LIMITS } from '../../../lib/validity.ts';
import { analysisMessages } from '../../../reports/analysis/messages/index.ts';
import { formatFigure, formatNumber, formatObserved } from '../../../reports/render/format.ts';
import type { Resource } from '../analysis/saturation.ts';
import type { JudgedStep } from '../analysis/verdicts.ts';
import { type StressWords, stressWords } from '../messages.ts';
import type { StressSettings } from '../scenario.ts';

/** Formats and words of one language. */
export interface Texts {
  readonly words: StressWords;
  readonly users: (count: number) => string;
  readonly number: (value: number) => string;
  readonly rate: (jobsPerSecond: number | null) => string;
  readonly seconds: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly ms: (value: number) => string;
  readonly list: (parts: readonly string[]) => string;
}

export function textsOf(language: Language): Texts {
  return {
    words: stressWords(language),
    users: (count) => formatFigure(count, 'users', language),
    number: (value) => formatNumber(value, language),
    rate: (value) => formatFigure(value, 'jobs/s', language),
    seconds: (value) => formatFigure(value, 's', language),
    percent: (share) => formatFigure(share, 'share', language),
    ms: (value) => formatFigure(value, 'ms', language),
    list: analysisMessages(language).common.list,
  };
}

/** Users of the steps, each number once: "40 and 50 users". */
export function stepList(steps: readonly JudgedStep[], texts: Texts): string {
  const users = [...new Set(steps.map((step) => step.users))].sort((a, b) => a - b);
  const last = users.at(-1);
  if (last === undefined) return texts.users(0);
  return texts.list([...users.slice(0, -1).map(texts.number), texts.users(last)]);
}

/** The latest the timers were at p95 of any of the steps, and the limit. */
export function lateness(steps: readonly JudgedStep[], language: Language): readonly [string, string] {
  const latest = Math.max(...steps.map(({ driftP95Ms }) => driftP95Ms ?? 0));
  const limit = GENERATOR_LIMITS.driftP95Ms;
  return [formatObserved(latest, limit, 'ms', language), formatFigure(limit, 'ms', language)];
}

/** What broke a bad step: "failures (31 %, limit 20 %)"; null for any other step. */
export function breakingText(
  step: JudgedStep | undefined,
  settings: StressSettings,
  texts: Texts,
): string | null {
  if (step === undefined || step.reasons.length === 0) return null;
  const { words } = texts;
  const parts = step.reasons.map((reason) =>
    reason === 'failures'
      ? words.failures(texts.percent(step.failed / step.journeys), texts.percent(settings.stressErrorRate))
      : words.latency(
          step.p95 === null ? `> ${texts.ms(settings.stressLatencyMs)}` : texts.ms(step.p95),
          texts.ms(settings.stressLatencyMs),
        ),
  );
  return texts.list(parts);
}

/** Why a step is bad, or has no verdict; null for a good one. */
export function stepText(step: JudgedStep, settings: StressSettings, texts: Texts): string | null {
  if (step.open !== null) return texts.words.open[step.open];
  return breakingText(step, settings, texts);
}

/** How much of a resource is in use: "98 % busy", "1.9 of 2 cores". */
export function useText(resource: Resource, share: number, cores: number | null, texts: Texts): string {
  const { words } = texts;
  return resource === 'cpu' && cores !== null
    ? words.cores(texts.number(Number((share * cores).toFixed(1))), texts.number(cores))
    : words.inUse[resource](texts.percent(Number(share.toFixed(2))));
}
