import type { Baseline, Second } from './recovery-baseline.ts';

/** Totals of a stretch, from which its log-likelihood ratio follows without a second pass. */
interface Totals {
  readonly seconds: number;
  readonly completed: number;
  readonly latencies: number;
  /** Sum of log p95 above the level. */
  readonly excess: number;
}

const NOTHING: Totals = { seconds: 0, completed: 0, latencies: 0, excess: 0 };

/**
 * Index of the first second of the bad stretch that runs to the end of `window` (one known to hold a bad stretch), by
 * maximum likelihood: Poisson counts and normal log p95, both levels of the bad stretch unknown.
 */
export function worsensAt(window: readonly Second[], level: Baseline): number {
  let totals = NOTHING;
  let best = { at: Math.max(0, window.length - 1), likelihood: Number.NEGATIVE_INFINITY };
  for (let at = window.length - 1; at >= 0; at--) {
    totals = added(totals, window[at], level);
    const likelihood = likelihoodRatio(totals, level);
    if (likelihood > best.likelihood) best = { at, likelihood };
  }
  return best.at;
}

/** Index, `from` or later, of the first second after the bad stretch with which `window` begins. */
export function improvesAt(window: readonly Second[], level: Baseline, from: number): number {
  let totals = NOTHING;
  let best = { at: from, likelihood: Number.NEGATIVE_INFINITY };
  for (let at = 0; at < window.length; at++) {
    const likelihood = likelihoodRatio(totals, level);
    if (at >= from && likelihood > best.likelihood) best = { at, likelihood };
    totals = added(totals, window[at], level);
  }
  return best.at;
}

function added(totals: Totals, second: Second | undefined, level: Baseline): Totals {
  if (!second) return totals;
  const measured = second.p95 !== null && second.p95 > 0 && level.p95 !== null;
  return {
    seconds: totals.seconds + 1,
    completed: totals.completed + second.completed,
    latencies: totals.latencies + (measured ? 1 : 0),
    excess: totals.excess + (measured ? Math.log((second.p95 ?? 1) / (level.p95 ?? 1)) : 0),
  };
}

/** How much likelier the stretch is at its own, worse level than at the level before the fault. */
function likelihoodRatio(totals: Totals, level: Baseline): number {
  if (totals.seconds === 0) return 0;
  const expected = level.throughput * totals.seconds;
  const { completed } = totals;
  let ratio = 0;
  if (completed < expected) {
    const logs = completed > 0 ? completed * Math.log(completed / expected) : 0;
    ratio += (logs - completed + expected) / level.dispersion;
  }
  if (totals.latencies > 0 && totals.excess > 0) {
    ratio += totals.excess ** 2 / (2 * level.p95Spread ** 2 * totals.latencies);
  }
  return ratio;
}
