import { wilsonInterval } from './wilson.ts';

/** One step of the staircase: a constant number of users, warm-up and drain cut off. */
export interface LoadStep {
  readonly users: number;
  /** Measured seconds. */
  readonly seconds: number;
  /** Jobs that ended well: goodput. Retries count once. */
  readonly completed: number;
  /** Jobs that ended otherwise, timed out or were refused. */
  readonly failed: number;
  /** 95th percentile of submit → completed in ms; null without samples. Refused connections have no latency. */
  readonly p95: number | null;
  /** Interval of the p95, where the caller has one; an end may be open. */
  readonly p95Low?: number | null;
  readonly p95High?: number | null;
  /**
   * Journeys that were waited for, and those of them that took longer than the limit, time-outs included. Where given,
   * they decide on the latency: a p95 over completed jobs alone leaves out the ones that never came back.
   */
  readonly waited?: number;
  readonly slow?: number;
  /** Journeys that were cut off before they ended. They may have gone either way: a good step has to bear them all failing. */
  readonly unfinished?: number;
  /** Why the step says nothing about the target (e.g. the generator was the limit); it then has no verdict. */
  readonly discarded?: string;
}

export interface BreakingLimits {
  /** Share of failures above which a step is bad, e.g. .2. */
  readonly failureShare: number;
  /** p95 in ms above which a step is bad, e.g. 10,000. */
  readonly p95Ms: number;
}

export type BreakingReason = 'failures' | 'latency';
export type StepVerdict = 'good' | 'bad' | 'unclear' | 'discarded';

export interface StepJudgement {
  readonly users: number;
  readonly verdict: StepVerdict;
  readonly reasons: readonly BreakingReason[];
  readonly failureShare: number | null;
  readonly failureLow: number | null;
  readonly failureHigh: number | null;
  readonly jobsPerSecond: number;
}

/**
 * Judges one step. `bad`: the Wilson interval of the failure share lies above the limit, or the p95 does. `good`: both
 * lie within. `unclear`: an interval straddles its limit, or there are no samples, which is never a pass.
 */
export function judgeStep(step: LoadStep, limits: BreakingLimits): StepJudgement {
  const failures = wilsonInterval(step.failed, step.completed + step.failed);
  const jobsPerSecond = step.seconds > 0 ? step.completed / step.seconds : 0;
  const judged = (verdict: StepVerdict, reasons: readonly BreakingReason[] = []): StepJudgement => ({
    users: step.users,
    verdict,
    reasons,
    failureShare: failures.ok ? failures.value.share : null,
    failureLow: failures.ok ? failures.value.low : null,
    failureHigh: failures.ok ? failures.value.high : null,
    jobsPerSecond: Number.isFinite(jobsPerSecond) ? jobsPerSecond : 0,
  });
  if (step.discarded !== undefined) return judged('discarded');
  if (!failures.ok) return judged('unclear');

  const latency = judgeLatency(step, limits.p95Ms);
  const reasons: BreakingReason[] = [];
  if (failures.value.low > limits.failureShare) reasons.push('failures');
  if (latency === 'bad') reasons.push('latency');
  if (reasons.length > 0) return judged('bad', reasons);
  const worst = worstFailureShare(step);
  return judged(worst <= limits.failureShare && latency === 'good' ? 'good' : 'unclear');
}

/** Upper limit of the failure share, had every journey that was cut off failed. */
function worstFailureShare({ failed, completed, unfinished = 0 }: LoadStep): number {
  const worst = wilsonInterval(failed + unfinished, completed + failed + unfinished);
  return worst.ok ? worst.value.high : 1;
}

/** p95 above the limit is the same as more than this share of journeys above it. */
const SLOW_SHARE = 0.05;

function judgeLatency(step: LoadStep, limit: number): StepVerdict {
  if (step.slow !== undefined && step.waited !== undefined) {
    const slow = wilsonInterval(step.slow, step.waited);
    if (!slow.ok) return 'unclear';
    if (slow.value.low > SLOW_SHARE) return 'bad';
    // So few samples bound no p95, whatever was measured; then the share itself has to do.
    const none = wilsonInterval(0, step.waited);
    const bounded = none.ok && none.value.high <= SLOW_SHARE;
    return (bounded ? slow.value.high : slow.value.share) <= SLOW_SHARE ? 'good' : 'unclear';
  }
  if (step.p95 === null || !Number.isFinite(step.p95)) return 'unclear';
  const low = step.p95Low ?? step.p95;
  const high = step.p95High ?? step.p95;
  return low > limit ? 'bad' : high <= limit ? 'good' : 'unclear';
}
