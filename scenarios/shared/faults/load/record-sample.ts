/** What is kept of each finished journey around a fault: the figures of its second, and the line of its job. */
import { emit } from '../../../../lib/events.ts';
import * as metrics from '../../../../lib/metrics/faults.ts';
import type { SteadyJourney } from './journey.ts';

export interface Finished {
  readonly journey: SteadyJourney;
  /** Unix ms. */
  readonly startedAt: number;
  readonly loadStartsAt: number;
  readonly phase: string | undefined;
  /** The half of the load that it belongs to, where there are two. */
  readonly group: string | undefined;
  /** Whether the figures per second, from which recovery is told, are taken from it. */
  readonly perSecond: boolean;
}

export function accountFor(finished: Finished): void {
  const { journey, startedAt, loadStartsAt, phase, group, perSecond } = finished;
  const { outcome, entry, degraded, status, endedAt } = journey;
  const ms = outcome.durationMs;
  // A client's own time-out says nothing of the second in which it runs out.
  const gaveUp = outcome.failure === 'timeout' || outcome.failure === 'job-unfinished';
  if (perSecond && !gaveUp) {
    const good = outcome.failure === null && !degraded;
    const second = { second: String(Math.floor((endedAt - loadStartsAt) / 1000)) };
    metrics.secondGood.add(good, second);
    if (good && ms !== null) metrics.secondDuration.add(ms, second);
  }
  emit('job', {
    id: entry.jobId,
    ...(group === undefined ? {} : { group }),
    phase,
    ms,
    waitedMs: endedAt - startedAt,
    gaveUp,
    status,
    acceptance: entry.acceptance,
    end: outcome.failure ?? (degraded ? 'degraded' : 'completed'),
  });
}
