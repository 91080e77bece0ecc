/**
 * Adaptive search for the breaking point as a pure state machine: `nextTrial` says what to measure, `recordTrial` takes
 * the verdict. Doubling until bad, then bisection at √(lo·hi) until hi/lo ≤ tolerance, then fresh trials at both ends
 * (2 of 3 decide), the lower one last: a system that fails there after having been overloaded shows hysteresis. An
 * end that is not confirmed reopens the bisection. In the spirit of MLRsearch (draft-ietf-bmwg-mlrsearch): the answer is
 * an interval, and both of its ends were measured more than once. Let queues drain between trials.
 */

/** `invalid`: the trial says nothing, e.g. the generator was the limit. Run unclear ones longer, or call them bad. */
export type TrialVerdict = 'good' | 'bad' | 'invalid';
export type TrialPurpose = 'double' | 'halve' | 'bisect' | 'confirm-bad' | 'confirm-good';

export interface Trial {
  readonly users: number;
  readonly purpose: TrialPurpose;
  readonly verdict: TrialVerdict;
}

export interface SearchState {
  readonly start: number;
  /** No trial goes above it. */
  readonly limit: number;
  /** The search ends at hi/lo ≤ tolerance. */
  readonly tolerance: number;
  readonly maxTrials: number;
  readonly trials: readonly Trial[];
}

export interface SearchDone {
  readonly done: true;
  /** Highest confirmed good and lowest confirmed bad number of users; null where there is none. */
  readonly good: number | null;
  readonly bad: number | null;
  /**
   * `converged`: both ends confirmed. `limit-reached`: still good at the limit. `broken-at-one`: bad with one user.
   * `invalid-trial`: two trials at the same load were invalid. `too-many-trials`: the system answers differently each time.
   */
  readonly outcome: 'converged' | 'limit-reached' | 'broken-at-one' | 'invalid-trial' | 'too-many-trials';
  /** The lower end was good on the way up and failed when re-tested after overload. */
  readonly hysteresis: boolean;
  readonly trials: number;
  readonly confirmations: number;
}

export interface SearchTrial {
  readonly done: false;
  readonly users: number;
  readonly purpose: TrialPurpose;
}

export interface SearchSettings {
  readonly start?: number;
  readonly limit?: number;
  readonly tolerance?: number;
  readonly maxTrials?: number;
}

/** Defaults: from 10 users to at most 1,000,000, to 5 %, with at most 60 trials. Settings are rounded and ordered. */
export function startSearch(settings: SearchSettings = {}): SearchState {
  const limit = Math.max(1, Math.floor(settings.limit ?? 1_000_000));
  return {
    start: Math.min(limit, Math.max(1, Math.floor(settings.start ?? 10))),
    limit,
    tolerance: Math.max(1, settings.tolerance ?? 1.05),
    maxTrials: settings.maxTrials ?? 60,
    trials: [],
  };
}

/** The state after the trial that `nextTrial` asked for. */
export function recordTrial(state: SearchState, verdict: TrialVerdict): SearchState {
  const next = nextTrial(state);
  if (next.done) return state;
  return { ...state, trials: [...state.trials, { users: next.users, purpose: next.purpose, verdict }] };
}

