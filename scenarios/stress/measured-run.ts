/** What runs of `stress` say for a plan. */
import type { Interval } from '../../reports/plan/forecast.ts';
import {
  type LeftOut,
  type MeasuredRun,
  type MeasuredRuns,
  ownSeconds,
} from '../../reports/plan/measured.ts';
import type { Result } from '../../reports/result-schema.ts';
import { detailsOf } from '../details.ts';

/** A resource counts as used up from here on, as in the report of a run. */
const SATURATED = 0.9;

const scale = ({ value, low, high }: Interval, by: number): Interval => ({
  value: value * by,
  low: low * by,
  high: high * by,
});
/** Something over a rate: the higher the rate, the less. */
const over = (amount: number, { value, low, high }: Interval): Interval => ({
  value: amount / value,
  low: amount / high,
  high: amount / low,
});

function argumentsOf(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(String(settings.WM_SCRIPT_ARGS ?? '{}'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function measuredRun(result: Result): MeasuredRun | LeftOut {
  const details = detailsOf(result, 'stress');
  if (details === null) return 'not-stress';
  if (result.validity.verdict !== 'valid') return 'not-valid';
  const { capacity, utilization = [] } = details;
  if (capacity === null || capacity === undefined || !capacity.reached) return 'no-capacity';
  const { target, settings } = result.fingerprint;
  const busy = utilization.find(({ resource }) => resource === 'workers');
  const workers = busy?.of ?? Number(target.workers ?? 0);
  if (busy === undefined || !(workers > 0) || busy.share <= 0) return 'no-workers';
  const { jobsPerSecond: value } = capacity;
  const rate = { value, low: capacity.low ?? value, high: capacity.high ?? value };
  const perJob = over(workers * Math.min(1, busy.share), rate);
  const script = String(settings.WM_SCRIPT_PATH ?? '');
  const own = ownSeconds(script, argumentsOf(settings));
  return {
    runId: result.runId,
    script,
    workers,
    rate,
    highestRate: Math.max(value, ...details.steps.map(({ jobsPerSecond }) => jobsPerSecond ?? 0)),
    perJob,
    overhead:
      own === null
        ? null
        : {
            value: Math.max(0, perJob.value - own),
            low: Math.max(0, perJob.low - own),
            high: Math.max(0, perJob.high - own),
          },
    limits: utilization.flatMap(({ resource, share }) =>
      resource === 'workers' || share <= 0 ? [] : [{ resource, rate: scale(rate, SATURATED / share) }],
    ),
    memoryMb: result.resources?.memoryMb ?? null,
    target: [target.kind, target.version].filter((part) => typeof part === 'string').join(' '),
  };
}

/** What can be planned with, of these results; the others are told apart by why they cannot. */
export function readMeasured(results: readonly Result[]): MeasuredRuns {
  const newest = [...results].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const runs: MeasuredRun[] = [];
  const leftOut: { runId: string; why: LeftOut }[] = [];
  for (const result of newest) {
    const read = measuredRun(result);
    if (typeof read === 'string') leftOut.push({ runId: result.runId, why: read });
    else runs.push(read);
  }
  return { runs, leftOut };
}
