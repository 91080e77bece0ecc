/** From the files of a stress run to its steps, its interval of users, and what follows from them. */

import { USUAL_THINK_TIME } from '../../../lib/load/plan.ts';
import type { Range } from '../../../lib/settings/parsers.ts';
import { coresOfRecord } from '../../../reports/resources/totals.ts';
import { usersAtThinkTime } from '../../../reports/stats/little.ts';
import type { Plateau } from '../../../reports/stats/plateau.ts';
import type { BreakingLimits } from '../../../reports/stats/staircase.ts';
import type { StressContext } from '../context.ts';
import type { StressSettings } from '../scenario.ts';
import { capacityOf, isClean, littleGapPercent } from './capacity.ts';
import { type StressRecord, stressRecord } from './data.ts';
import {
  meanUtilization,
  type NextWorker,
  nextWorker,
  type Saturation,
  saturationOf,
  type TargetSize,
  type Utilization,
} from './saturation.ts';
import { measuredSteps } from './steps.ts';
import { type JudgedStep, judgeMeasured, judgeRamp, type UsersInterval, usersInterval } from './verdicts.ts';

/** Everything that the details, the criteria and the sentences are made from. */
export interface StressFindings {
  readonly record: StressRecord | null;
  readonly steps: readonly JudgedStep[];
  readonly interval: UsersInterval;
  readonly size: TargetSize;
  /** The plateau of throughput and its knee; null where no step says anything of it. */
  readonly capacity: Plateau | null;
  /** Use of each resource on the plateau. */
  readonly use: Utilization;
  readonly saturation: Saturation | null;
  readonly next: NextWorker | null;
  readonly gapPercent: number | null;
  /** The interval at the think time of AutWinmill's users. */
  readonly thinking: UsersInterval & { readonly thinkSeconds: number };
}

export function breakingLimits(settings: StressSettings): BreakingLimits {
  return { failureShare: settings.stressErrorRate, p95Ms: settings.stressLatencyMs };
}

const mean = ({ min, max }: Range): number => (min + max) / 2;

/** The step with that many users; the last one where a search tried it more than once. */
export function stepAt(steps: readonly JudgedStep[], users: number | null): JudgedStep | undefined {
  return steps.filter((step) => step.users === users).at(-1);
}

/** Throughput is known to a few per cent: more digits of what follows from it would be made up. */
const twoDigits = (value: number): number => Number(value.toPrecision(2));

/** Both ends by the throughput that was good: past the limit it may collapse, and says nothing of how many fit. */
function atThinkTime(
  interval: UsersInterval,
  jobsPerSecond: number | null,
  settings: StressSettings,
): StressFindings['thinking'] {
  const thinkSeconds = mean(USUAL_THINK_TIME);
  // Users of the run that pause already count with what is left of the usual pause.
  const added = Math.max(0, thinkSeconds - (settings.thinkTime === null ? 0 : mean(settings.thinkTime)));
  const convert = (users: number | null) =>
    users === null || jobsPerSecond === null
      ? null
      : twoDigits(usersAtThinkTime(users, jobsPerSecond, added));
  return { good: convert(interval.good), bad: convert(interval.bad), thinkSeconds };
}

export function stressFindings(context: StressContext): StressFindings {
  const { summary, settings, files, metrics, loadSeconds } = context;
  const record = stressRecord(summary.scenarioData);
  const measured = measuredSteps(metrics, summary.plan.phases, {
    loadSeconds,
    startedAt: Date.parse(summary.startedAt),
    generator: files.run?.generator ?? null,
  });
  const limits = breakingLimits(settings);
  const search = record?.search;
  const steps =
    search === undefined ? judgeRamp(measured, limits) : measured.map((step) => judgeMeasured(step, limits));
  const interval = search === undefined ? usersInterval(steps) : { good: search.good, bad: search.bad };
  // Those of the generator; on another machine, as whatever watches it there tells.
  const isNear = summary.target.kind === 'embedded' || record?.target.onThisMachine === true;
  const size: TargetSize = {
    workers: record?.target.workers ?? null,
    cores: isNear ? (files.run?.host.cpus ?? null) : coresOfRecord(files.resources),
  };
  const capacity = capacityOf(steps);
  const onPlateau = new Set(capacity?.levels.map(({ users }) => users));
  const use = meanUtilization(
    steps.filter((step) => isClean(step) && onPlateau.has(step.users)),
    size,
  );
  const saturation = saturationOf(use);
  const atGood = stepAt(steps, interval.good);
  return {
    record,
    steps,
    interval,
    size,
    capacity,
    use,
    saturation,
    next: capacity === null ? null : nextWorker(capacity.jobsPerSecond, use, saturation, size),
    gapPercent: littleGapPercent(atGood, settings.thinkTime === null ? 0 : mean(settings.thinkTime)),
    thinking: atThinkTime(interval, atGood?.jobsPerSecond ?? null, settings),
  };
}
