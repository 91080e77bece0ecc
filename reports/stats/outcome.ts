/**
 * What a statistical method answers: a value, or the reason why the data cannot carry one. No method of this folder
 * throws on a strange series; the caller prints the reason instead of a number.
 */

/** Every reason, with its English sentence. `{need}` and the like are filled from the failure's `facts`. */
export const REASONS = {
  empty: 'no samples',
  'not-finite': 'the series holds {count} value(s) that are not numbers',
  'too-few': '{have} value(s), at least {need} are needed',
  'too-few-levels': '{have} levels of load, at least {need} are needed',
  'too-few-windows': '{have} windows a phase, at least {need} are needed',
  'too-few-blocks': '{have} blocks after the warm-up, at least {need} are needed',
  'unequal-lengths': '{left} values against {right}',
  'out-of-range': '{value} lies outside {low} to {high}',
  'no-time-span': 'all points lie at the same time',
  'all-zero': 'every value is zero',
  'not-positive': '{count} value(s) are not above zero',
  'negative-values': '{count} value(s) are negative',
  'no-throughput': 'no level of load completed anything',
  'short-baseline': '{have} s before the fault, at least {need} s are needed',
  'short-aftermath': '{have} s observed after the fault, at least {need} s are needed',
  'rate-too-low':
    '{rate} jobs/s over {have} s before the fault are too few to tell half the throughput from all of it',
  'idle-baseline': 'nothing was completed before the fault',
  'bad-times': 'the fault is cleared before it starts',
} as const;
export type ReasonCode = keyof typeof REASONS;

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failure {
  readonly ok: false;
  /** For translation and tests. */
  readonly code: ReasonCode;
  /** The numbers in the sentence. */
  readonly facts: Readonly<Record<string, number>>;
  /** The English sentence, filled in. */
  readonly reason: string;
}

/** A value, or why there is none. */
export type Outcome<T> = Success<T> | Failure;

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failure(code: ReasonCode, facts: Readonly<Record<string, number>> = {}): Failure {
  return { ok: false, code, facts, reason: fillReason(REASONS[code], facts) };
}

/** Fills `{name}` in a sentence from `facts`; also for translated sentences. */
export function fillReason(sentence: string, facts: Readonly<Record<string, number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    return fact === undefined ? whole : String(Number.isFinite(fact) ? Number(fact.toPrecision(4)) : fact);
  });
}

/** The failure for a series that has fewer than `need` values or holds NaN or infinities; null if it is usable. */
export function seriesFault(values: readonly number[], need = 1): Failure | null {
  if (values.length === 0) return failure('empty');
  const strange = values.filter((value) => !Number.isFinite(value)).length;
  if (strange > 0) return failure('not-finite', { count: strange });
  if (values.length < need) return failure('too-few', { have: values.length, need });
  return null;
}
