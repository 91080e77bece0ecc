import { METRIC } from '../../lib/metric-names.ts';
import type {
  Observation,
  ScenarioAnalysis,
  ScenarioFindings,
} from '../../reports/analysis/scenario-analysis.ts';
import {
  neighbourText,
  notToldText,
  windowsUndisturbed,
} from '../../reports/analysis/validity/interference.ts';
import type { ValidityCheck } from '../../reports/result-schema.ts';
import { stressDetails } from './analysis/details.ts';
import { type StressFindings, stepAt, stressFindings } from './analysis/findings.ts';
import { stressNotEstablished } from './analysis/not-established.ts';
import { coresBusy, workersBusy } from './analysis/saturation.ts';
import type { JudgedStep } from './analysis/verdicts.ts';
import type { StressContext } from './context.ts';
/** `stress`: how many users at once, what breaks first, and what one more worker would bring. */
import type { StressDetails } from './details.ts';
import type { StressSettings, stressScenario } from './scenario.ts';
import { stressAnswer } from './view/answer.ts';
import { lateness, stepList, textsOf } from './view/sentences.ts';

/** The confirmed users; a miss is one only where the number asked for, or a lower one, was shown not to work. */
function observedUsers(context: StressContext, { interval, steps }: StressFindings): Observation {
  const { good, bad } = interval;
  const required = context.settings.stressMinUsers;
  const n = steps.filter(({ verdict }) => verdict !== 'inconclusive').length;
  const missed = bad !== null && bad <= required;
  const value = good ?? (missed ? 0 : null);
  if (value === null) return { value: null, n };
  const seen = { value, n };
  if (value >= required || missed) return seen;
  const texts = textsOf(context.language);
  const detail = texts.words.notBelowLimit(texts.users(value), texts.users(required));
  return { ...seen, open: 'either', detail };
}

/**
 * The generator has to keep up in the steps that carry a verdict. The others are left out of the answer, so that they do
 * not discard it.
 */
function generatorCheck(
  { language }: StressContext,
  { steps }: StressFindings,
): Omit<ValidityCheck, 'id'> | null {
  const { words, ...texts } = textsOf(language);
  const known = steps.filter(({ driftP95Ms }) => driftP95Ms !== null);
  if (known.length === 0) return null;
  const left = steps.filter((step) => step.discarded !== null);
  const list = stepList(left, { words, ...texts });
  const carrying = known.filter((step) => step.discarded === null);
  if (carrying.length === 0) return { verdict: 'discarded', detail: words.generatorBusy(list) };
  const [late, limit] = lateness(carrying, language);
  const detail =
    left.length === 0 ? words.generatorFine(late, limit) : words.generatorPartly(late, limit, list);
  return { verdict: 'valid', detail };
}

/** Steps that others disturbed carry no verdict; where hardly one is left, nor does the run. */
function interferenceCheck(
  context: StressContext,
  { steps }: StressFindings,
): Omit<ValidityCheck, 'id'> | null {
  const measured = steps.some(({ takenShare, othersShare }) => takenShare !== null || othersShare !== null);
  if (!measured) {
    const onTime = steps.some(({ driftP95Ms }) => driftP95Ms !== null);
    const detail = notToldText(context) + context.words.validity.interferenceUnmeasured;
    return onTime ? { verdict: 'valid', detail } : null;
  }
  const disturbed = steps.filter(({ discarded }) => discarded === 'interference').length;
  const counts = { disturbed, all: steps.length, known: steps.length };
  return windowsUndisturbed(context, counts, neighbourText(context));
}

/** k6 ended the run itself, in a step that missed a limit by a margin. */
function endedOnPurpose({ summary }: StressContext): boolean {
  const breaking = [METRIC.journeyErrors, METRIC.slowJourneys].map((metric) => `${metric}{`);
  return Object.entries(summary.k6.metrics).some(
    ([name, { thresholds = {} }]) =>
      breaking.some((start) => name.startsWith(start)) && Object.values(thresholds).some(({ ok }) => !ok),
  );
}

/** Traffic at the highest good number of users: the load that the answer speaks of. */
function trafficAt(
  step: JudgedStep | undefined,
  { metrics, language }: StressContext,
): Pick<ScenarioFindings, 'traffic' | 'jobs' | 'resources'> {
  if (step === undefined) return {};
  const scope = {
    scope: 'measured' as const,
    phase: textsOf(language).users(step.users),
    seconds: step.seconds,
  };
  const tags = { phase: step.name };
  const count = (metric: string) => Math.round(metrics.count(metric, tags) ?? 0);
  const latencyMs = metrics.trend(METRIC.journeyWait, tags);
  return {
    traffic: {
      ...scope,
      requests: step.journeys,
      requestsPerSecond: step.requestsPerSecond,
      errorRate: step.journeys > 0 ? step.failed / step.journeys : null,
      latencyMs,
    },
    jobs: {
      submitted: count(METRIC.jobsSubmitted),
      completed: count(METRIC.jobsCompleted),
      failed: count(METRIC.jobsFailed),
      latencyMs,
    },
    resources: {
      ...scope,
      cpuPercent: step.cpuPercent,
      cpuPercentMax: metrics.value(METRIC.targetCpu, 'max', tags),
      memoryMb: step.memoryMb,
      queueLengthMax: metrics.value(METRIC.queueLength, 'max', tags),
      dbConnectionsMax: metrics.value(METRIC.dbConnections, 'max', tags),
      workerOccupancyPercent: metrics.mean(METRIC.workerOccupancy, tags),
      samples: metrics.samples(METRIC.targetCpu, tags),
    },
  };
}

const percentOf = (share: number | null): number | null => (share === null ? null : share * 100);

export const stressAnalysis: ScenarioAnalysis<
  StressDetails,
  StressSettings,
  keyof typeof stressScenario.criteria
> = {
  analyse: (context) => {
    const findings = stressFindings(context);
    const generator = generatorCheck(context, findings);
    const interference = interferenceCheck(context, findings);
    return {
      details: stressDetails(context, findings),
      observed: { 'stress-max-users': observedUsers(context, findings) },
      answer: () => stressAnswer(context, findings),
      notEstablished: stressNotEstablished(context, findings),
      perStep: findings.steps.map((step) => ({
        users: step.users,
        cpuPercent: step.cpuPercent,
        coresBusy: coresBusy(step, findings.size.cores),
        memoryMb: step.memoryMb,
        queueLength: step.queueLength,
        workersPercent: percentOf(workersBusy(step, findings.size.workers)),
        dbConnections: step.dbConnections,
        generatorDriftMs: step.driftP95Ms,
      })),
      endedOnPurpose: endedOnPurpose(context),
      ...trafficAt(stepAt(findings.steps, findings.interval.good), context),
      validity: {
        ...(generator === null ? {} : { 'generator-not-busy': generator }),
        ...(interference === null ? {} : { 'no-interference': interference }),
      },
    };
  },
};
