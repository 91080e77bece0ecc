/** Side effects of events, counted by a script of the system itself, against what one event leaves behind. Pure. */
import { isRecord } from '../../../lib/windmill/http.ts';
import { AMOUNT } from './webhook-event.ts';

/** Every number that the counting script answers, by its name. */
export type Effects = Readonly<Record<string, number>>;

/** What the suite's own scripts leave behind for one event, processed once. */
export const ONE_EVENT: Effects = { messages: 1, sales: 1, amount: AMOUNT, score: 50 };

/** Counted along, to tell whose body was applied, but no side effect of its own. */
const NO_EFFECT = 'amount';

/** The numbers in the answer of a counting script; null where there is none. */
export function readEffects(answer: unknown): Effects | null {
  if (!isRecord(answer)) return null;
  const numbers = Object.entries(answer).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  );
  return numbers.length === 0 ? null : Object.fromEntries(numbers);
}

export interface EffectsVerdict {
  /** Side effects counted and expected, in units of one event's. */
  readonly counted: number;
  readonly expected: number;
  /** Some effect is there more often than the event's one processing explains. */
  readonly repeated: boolean;
  /** Some effect is there less often. */
  readonly missing: boolean;
}

/**
 * Compares what was counted with `one`, effect by effect. An effect that the counting script does not answer is
 * missing.
 */
export function judgeEffects(counted: Effects, one: Effects): EffectsVerdict {
  const names = Object.keys(one).filter((name) => one[name] !== 0);
  const share = (name: string) => (counted[name] ?? 0) / (one[name] ?? 1);
  const effects = names.filter((name) => name !== NO_EFFECT || names.length === 1);
  return {
    counted: effects.reduce((total, name) => total + share(name), 0),
    expected: effects.length,
    repeated: names.some((name) => share(name) > 1),
    missing: names.some((name) => share(name) < 1),
  };
}
