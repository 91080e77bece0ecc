/** The load of a run in words: how many users, and how long each pauses. The console and the reports say the same. */
import { sharedMessages } from '../i18n/index.ts';
import type { Range } from '../settings/parsers.ts';
import type { Settings } from '../settings/table.ts';
import type { Plan } from './plan.ts';

/** The most users of the measured phases. */
export function mostUsers(plan: Pick<Plan, 'phases'>): number {
  return Math.max(0, ...plan.phases.filter(({ measured }) => measured).map(({ users }) => users));
}

/** @param think seconds; @param number how a number is written, e.g. with a decimal comma. */
export function thinkText(
  think: Range,
  lang: Settings['reportLang'],
  number: (value: number) => string = String,
): string {
  const { pause, noPause } = sharedMessages(lang).console.load;
  if (think.max === 0) return noPause;
  return pause(think.min === think.max ? number(think.min) : `${number(think.min)}–${number(think.max)}`);
}

/** `10 users, 1–3 s between two actions of each`. */
export function loadText(users: number, think: Range, lang: Settings['reportLang']): string {
  return sharedMessages(lang).console.load.users(users, thinkText(think, lang));
}
