/** Which steps were good, which were bad, and which say nothing: the interval of users follows from them. */
import { type BreakingLimits, type BreakingReason, judgeStep } from '../../../reports/stats/staircase.ts';
import { type DiscardReason, loadStep, type MeasuredStep } from './steps.ts';

/**
 * Why a step has no verdict. `overlap`: journeys of the step before ran on into it, so that it carried more users than it
 * says; bad then proves nothing. `unsteady`: journeys took longer than the step measured, so that most of what it saw is
 * how it began; good then proves nothing. `unclear`: an interval straddles its limit.
 */
export type OpenReason = DiscardReason | 'overlap' | 'unsteady' | 'unclear' | 'no-samples';

export interface JudgedStep extends MeasuredStep {
  readonly verdict: 'good' | 'bad' | 'inconclusive';
  readonly reasons: readonly BreakingReason[];
  /** Set for `inconclusive`. */
  readonly open: OpenReason | null;
}

export function judgeMeasured(step: MeasuredStep, limits: BreakingLimits): JudgedStep {
  const { verdict, reasons } = judgeStep(loadStep(step), limits);
  if (verdict === 'good' && step.p50 !== null && step.p50 > step.seconds * 1000) {
    return { ...step, verdict: 'inconclusive', reasons: [], open: 'unsteady' };
  }
  if (verdict === 'good' || verdict === 'bad') return { ...step, verdict, reasons, open: null };
  const open = step.discarded ?? (step.journeys === 0 ? 'no-samples' : 'unclear');
  return { ...step, verdict: 'inconclusive', reasons: [], open };
}

/** The steps of a ramp, in order of users. */
export function judgeRamp(steps: readonly MeasuredStep[], limits: BreakingLimits): JudgedStep[] {
  const judged: JudgedStep[] = [];
  for (const step of [...steps].sort((a, b) => a.users - b.users)) {
    const before = judged.at(-1);
    const own = judgeMeasured(step, limits);
    const overlapped = before !== undefined && before.late > 0 && before.verdict !== 'bad';
    judged.push(
      own.verdict === 'bad' && overlapped
        ? { ...own, verdict: 'inconclusive', reasons: [], open: 'overlap' }
        : own,
    );
  }
  return judged;
}

export interface UsersInterval {
  /** Highest number that was confirmed, below any that was not. */
  readonly good: number | null;
  /** Lowest number that was shown not to work. */
  readonly bad: number | null;
}

export function usersInterval(steps: readonly JudgedStep[]): UsersInterval {
  const of = (verdict: JudgedStep['verdict']) =>
    steps.filter((step) => step.verdict === verdict).map(({ users }) => users);
  const bad = of('bad');
  const lowestBad = bad.length > 0 ? Math.min(...bad) : null;
  const good = of('good').filter((users) => lowestBad === null || users < lowestBad);
  return { good: good.length > 0 ? Math.max(...good) : null, bad: lowestBad };
}
