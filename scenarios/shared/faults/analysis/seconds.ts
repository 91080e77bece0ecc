/** The journeys of a run second by second: from the ledger of the event stream, else from the summary's own seconds. */
import { METRIC } from '../../../../lib/metric-names.ts';
import type { RunEvent } from '../../../../lib/summary-types.ts';
import { ascending, sortedQuantile } from '../../../../reports/stats/quantile.ts';
import type { Second } from '../../../../reports/stats/recovery-baseline.ts';
import type { FaultContext } from '../context.ts';
import type { FaultTimes } from './fault.ts';

/** One journey of the ledger. */
export interface LedgerJourney {
  /** Seconds after the start of the load at which it ended. */
  readonly t: number;
  /** Submit → completed; null where no end was seen. */
  readonly ms: number | null;
  readonly good: boolean;
  /** Its client gave up on it so long after its start, ms: it took longer than that, nobody knows how much. */
  readonly gaveUpAfter: number | null;
  readonly group: string | null;
  readonly phase: string;
}

/** Journeys that the event stream holds, in its order; none after a plain `k6 run`. */
export function journeysOf({ files, summary }: FaultContext): LedgerJourney[] {
  const start = Date.parse(summary.startedAt);
  return files.events.flatMap((event) => readJourney(event, start) ?? []);
}

function readJourney(event: RunEvent, start: number): LedgerJourney | null {
  const { ms, end, phase, group, gaveUp, waitedMs } = event;
  if (
    event.event !== 'job' ||
    (typeof ms !== 'number' && ms !== null) ||
    typeof end !== 'string' ||
    typeof phase !== 'string'
  ) {
    return null;
  }
  return {
    t: (event.t - start) / 1000,
    ms,
    good: end === 'completed',
    gaveUpAfter: gaveUp === true && typeof waitedMs === 'number' ? waitedMs : null,
    group: typeof group === 'string' ? group : null,
    phase,
  };
}

export interface SecondsOfRun {
  readonly seconds: readonly Second[];
  /** The fault and the end of the load on the clock of `seconds`. */
  readonly startedAt: number;
  readonly clearedAt: number;
  readonly endsAt: number;
}

/**
 * With a ledger the seconds are counted from the moment at which the fault was taken away, so that a second holds
 * nothing of both sides; without one they are those of the load, and the planned times stand for the real ones.
 */
export function secondsOf(
  context: FaultContext,
  times: FaultTimes,
  journeys: readonly LedgerJourney[],
): SecondsOfRun | null {
  const loadEnd = Math.min(context.summary.plan.seconds, context.loadSeconds);
  if (times.made === null || times.cleared === null) return null;
  if (journeys.length === 0) return listedSeconds(context, times, loadEnd);
  const { cleared } = times;
  const bins = new Map<number, LedgerJourney[]>();
  for (const journey of journeys) {
    const second = Math.floor(journey.t - cleared);
    // Only whole seconds of the load count: in a part of one, less is done.
    if (second + cleared < 0 || second + 1 + cleared > loadEnd) continue;
    const bin = bins.get(second);
    if (bin === undefined) bins.set(second, [journey]);
    else bin.push(journey);
  }
  return {
    seconds: [...bins].map(([t, inside]) => summarised(t, inside)).sort((a, b) => a.t - b.t),
    startedAt: times.made - cleared,
    clearedAt: 0,
    endsAt: Math.floor(loadEnd - cleared),
  };
}

function summarised(t: number, journeys: readonly LedgerJourney[]): Second {
  const good = journeys.filter((journey) => journey.good).flatMap(({ ms }) => ms ?? []);
  // Where a client's patience ended is no event of the system's: that it does nothing shows in what it completes.
  const failed = journeys.filter((journey) => !journey.good && journey.gaveUpAfter === null).length;
  const p95 = good.length === 0 ? null : sortedQuantile(ascending(good), 0.95);
  return { t, completed: good.length, failed, p95 };
}

/** The seconds that the summary lists; those that it does not list are left out of the middle of the fault. */
function listedSeconds({ metrics }: FaultContext, times: FaultTimes, loadEnd: number): SecondsOfRun | null {
  const seconds: Second[] = [];
  for (let second = 0; second + 1 <= loadEnd; second += 1) {
    const tags = { second: String(second) };
    const good = metrics.rate(METRIC.secondGood, tags);
    if (!metrics.has(METRIC.secondGood, tags)) continue;
    const { p95 } = metrics.trend(METRIC.secondDuration, tags);
    seconds.push({ t: second, completed: good.passes, failed: good.n - good.passes, p95 });
  }
  if (seconds.length === 0) return null;
  return {
    seconds,
    startedAt: times.plannedStart,
    clearedAt: times.plannedEnd,
    endsAt: Math.floor(loadEnd),
  };
}
