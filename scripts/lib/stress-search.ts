/**
 * `STRESS_MODE=search`: the breaking point by doubling and bisection, as an outer loop of short runs of k6. Writes one
 * summary for all of them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { RUN_FILE } from '../../reports/run-folder.ts';
import { nextTrial, recordTrial, type SearchState, startSearch } from '../../reports/stats/search.ts';
import type { SearchRecord } from '../../scenarios/stress/analysis/data.ts';
import { DEFAULT_USERS_STEP, maxUsersOf, stepTiming } from '../../scenarios/stress/load/plan.ts';
import { InterruptedError } from './errors.ts';
import { k6Completed } from './k6-exit.ts';
import type { K6Ended } from './k6-process.ts';
import { mergeUsage, searchSummary } from './stress-search-summary.ts';
import { runTrial, type SearchRun, type TrialOutcome } from './stress-search-trial.ts';

/** What the two ends of the interval may differ by, as a ratio. */
const TOLERANCE = 1.05;
const PURPOSES = {
  double: 'doubling',
  halve: 'halving',
  bisect: 'bisection',
  'confirm-bad': 'confirming the upper end',
  'confirm-good': 'confirming the lower end',
} as const;

function announce(state: SearchState, outcome: TrialOutcome): string {
  const { users, purpose, step, verdict } = outcome;
  const rate = step.jobsPerSecond === null ? '' : `${step.jobsPerSecond.toFixed(1)} jobs/s, `;
  const p95 = step.p95 === null ? '' : `p95 ${Math.round(step.p95)} ms, `;
  const failed = step.journeys === 0 ? 0 : (100 * step.failed) / step.journeys;
  const next = nextTrial(state);
  const then = next.done ? 'done' : `next ${next.users}`;
  return `trial ${state.trials.length}: ${users} users (${PURPOSES[purpose]}): ${verdict}, ${rate}${p95}${failed.toFixed(1)} % failed; ${then}`;
}

/** k6 has waited for what it sent; a queue that is not empty by then gets the gap between two steps, twice. */
async function drain(run: SearchRun, outcome: TrialOutcome): Promise<void> {
  const left = outcome.summary.target.atEnd?.queueLength ?? 0;
  if (left === 0) return;
  const ms = stepTiming(run.settings).gapSeconds * 2000;
  await setTimeout(ms, undefined, { signal: run.interruption.signal }).catch(() => undefined);
}

interface SearchProgress {
  readonly state: SearchState;
  readonly trials: readonly TrialOutcome[];
  /** The run of k6 that broke, where one did. */
  readonly broken: K6Ended | null;
}

async function search(run: SearchRun): Promise<SearchProgress> {
  let state = startSearch({
    start: run.settings.usersStep ?? DEFAULT_USERS_STEP,
    limit: maxUsersOf(run.settings),
    tolerance: TOLERANCE,
  });
  const trials: TrialOutcome[] = [];
  for (;;) {
    const next = nextTrial(state);
    if (next.done || run.interruption.requested) return { state, trials, broken: null };
    const outcome = await runTrial(run, next, trials.length + 1);
    if ('broken' in outcome) return { state, trials, broken: outcome.ended };
    trials.push(outcome);
    // A trial that was cut short says nothing, but stays in the report.
    if (run.interruption.requested) return { state, trials, broken: null };
    if (!k6Completed(outcome.ended.exitCode)) return { state, trials, broken: outcome.ended };
    state = recordTrial(state, outcome.verdict);
    if (run.showProgress) console.log(announce(state, outcome));
    await drain(run, outcome);
  }
}

function recordOf({ state, trials }: SearchProgress, startedAt: number): SearchRecord {
  const next = nextTrial(state);
  const bounds = next.done
    ? { good: next.good, bad: next.bad, hysteresis: next.hysteresis }
    : { ...unconfirmed(trials), hysteresis: false };
  return {
    trials: trials.map(({ name, users, purpose, verdict }) => ({ name, users, purpose, verdict })),
    outcome: next.done ? next.outcome : 'interrupted',
    ...bounds,
    seconds: (Date.now() - startedAt) / 1000,
  };
}

/** What a search that was stopped has seen so far. */
function unconfirmed(trials: readonly TrialOutcome[]): { good: number | null; bad: number | null } {
  const of = (verdict: TrialOutcome['verdict']) =>
    trials.filter((trial) => trial.verdict === verdict).map(({ users }) => users);
  const bad = of('bad').length > 0 ? Math.min(...of('bad')) : null;
  const good = of('good').filter((users) => bad === null || users < bad);
  return { good: good.length > 0 ? Math.max(...good) : null, bad };
}

/**
 * Runs the whole search and writes its summary into the run's folder; where not one trial came to its end, there is
 * none. Answers like a single run of k6, with the way in which the last one ended where that was not a normal one.
 */
export async function runStressSearch(run: SearchRun): Promise<K6Ended> {
  const startedAt = Date.now();
  const progress = await search(run);
  const { trials, broken } = progress;
  const [first, ...others] = trials;
  const last = broken ?? trials.at(-1)?.ended;
  if (last === undefined) throw new InterruptedError();
  if (first === undefined) return last;
  const summary = searchSummary([first, ...others], recordOf(progress, startedAt), run);
  writeFileSync(join(run.runFolder, RUN_FILE.summary), `${JSON.stringify(summary, null, 1)}\n`);
  return {
    ...last,
    // A trial that missed a threshold on purpose is no failure of the search.
    ...(broken === null ? { exitCode: 0, signal: null } : {}),
    startedAt: first.ended.startedAt,
    generator: mergeUsage([first.ended.generator, ...others.map(({ ended }) => ended.generator)]),
    log: trials.map(({ ended }) => ended.log).join(''),
  };
}
