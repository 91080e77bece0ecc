import { failure, type Outcome, seriesFault, success } from './outcome.ts';

/** A gap above this share means that users, throughput and latency do not describe the same system. */
export const LITTLE_TOLERANCE = 0.05;

export interface LittleCheck {
  /** Users that throughput and latency imply, X(R + Z). */
  readonly impliedUsers: number;
  /** (implied − actual)/actual. */
  readonly gap: number;
  readonly consistent: boolean;
}

export interface ClosedModel {
  /** Concurrent users N. */
  readonly users: number;
  /** Completions per second X. */
  readonly throughput: number;
  /** Mean response time R. */
  readonly responseSeconds: number;
  /** Think time Z; default 0. */
  readonly thinkSeconds?: number;
}

/** Checks a measurement against Little's law for a closed model, N = X(R + Z) (Little 1961). */
export function littleCheck(model: ClosedModel): Outcome<LittleCheck> {
  const numbers = [model.users, model.throughput, model.responseSeconds, model.thinkSeconds ?? 0];
  const fault = seriesFault(numbers);
  if (fault) return fault;
  const negative = numbers.filter((value) => value < 0).length;
  if (negative > 0) return failure('negative-values', { count: negative });
  if (model.users === 0) return failure('all-zero');
  const impliedUsers = model.throughput * (model.responseSeconds + (model.thinkSeconds ?? 0));
  const gap = impliedUsers / model.users - 1;
  return success({ impliedUsers, gap, consistent: Math.abs(gap) <= LITTLE_TOLERANCE });
}

/**
 * Users with think time Z who load the system as much as `users` without a pause do: N' = N + XZ. A tester without
 * think time stands for many people.
 */
export function usersAtThinkTime(users: number, throughput: number, thinkSeconds: number): number {
  return users + throughput * thinkSeconds;
}
