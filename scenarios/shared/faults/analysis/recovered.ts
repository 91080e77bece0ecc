/** Whether, and when, the system was back: the figure of `recovery-time` and what the details say about it. */
import type { Observation } from '../../../../reports/analysis/scenario-analysis.ts';
import { formatDuration, formatFigure, formatNumber } from '../../../../reports/render/format.ts';
import type { Failure, Outcome } from '../../../../reports/stats/outcome.ts';
import { type Recovery, recovery } from '../../../../reports/stats/recovery.ts';
import type { FaultContext } from '../context.ts';
import { recoveryLimitOf } from '../limits.ts';
import { confirmSecondsOf } from '../load/plan.ts';
import type { ResilienceWords } from '../messages.ts';
import type { FaultTimes } from './fault.ts';
import { type LedgerJourney, secondsOf } from './seconds.ts';

export interface Recovered {
  /** Null: it could not be told. */
  readonly found: Recovery | null;
  readonly observation: Observation;
}

/**
 * @param felt whether journeys failed while the fault was in force; a fault that nobody felt proves no recovery.
 * @param mustBeFelt faults that let everything through, only later, may go unnoticed.
 */
export function recoveredOf(
  context: FaultContext,
  times: FaultTimes,
  journeys: readonly LedgerJourney[],
  felt: { readonly failed: boolean; readonly required: boolean },
  words: ResilienceWords,
): Recovered {
  const run = secondsOf(context, times, journeys);
  if (run === null) return { found: null, observation: { value: null, n: 0, detail: words.noMarks } };
  const outcome: Outcome<Recovery> = recovery(
    run.seconds,
    { startedAt: run.startedAt, clearedAt: run.clearedAt },
    { confirmSeconds: confirmSecondsOf(context.summary.profile), endsAt: run.endsAt },
  );
  if (!outcome.ok) {
    return { found: null, observation: { value: null, n: 0, detail: untold(outcome, context, words) } };
  }
  const found = outcome.value;
  const n = run.seconds
    .filter(({ t }) => t >= run.clearedAt)
    .reduce((total, { completed, failed }) => total + completed + failed, 0);
  const observation = observe(context, found, n, words);
  // One that only waits until it is over lets nothing fail, and is felt all the same.
  const unfelt = felt.required && !felt.failed && found.timeToDetectSeconds === null;
  return {
    found,
    observation: unfelt ? { ...observation, open: true, detail: words.notFelt } : observation,
  };
}

/** The first and the last second of what is watched may be cut. */
const CUT_SECONDS = 2;

/** Why recovery could not be told, and what would let it be. */
function untold(
  { code, facts, reason }: Failure,
  { language }: FaultContext,
  words: ResilienceWords,
): string {
  const { have = 0, need = 0, rate = 0 } = facts;
  const seconds = (value: number) => formatDuration(value, language);
  if (code === 'short-aftermath') {
    return words.watchedTooBriefly(seconds(have), seconds(need), `${need + CUT_SECONDS}s`);
  }
  return code === 'rate-too-low' ? words.paceTooLow(formatNumber(rate, language), seconds(have)) : reason;
}

function observe(context: FaultContext, found: Recovery, n: number, words: ResilienceWords): Observation {
  const { language } = context;
  // Silence after the fault is an observation too: n counts seconds where no journey ended.
  const samples = Math.max(n, found.observedAfterSeconds);
  const relapse = found.relapsedAfterSeconds;
  const again = relapse === null ? [] : [words.relapsedAt(formatDuration(relapse, language))];
  if (found.status !== 'not-recovered') {
    const { second, lasting } = found.visibleShortfall;
    const share = (value: number) => formatFigure(value, 'share', language);
    const blind = words.blindTo(second >= 1 ? null : share(second), share(lasting));
    return { value: found.timeToRecoverSeconds ?? 0, n: samples, detail: [...again, blind].join(' ') };
  }
  const watched = found.observedAfterSeconds;
  const seconds = formatDuration(watched, language);
  // Not back within less than the limit is neither a pass nor a miss.
  if (watched <= recoveryLimitOf(context.settings))
    return { value: null, n: samples, detail: words.tooShort(seconds) };
  return { value: watched, beyond: true, n: samples, detail: [...again, words.stillBad(seconds)].join(' ') };
}
