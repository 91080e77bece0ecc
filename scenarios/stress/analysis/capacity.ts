/** What the steps add up to: the plateau of throughput, the model over the steps, what a ramp would have cost. */
import { littleCheck } from '../../../reports/stats/little.ts';
import type { Outcome } from '../../../reports/stats/outcome.ts';
import { type Plateau, plateauOf } from '../../../reports/stats/plateau.ts';
import { fitUsl, type UslFit } from '../../../reports/stats/usl.ts';
import type { StressRecord } from './data.ts';
import type { MeasuredStep } from './steps.ts';

/** Above it, quick failures stand in for journeys, and neither the model nor Little's law describes the step. */
const MAX_FAILED_SHARE = 0.01;

export const isClean = (step: MeasuredStep): boolean =>
  step.discarded === null && step.journeys > 0 && step.failed / step.journeys <= MAX_FAILED_SHARE;

/** The height of throughput over the steps without failures, and the users from which on it stays. */
export function capacityOf(steps: readonly MeasuredStep[]): Plateau | null {
  return plateauOf(
    steps.flatMap((step) =>
      isClean(step) && step.jobsPerSecond !== null
        ? [{ users: step.users, jobsPerSecond: step.jobsPerSecond, jobs: step.jobsPerSecond * step.seconds }]
        : [],
    ),
  );
}

/** The model over the steps without failures: what is refused quickly is no throughput that contention could explain. */
export function modelOf(steps: readonly MeasuredStep[], seed: number): Outcome<UslFit> {
  const levels = steps.flatMap((step) =>
    isClean(step) && step.jobsPerSecond !== null && step.jobsPerSecond > 0
      ? [{ users: step.users, throughput: step.jobsPerSecond }]
      : [],
  );
  return fitUsl(levels, { seed });
}

/** How far users and X(R + Z) lie apart at a step, in per cent; null where the step cannot carry the comparison. */
export function littleGapPercent(step: MeasuredStep | undefined, thinkSeconds: number): number | null {
  if (step === undefined || !isClean(step) || step.meanWaitMs === null || step.jobsPerSecond === null) {
    return null;
  }
  const check = littleCheck({
    users: step.users,
    throughput: step.jobsPerSecond,
    responseSeconds: step.meanWaitMs / 1000,
    thinkSeconds,
  });
  return check.ok ? check.value.gap * 100 : null;
}

/** Requests and seconds that a ramp with steps as fine as the answer would have cost, up to its lowest bad step. */
export function rampCost(
  steps: readonly MeasuredStep[],
  record: StressRecord,
): { readonly requests: number; readonly seconds: number } | null {
  const { search, timing } = record;
  if (search === undefined || search.good === null || search.bad === null) return null;
  const resolution = Math.max(1, search.bad - search.good);
  const stride = timing.warmupSeconds + timing.measuredSeconds + timing.gapSeconds;
  const known = steps
    .filter(({ requestsPerSecond }) => requestsPerSecond !== null)
    .sort((a, b) => a.users - b.users);
  let requests = 0;
  let count = 0;
  for (let users = resolution; users < search.bad + resolution; users += resolution) {
    count += 1;
    const rate = interpolate(known, Math.min(users, search.bad));
    requests += rate * (timing.warmupSeconds + timing.measuredSeconds);
  }
  return { requests: Math.round(requests), seconds: count * stride };
}

/** Requests a second at a number of users, between the trials on either side; in proportion below the lowest. */
function interpolate(known: readonly MeasuredStep[], users: number): number {
  const rate = (step: MeasuredStep | undefined) => step?.requestsPerSecond ?? 0;
  const above = known.find((step) => step.users >= users);
  const below = known.filter((step) => step.users <= users).at(-1);
  if (below === undefined) return above === undefined ? 0 : (rate(above) * users) / above.users;
  if (above === undefined || above.users === below.users) return rate(below);
  return rate(below) + ((rate(above) - rate(below)) * (users - below.users)) / (above.users - below.users);
}
