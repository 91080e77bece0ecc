/** Runs of the scenario as its tests plant them. */
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary, RunEvent, RunSummary } from '../../lib/summary-types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import {
  counter,
  loadMetrics,
  rate,
  runFilesFixture,
  STARTED_AT,
  settingsFixture,
  trend,
} from '../../reports/testing/summary-fixture.ts';
import { detailsOf } from '../details.ts';
import { outagePlan } from '../shared/faults/load/plan.ts';

export const plan = outagePlan(settingsFixture({ PROFILE: 'smoke' }));
export const START = Date.parse(STARTED_AT);
export const MADE = 12.03;
export const CLEARED = 16.05;
export const JOBS_PER_SECOND = 32;

/** Jobs at an even rate; none ends well from the fault until `delay` seconds after it was taken away. */
export function ledger(delay: number, end = plan.seconds): RunEvent[] {
  return Array.from({ length: end * JOBS_PER_SECOND }, (_, index) => {
    const t = index / JOBS_PER_SECOND;
    const bad = t >= MADE && t < CLEARED + delay;
    const phase = t < 12 ? 'before' : t < 16 ? 'outage' : 'after';
    const ms = 60 + (index % 7) * 5;
    return { event: 'job', t: START + t * 1000, phase, ms, end: bad ? 'client-error' : 'completed' };
  });
}

/** Clients that waited for an answer in the outage, and how long; null: in vain. */
export const waited = (times: readonly (number | null)[]): RunEvent[] =>
  times.map((ms) => ({ event: 'patient-answer', t: START + 14_000, ms, status: ms === null ? 0 : 400 }));
/** As Windmill, whose pool is waited for. */
export const ANSWERS = Array.from({ length: 40 }, (_, index) => 1000 + index);

export interface Outage {
  readonly delay?: number;
  readonly events?: readonly RunEvent[];
  readonly lost?: number;
  readonly repeated?: number;
  readonly again?: number;
  readonly failedBefore?: number;
  readonly failedInOutage?: number;
  readonly more?: Readonly<Record<string, MetricSummary>>;
  readonly scenarioData?: unknown;
  readonly answers?: readonly (number | null)[];
  readonly target?: RunSummary['target'];
}

export function outage(over: Outage = {}) {
  const {
    lost = 0,
    repeated = 0,
    again = 0,
    failedBefore = 0,
    failedInOutage = 100,
    answers = ANSWERS,
  } = over;
  const came = answers.filter((ms) => ms !== null);
  const metrics = {
    ...loadMetrics(plan),
    [subMetric(METRIC.journeyErrors, { phase: 'before' })]: rate(failedBefore, 384),
    [subMetric(METRIC.journeyErrors, { phase: 'outage' })]: rate(failedInOutage, 100),
    [subMetric(METRIC.faultMark, { mark: 'outage-made' })]: {
      ...trend(0, 1),
      values: { min: MADE, count: 1 },
    },
    [subMetric(METRIC.faultMark, { mark: 'outage-cleared' })]: {
      ...trend(0, 1),
      values: { min: CLEARED, count: 1 },
    },
    [subMetric(METRIC.submitAnswer, { during: 'fault' })]: trend(30, 100),
    [subMetric(METRIC.submitStatus, { phase: 'outage', status: '400' })]: counter(90),
    [subMetric(METRIC.submitStatus, { phase: 'outage' })]: counter(100),
    [METRIC.jobsLost]: rate(lost, 640),
    [METRIC.jobsRepeated]: rate(repeated, 200),
    [METRIC.jobsRunAgain]: counter(again),
    [METRIC.foreignAnswers]: rate(0, 800),
    [subMetric(METRIC.foreignAnswers, { during: 'fault' })]: rate(0, 30),
    [METRIC.outageAnswer]: trend(1038, came.length),
    [METRIC.outageLate]: rate(answers.length - came.length, answers.length),
    [subMetric(METRIC.jobEnds, { end: 'completed' })]: counter(640 - lost),
    ...over.more,
  };
  const files = runFilesFixture({
    scenario: 'db-outage',
    profile: 'smoke',
    plan,
    metrics,
    over: {
      scenarioData: over.scenarioData ?? {
        backend: 'toxiproxy',
        kind: 'refuse',
        repaired: [],
        intruder: true,
      },
      ...(over.target === undefined ? {} : { target: over.target }),
    },
    files: { events: [...(over.events ?? ledger(over.delay ?? 0.4)), ...waited(answers)] },
  });
  return analyse(files, 'en');
}

export const criterion = (result: ReturnType<typeof outage>, id: string) =>
  result.criteria.find((one) => one.id === id);

export function details(result: ReturnType<typeof outage>) {
  const found = detailsOf(result, 'db-outage');
  if (found === null) throw new Error(result.details.kind);
  return found;
}
