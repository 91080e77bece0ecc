/** One trial of the search for the breaking point: a run of k6 at one number of users, and its verdict. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../lib/summary-types.ts';
import { metricReader } from '../../reports/analysis/metrics.ts';
import { loadSecondsOf } from '../../reports/analysis/phases.ts';
import { readSummary } from '../../reports/read/summary.ts';
import { RUN_FILE } from '../../reports/run-folder.ts';
import type { SearchTrial, TrialVerdict } from '../../reports/stats/search.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { breakingLimits } from '../../scenarios/stress/analysis/findings.ts';
import { measuredSteps } from '../../scenarios/stress/analysis/steps.ts';
import { type JudgedStep, judgeMeasured } from '../../scenarios/stress/analysis/verdicts.ts';
import { stepName, stepTiming, stressPlan } from '../../scenarios/stress/load/plan.ts';
import { type K6Ended, type K6Run, runK6 } from './k6-process.ts';
import { maskFiles } from './masking.ts';

export interface SearchRun extends K6Run {
  readonly settings: AllSettings;
  readonly runId: string;
}

export interface TrialOutcome {
  readonly users: number;
  readonly purpose: SearchTrial['purpose'];
  /** Name of its phase in the summary of the whole search. */
  readonly name: string;
  readonly verdict: TrialVerdict;
  readonly step: JudgedStep;
  readonly summary: RunSummary;
  readonly ended: K6Ended;
}

/** k6 ended in a way that leaves no summary, or none to be trusted; the search cannot go on. */
export interface TrialBroken {
  readonly ended: K6Ended;
  readonly broken: true;
}

/** A trial on the way to the limit may be shorter: the ends are confirmed at full length. */
const COARSE_SHARE = 0.25;
/** Shorter steps are refused by the setting itself. */
const MIN_STEP_SECONDS = 2;

/** Length of a trial's step, seconds. */
export function trialSeconds(
  settings: AllSettings,
  purpose: SearchTrial['purpose'],
  longer: boolean,
): number {
  const { warmupSeconds, measuredSeconds } = stepTiming(settings);
  const full = warmupSeconds + measuredSeconds;
  const confirms = purpose === 'confirm-bad' || purpose === 'confirm-good';
  return confirms || longer ? full : Math.max(MIN_STEP_SECONDS, full * COARSE_SHARE);
}

/**
 * What a step means for the search. One that stays unclear at full length counts as bad, so that the search never claims
 * a number of users that was not shown to work; one at which the generator was the limit says nothing.
 */
export function trialVerdict(step: JudgedStep): TrialVerdict | 'unclear' {
  if (step.discarded !== null) return 'invalid';
  return step.verdict === 'inconclusive' ? 'unclear' : step.verdict;
}

/** What an unclear trial of full length counts as. One whose journeys outlast the step says nothing, whatever its length. */
function lastWord({ open }: JudgedStep): TrialVerdict {
  return open === 'unsteady' || open === 'no-samples' ? 'invalid' : 'bad';
}

async function attempt(
  run: SearchRun,
  trial: SearchTrial,
  name: string,
  seconds: number,
): Promise<Omit<TrialOutcome, 'verdict'> | TrialBroken> {
  const folder = join(run.runFolder, 'trials', `${name}-${trial.users}-users`);
  mkdirSync(folder, { recursive: true });
  const ended = await runK6({
    ...run,
    runFolder: folder,
    // A search says what each trial was; k6's own display of all of them would bury that.
    showProgress: run.showProgress && run.live !== undefined,
    ...(run.live === undefined
      ? {}
      : {
          live: {
            ...run.live,
            name: `${run.live.name} · ${name.replace('_', ' ')}`,
            plan: stressPlan({ ...run.settings, stepSeconds: seconds }, trial.users),
          },
        }),
    environment: {
      ...run.environment,
      PERF_RUN_DIR: folder,
      PERF_RUN_ID: `${run.runId}-${name}`,
      PERF_TRIAL_USERS: String(trial.users),
      STEP_SECONDS: String(seconds),
    },
  });
  maskFiles(folder, run.mask);
  const path = join(folder, RUN_FILE.summary);
  if (!existsSync(path)) return { ended, broken: true };
  const summary = await readSummary(path);
  const [measured] = measuredSteps(metricReader(summary.k6.metrics), summary.plan.phases, {
    loadSeconds: loadSecondsOf(summary),
    startedAt: Date.parse(summary.startedAt),
    generator: ended.generator,
  });
  if (measured?.name !== stepName(0)) return { ended, broken: true };
  const step = judgeMeasured(measured, breakingLimits(run.settings));
  return { users: trial.users, purpose: trial.purpose, name, step, summary, ended };
}

/** Runs a trial, and once more at full length where a short one was unclear. */
export async function runTrial(
  run: SearchRun,
  trial: SearchTrial,
  number: number,
): Promise<TrialOutcome | TrialBroken> {
  const name = `trial_${number}`;
  const seconds = trialSeconds(run.settings, trial.purpose, false);
  const first = await attempt(run, trial, name, seconds);
  if ('broken' in first) return first;
  const verdict = trialVerdict(first.step);
  if (verdict !== 'unclear') return { ...first, verdict };
  const full = trialSeconds(run.settings, trial.purpose, true);
  if (full <= seconds || run.interruption.requested) return { ...first, verdict: lastWord(first.step) };
  const second = await attempt(run, trial, name, full);
  if ('broken' in second) return second;
  const again = trialVerdict(second.step);
  return { ...second, verdict: again === 'unclear' ? lastWord(second.step) : again };
}
