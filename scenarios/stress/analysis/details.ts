import type { Plateau } from '../../../reports/stats/plateau.ts';
import type { UslFit } from '../../../reports/stats/usl.ts';
import type { StressContext } from '../context.ts';
import type { StressDetails } from '../details.ts';
import { breakingText, stepText, textsOf } from '../view/sentences.ts';
import { modelOf, rampCost } from './capacity.ts';
import { type StressFindings, stepAt } from './findings.ts';
import { knownUse, type Resource, type TargetSize } from './saturation.ts';
import type { JudgedStep } from './verdicts.ts';

type Details = StressDetails;

function stepsOf(context: StressContext, { record, steps }: StressFindings): Details['steps'] {
  const texts = textsOf(context.language);
  const purposes = new Map(record?.search?.trials.map(({ name, purpose }) => [name, purpose]));
  return steps.map((step: JudgedStep) => {
    const reason = stepText(step, context.settings, texts);
    const purpose = purposes.get(step.name);
    return {
      users: step.users,
      seconds: step.seconds,
      jobsPerSecond: step.jobsPerSecond,
      requestsPerSecond: step.requestsPerSecond,
      errorRate: step.journeys > 0 ? step.failed / step.journeys : null,
      p50: step.p50,
      p95: step.p95,
      n: step.journeys,
      verdict: step.verdict,
      ...(reason === null ? {} : { reason }),
      ...(purpose === undefined ? {} : { purpose: texts.words.purposes[purpose] }),
    };
  });
}

/** A model says nothing of loads beyond this many times what was tried. */
const REACH = 3;

function withinReach({ peakUsers, peakThroughput, interval }: UslFit, steps: readonly JudgedStep[]) {
  const most = REACH * Math.max(...steps.map(({ users }) => users));
  const highest = REACH * Math.max(...steps.map(({ jobsPerSecond }) => jobsPerSecond ?? 0));
  const within = (value: number | null, limit: number) => (value !== null && value <= limit ? value : null);
  return {
    peakUsers: within(peakUsers, most),
    peakThroughput: within(peakThroughput, highest),
    interval: {
      peakUsers: { low: within(interval.peakUsers.low, most), high: within(interval.peakUsers.high, most) },
      peakThroughput: {
        low: within(interval.peakThroughput.low, highest),
        high: within(interval.peakThroughput.high, highest),
      },
    },
  };
}

function capacityDetails(capacity: Plateau | null): NonNullable<Details['capacity']> | null {
  if (capacity === null) return null;
  const { jobsPerSecond, interval, users, usersBelow, reached } = capacity;
  return { jobsPerSecond, low: interval.low, high: interval.high, users, usersBelow, reached };
}

function sizeOf(resource: Resource, { workers, cores }: TargetSize): { readonly of?: number } {
  const of = resource === 'workers' ? workers : resource === 'cpu' ? cores : null;
  return of === null ? {} : { of };
}

function uslOf(context: StressContext, steps: readonly JudgedStep[]): Pick<Details, 'usl' | 'uslReason'> {
  const model = modelOf(steps, context.summary.seed);
  if (!model.ok) return { usl: null, uslReason: model.reason };
  const { sigma, kappa, lambda, extrapolated } = model.value;
  const { peakUsers, peakThroughput, interval } = withinReach(model.value, steps);
  return {
    usl: {
      sigma,
      kappa,
      lambda,
      peakUsers,
      peakThroughput,
      interval: {
        peakUsers: [interval.peakUsers.low, interval.peakUsers.high],
        peakThroughput: [interval.peakThroughput.low, interval.peakThroughput.high],
      },
      extrapolated,
    },
  };
}

export function stressDetails(context: StressContext, findings: StressFindings): Details {
  const { record, steps, interval, thinking, saturation } = findings;
  const texts = textsOf(context.language);
  const ramp = record === null ? null : rampCost(steps, record);
  return {
    kind: 'stress',
    mode: record?.mode ?? 'ramp',
    steps: stepsOf(context, findings),
    capacity: capacityDetails(findings.capacity),
    maxUsers: { ...interval },
    breakingReason: breakingText(stepAt(steps, interval.bad), context.settings, texts),
    ...uslOf(context, steps),
    peakJobsPerSecond:
      findings.capacity === null
        ? null
        : Math.max(...findings.capacity.levels.map(({ jobsPerSecond }) => jobsPerSecond)),
    ...(thinking.good === null && thinking.bad === null ? {} : { usersAtThinkTime: { ...thinking } }),
    firstSaturated: saturation === null ? null : texts.words.resources[saturation.resource],
    utilization: knownUse(findings.use).map(([resource, share]) => ({
      resource,
      share,
      ...sizeOf(resource, findings.size),
    })),
    saturatedResource: saturation?.resource ?? null,
    nextWorkerJobsPerSecond: findings.next?.jobsPerSecond ?? null,
    littleGapPercent: findings.gapPercent,
    cost: {
      requests: Math.round(steps.reduce((sum, step) => sum + step.requests, 0)),
      seconds: record?.search?.seconds ?? context.loadSeconds,
      ...(ramp === null ? {} : { rampRequests: ramp.requests, rampSeconds: ramp.seconds }),
    },
  };
}