/** What to measure next, or the answer. */
export function nextTrial(state: SearchState): SearchTrial | SearchDone {
  const finish = (outcome: SearchDone['outcome'], good: number | null, bad: number | null): SearchDone => {
    const confirmations = state.trials.filter(({ purpose }) => purpose.startsWith('confirm')).length;
    const hysteresis = [...new Set(state.trials.map(({ users }) => users))].some(
      (users) =>
        tally(state, users, 'confirm-good').bad >= 2 &&
        state.trials.some(
          (trial) => trial.users === users && !isConfirmation(trial) && trial.verdict === 'good',
        ),
    );
    return {
      done: true,
      good,
      bad,
      outcome,
      hysteresis,
      trials: state.trials.length - confirmations,
      confirmations,
    };
  };

  const last = state.trials.at(-1);
  const { good, bad } = bounds(state);
  if (last?.verdict === 'invalid') {
    const twice = state.trials.at(-2);
    if (twice?.verdict === 'invalid' && twice.users === last.users) return finish('invalid-trial', good, bad);
    return { done: false, users: last.users, purpose: last.purpose };
  }
  if (state.trials.length >= state.maxTrials) return finish('too-many-trials', good, bad);

  if (good === null && bad === null) return { done: false, users: state.start, purpose: 'double' };
  if (bad === null && good !== null) {
    if (good < state.limit) return { done: false, users: Math.min(state.limit, good * 2), purpose: 'double' };
    return tally(state, good, 'confirm-good').good >= 2
      ? finish('limit-reached', good, null)
      : { done: false, users: good, purpose: 'confirm-good' };
  }
  if (good === null && bad !== null) {
    if (bad > 1) return { done: false, users: Math.max(1, Math.floor(bad / 2)), purpose: 'halve' };
    return tally(state, bad, 'confirm-bad').bad >= 2
      ? finish('broken-at-one', null, bad)
      : { done: false, users: bad, purpose: 'confirm-bad' };
  }
  const lower = good ?? 1;
  const upper = bad ?? state.limit;
  if (upper / lower > state.tolerance && upper - lower > 1) {
    const middle = Math.round(Math.sqrt(lower * upper));
    return { done: false, users: Math.min(upper - 1, Math.max(lower + 1, middle)), purpose: 'bisect' };
  }
  // Re-tested as a lower end and found bad twice, it has been confirmed as an upper one.
  const shown = tally(state, upper, 'confirm-bad').bad + tally(state, upper, 'confirm-good').bad;
  if (shown < 2) return { done: false, users: upper, purpose: 'confirm-bad' };
  if (tally(state, lower, 'confirm-good').good < 2)
    return { done: false, users: lower, purpose: 'confirm-good' };
  return finish('converged', lower, upper);
}

/** Fresh trials at a load since the last time it was an end of the interval, by verdict. */
function tally(state: SearchState, users: number, purpose: TrialPurpose): { good: number; bad: number } {
  const trials = state.trials.filter((trial) => trial.users === users && trial.purpose === purpose);
  return {
    good: trials.filter(({ verdict }) => verdict === 'good').length,
    bad: trials.filter(({ verdict }) => verdict === 'bad').length,
  };
}

function isConfirmation({ purpose }: Trial): boolean {
  return purpose === 'confirm-bad' || purpose === 'confirm-good';
}

/**
 * The interval that the trials so far leave: the highest good load below the lowest bad one. A load that was confirmed
 * either way (2 fresh trials) counts as that; else its first verdict counts. A good load above a bad one is ignored.
 */
function bounds(state: SearchState): { good: number | null; bad: number | null } {
  const verdicts = new Map<number, TrialVerdict>();
  for (const trial of state.trials) {
    if (trial.verdict === 'invalid') continue;
    if (!isConfirmation(trial)) verdicts.set(trial.users, trial.verdict);
    const votes = { good: 0, bad: 0 };
    for (const purpose of ['confirm-bad', 'confirm-good'] as const) {
      const { good, bad } = tally(state, trial.users, purpose);
      votes.good += good;
      votes.bad += bad;
    }
    if (votes.good >= 2 && votes.good > votes.bad) verdicts.set(trial.users, 'good');
    if (votes.bad >= 2 && votes.bad > votes.good) verdicts.set(trial.users, 'bad');
  }
  const bad = [...verdicts].filter(([, verdict]) => verdict === 'bad').map(([users]) => users);
  const lowestBad = bad.length > 0 ? Math.min(...bad) : null;
  const good = [...verdicts]
    .filter(([users, verdict]) => verdict === 'good' && (lowestBad === null || users < lowestBad))
    .map(([users]) => users);
  return { good: good.length > 0 ? Math.max(...good) : null, bad: lowestBad };
}
