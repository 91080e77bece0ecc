import { failure, type Outcome, success } from './outcome.ts';
import { largestOf, smallestOf } from './quantile.ts';
import {
  type Baseline,
  confirmationSeconds,
  isAsGood,
  isDistinctlyWorse,
  isRelapse,
  isWorseThan,
  measureBaseline,
  type Second,
  secondFaults,
  visibleRelapse,
  visibleShortfall,
} from './recovery-baseline.ts';
import { improvesAt, worsensAt } from './recovery-change-point.ts';

export interface FaultWindow {
  /** Seconds on the clock of the series. */
  readonly startedAt: number;
  readonly clearedAt: number;
}

export interface Recovery {
  /**
   * `unaffected`: nothing got worse. `recovered`: back at the pre-fault level, and still there at the end of the series.
   * `not-recovered`: never back while it was observed.
   */
  readonly status: 'unaffected' | 'recovered' | 'not-recovered';
  /** Fault → start of the first bad window; null: none was bad. */
  readonly timeToDetectSeconds: number | null;
  /** Fault cleared → start of the recovered stretch; 0 when it was never bad afterwards, null when not recovered. */
  readonly timeToRecoverSeconds: number | null;
  readonly baseline: Baseline;
  /** Seconds that a stretch must hold to count as recovered (k windows of one second). */
  readonly confirmSeconds: number;
  /**
   * Seconds after the fault at which it got worse again although it had been back for a confirmed stretch; null: it did
   * not. Only a relapse that is over counts as recovered, from its end on.
   */
  readonly relapsedAfterSeconds: number | null;
  /** Smallest loss of throughput, as a share, that would have been seen: in a single second, and if it had lasted. */
  readonly visibleShortfall: { readonly second: number; readonly lasting: number };
  readonly observedAfterSeconds: number;
}

export interface RecoveryOptions {
  /** Fewest seconds of a recovered stretch; more are used where the rate is low. Default 10. */
  readonly confirmSeconds?: number;
  /** End of the observation. Without it the last entry ends it, and a system that stays silent looks unobserved. */
  readonly endsAt?: number;
}

/**
 * Time to detect and time to recover from a per-second series under steady load (leave out ramps).
 *
 * Recovered means: throughput at 95 % or more and p95 at 1.1× or less of the pre-fault level, over k consecutive
 * one-second windows, and from there to the end of the series no window of 1 … k seconds that is worse by five
 * standard errors: an average over the rest would hide a relapse. A literal reading fails at real rates (10 jobs/s
 * scatter by 30 % from one second to the next), so each window of 1 … k seconds is compared with what the pre-fault
 * seconds scatter (dispersion of the counts, spread of log p95) at three standard errors; the limits hold where they
 * are wider. k grows until half the throughput is told from all of it. The stretch before must be distinctly worse than the one
 * after; the change point between them, by likelihood, is the figure. Seconds without an entry are idle seconds.
 */
export function recovery(
  series: readonly Second[],
  fault: FaultWindow,
  options: RecoveryOptions = {},
): Outcome<Recovery> {
  const lastEnd = options.endsAt ?? largestOf(series.map(({ t }) => t + 1));
  const invalid = secondFaults(series, [fault.startedAt, fault.clearedAt, lastEnd]);
  if (invalid) return invalid;
  if (fault.clearedAt < fault.startedAt) return failure('bad-times');
  const span = lastEnd - smallestOf(series.map(({ t }) => t));
  if (span > MAX_SPAN_SECONDS)
    return failure('out-of-range', { value: span, low: 0, high: MAX_SPAN_SECONDS });

  const seconds = fillIdleSeconds(series, lastEnd);
  const measured = measureBaseline(seconds.filter(({ t }) => t + 1 <= fault.startedAt));
  if (!measured.ok) return measured;
  const baseline = measured.value;
  const confirm = confirmationSeconds(baseline, options.confirmSeconds ?? 10);
  if (confirm === null) return failure('rate-too-low', { rate: baseline.throughput, have: baseline.seconds });
  const after = seconds.filter(({ t }) => t >= fault.clearedAt);
  if (after.length < confirm) return failure('short-aftermath', { have: after.length, need: confirm });

  const detectable = seconds.filter(
    ({ t }) => t + 1 > fault.startedAt && t < fault.clearedAt + DETECTION_WINDOW,
  );
  const firstBad = detect(detectable, baseline);
  const { start: recovered, relapse } = findRecovery(after, baseline, confirm);
  const start = recovered === null ? undefined : after[recovered];
  const relapsed = relapse === null ? undefined : after[relapse];
  const unaffected = firstBad === null && recovered === 0;
  return success({
    status: unaffected ? 'unaffected' : start ? 'recovered' : 'not-recovered',
    timeToDetectSeconds: firstBad === null ? null : Math.max(0, firstBad - fault.startedAt),
    timeToRecoverSeconds: start ? (recovered === 0 ? 0 : start.t - fault.clearedAt) : null,
    baseline,
    confirmSeconds: confirm,
    relapsedAfterSeconds: relapsed ? relapsed.t - fault.clearedAt : null,
    visibleShortfall: {
      second: visibleRelapse(baseline, 1),
      lasting: visibleShortfall(baseline, after.length),
    },
    observedAfterSeconds: after.length,
  });
}

