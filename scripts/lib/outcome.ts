import { exitCodeOf } from '../../reports/build-report.ts';
import type { Result } from '../../reports/result-schema.ts';
import type { ScenarioName } from '../../scenarios/index.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { K6Exit } from './k6-exit.ts';
import { describeK6Exit, K6_EXIT, k6Completed } from './k6-exit.ts';

/** How one run of one scenario ended. */
export interface ScenarioOutcome {
  readonly scenario: ScenarioName;
  readonly exitCode: ExitCode;
  /** Null where nothing was kept. */
  readonly runFolder: string | null;
  readonly result: Result | null;
  /** What the user has to know beside the report. */
  readonly notes: readonly string[];
}

/** Scenarios whose thresholds end the load on purpose, so that a failed threshold is no failed criterion. */
const STOPS_BY_THRESHOLD: readonly string[] = ['stress' satisfies ScenarioName];

/**
 * The exit code of a run that has a result, cross-checked with how k6 itself ended: a k6 that broke, or that saw a
 * threshold fail where the report sees none, is never a pass.
 */
export function judgeRun(
  result: Pick<Result, 'scenario' | 'verdict'>,
  k6: K6Exit,
  run: { readonly interrupted: boolean; readonly errors: readonly string[] },
): { readonly exitCode: ExitCode; readonly notes: readonly string[] } {
  if (run.interrupted) return { exitCode: EXIT.inconclusive, notes: [] };
  if (!k6Completed(k6.exitCode)) {
    const note = [describeK6Exit(k6), ...run.errors].join('; ');
    // A scenario that found no healthy start, and so broke off by itself, has run: its result says why it is discarded.
    const brokeOff = k6.exitCode === K6_EXIT.scriptAborted && result.verdict !== 'pass';
    return { exitCode: brokeOff ? EXIT.inconclusive : EXIT.couldNotRun, notes: [note] };
  }
  const exitCode = exitCodeOf(result);
  const contradicts =
    exitCode === EXIT.pass &&
    k6.exitCode === K6_EXIT.thresholdsFailed &&
    !STOPS_BY_THRESHOLD.includes(result.scenario);
  if (!contradicts) return { exitCode, notes: [] };
  return {
    exitCode: EXIT.inconclusive,
    notes: ['k6 saw a threshold fail that the report does not show: the two contradict each other'],
  };
}
