import type { DetailsOf } from '../../../result-schema.ts';
import type { AnalysisContext } from '../../scenario-analysis.ts';
import { modelOf, rampCost } from './capacity.ts';
import { type StressFindings, stepAt } from './findings.ts';
import { breakingText, resourceText, stepText, textsOf } from './texts.ts';
import type { JudgedStep } from './verdicts.ts';

type Details = DetailsOf<'stress'>;

function stepsOf(context: AnalysisContext, { record, steps }: StressFindings): Details['steps'] {
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

function uslOf(context: AnalysisContext, steps: readonly JudgedStep[]): Pick<Details, 'usl' | 'uslReason'> {
  const model = modelOf(steps, context.summary.seed);
  if (!model.ok) return { usl: null, uslReason: model.reason };
  const { sigma, kappa, lambda, peakUsers, peakThroughput, interval, extrapolated } = model.value;
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

export function stressDetails(context: AnalysisContext, findings: StressFindings): Details {
  const { record, steps, interval, thinking, saturation } = findings;
  const texts = textsOf(context.language);
  const ramp = record === null ? null : rampCost(steps, record);
  return {
    kind: 'stress',
    mode: record?.mode ?? 'ramp',
    steps: stepsOf(context, findings),
    maxUsers: { ...interval },
    breakingReason: breakingText(stepAt(steps, interval.bad), context.settings, texts),
    ...uslOf(context, steps),
    peakJobsPerSecond: findings.peak?.jobsPerSecond ?? null,
    ...(thinking.good === null && thinking.bad === null ? {} : { usersAtThinkTime: { ...thinking } }),
    firstSaturated: saturation === null ? null : resourceText(saturation.resource, texts),
    littleGapPercent: findings.gapPercent,
    cost: {
      requests: Math.round(steps.reduce((sum, step) => sum + step.requests, 0)),
      seconds: record?.search?.seconds ?? context.loadSeconds,
      ...(ramp === null ? {} : { rampRequests: ramp.requests, rampSeconds: ramp.seconds }),
    },
  };
}