const MAX_SPAN_SECONDS = 100_000;
const DETECTION_WINDOW = 10;

/** One entry a second from the first to the end, idle seconds filled in. */
function fillIdleSeconds(series: readonly Second[], endsAt: number): Second[] {
  const filled: Second[] = [];
  const idleUntil = (end: number) => {
    for (let t = (filled.at(-1)?.t ?? end) + 1; t < end - 0.5; t++) {
      filled.push({ t, completed: 0, failed: 0, p95: null });
    }
  };
  for (const second of [...series].sort((a, b) => a.t - b.t)) {
    if (second.t + 0.5 > endsAt) break;
    idleUntil(second.t);
    filled.push(second);
  }
  idleUntil(endsAt);
  return filled;
}

/**
 * Start of the first bad window of 1 … 10 seconds: of the one that ends first, since a longer one reaches back into good
 * seconds, the change point inside it.
 */
function detect(seconds: readonly Second[], baseline: Baseline): number | null {
  for (let end = 1; end <= seconds.length; end++) {
    for (let length = 1; length <= Math.min(DETECTION_WINDOW, end); length++) {
      const window = seconds.slice(end - length, end);
      if (isDistinctlyWorse(window, baseline)) return window[worsensAt(window, baseline)]?.t ?? null;
    }
  }
  return null;
}

interface Found {
  /** Index of the first second of the stretch that holds to the end; null: there is none. */
  readonly start: number | null;
  /** Index of the first second of the first relapse; null: there was none. */
  readonly relapse: number | null;
}

function findRecovery(after: readonly Second[], baseline: Baseline, confirm: number): Found {
  let relapse: number | null = null;
  /** Where the last relapse began, that is the stretch whose end is looked for. */
  let badFrom = 0;
  for (let start = 0; start + confirm <= after.length; start++) {
    if (!startsGood(after, start, baseline, confirm)) continue;
    const worse = relapseAfter(after, start, baseline, confirm);
    if (worse !== null) {
      // Before a stretch was confirmed as good, what follows is the same trouble.
      if (worse >= start + confirm) {
        relapse ??= worse;
        badFrom = worse;
      }
      start = Math.max(start, worse);
      continue;
    }
    const rest = after.slice(start);
    if (!isAsGood(rest, baseline)) continue;
    const before = after.slice(badFrom, start);
    // A chance dip of a system that was never bad, not a recovery.
    const dip = () => isAsGood(after, baseline) && !isDistinctlyWorse(before, baseline);
    if (start === 0 || (relapse === null && dip())) return { start: 0, relapse };
    if (relapse === null && !isWorseThan(before, rest, baseline)) return { start: null, relapse };
    const refined = improvesAt(after.slice(badFrom, start + confirm), baseline, start - badFrom);
    return { start: Math.min(badFrom + refined, after.length - confirm), relapse };
  }
  return { start: null, relapse };
}

/** Index of the first second of the first window behind a good stretch that is distinctly worse; null: none is. */
function relapseAfter(
  after: readonly Second[],
  start: number,
  baseline: Baseline,
  confirm: number,
): number | null {
  const rest = after.slice(start);
  for (let end = 1; end <= rest.length; end++) {
    for (let length = 1; length <= Math.min(confirm, end); length++) {
      const window = rest.slice(end - length, end);
      if (isRelapse(window, baseline)) return start + end - length + worsensAt(window, baseline);
    }
  }
  return null;
}

/** Whether every window of 1 … confirm seconds from `start` is as good as before the fault. */
function startsGood(after: readonly Second[], start: number, baseline: Baseline, confirm: number): boolean {
  for (let length = 1; length <= confirm; length++) {
    if (!isAsGood(after.slice(start, start + length), baseline)) return false;
  }
  return true;
}
