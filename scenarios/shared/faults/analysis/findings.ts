/** What both scenarios around a fault report alike. */

import { METRIC } from '../../../../lib/metric-names.ts';
import type {
  JudgedRun,
  Observation,
  ScenarioFindings,
} from '../../../../reports/analysis/scenario-analysis.ts';
import { cleanText } from '../../../../reports/render/escape.ts';
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatLimit,
  formatObserved,
} from '../../../../reports/render/format.ts';
import type { FaultContext } from '../context.ts';
import type { FaultDetails } from '../details.ts';

import { RESILIENCE_WORDS, type ResilienceWords } from '../messages.ts';
import { backlogDrainSeconds, errorsBefore, jobAccounts, lostObservation, phasesOf } from './accounts.ts';
import { type FaultTimes, faultDataOf, faultDetails, faultTimesOf } from './fault.ts';
import { type Recovered, recoveredOf } from './recovered.ts';
import { journeysOf, type LedgerJourney } from './seconds.ts';
import { restartedByFault } from './unchanged.ts';

export interface FaultFindings {
  readonly words: ResilienceWords;
  readonly times: FaultTimes;
  readonly journeys: readonly LedgerJourney[];
  readonly recovered: Recovered;
  readonly details: Omit<FaultDetails, 'kind'>;
  readonly common: Pick<ScenarioFindings, 'figuresOf' | 'jobs' | 'marks' | 'validity'> & {
    readonly notEstablished: readonly string[];
    /** The figure of `jobs-lost`. */
    readonly lost: Observation;
    /** The figure of `jobs-repeated`. */
    readonly repeated: Observation;
  };
}

export interface FaultFacts {
  /** Journeys of the load that recovery is told from; null for all. */
  readonly group: string | null;
  /** Whether something was worse in the fault, and whether the kind of fault demands it. */
  readonly felt: { readonly failed: boolean; readonly required: boolean };
}

export function faultFindings(context: FaultContext, facts: FaultFacts): FaultFindings {
  const { metrics, language, settings, series } = context;
  const words = RESILIENCE_WORDS[language];
  const data = faultDataOf(context);
  const times = faultTimesOf(context);
  const journeys = journeysOf(context);
  const ofGroup = facts.group === null ? journeys : journeys.filter(({ group }) => group === facts.group);
  const recovered = recoveredOf(context, times, ofGroup, facts.felt, words);
  const restarted = restartedByFault(context, times, words);
  const jobs = jobAccounts(context, restarted?.workers ?? 0);
  const unclean = uncleanStart(context, times, jobs, words);
  return {
    words,
    times,
    journeys,
    recovered,
    details: {
      fault: faultDetails(context, data, times),
      phases: phasesOf(context),
      timeToDetectSeconds: recovered.found?.timeToDetectSeconds ?? null,
      timeToRecoverSeconds: recovered.found?.timeToRecoverSeconds ?? null,
      relapsedAfterSeconds: recovered.found?.relapsedAfterSeconds ?? null,
      visibleLoss: recovered.found?.visibleShortfall ?? null,
      backlogDrainSeconds: backlogDrainSeconds(series, times.made, times.cleared),
      jobs,
    },
    common: {
      // What was accepted in the fault counts most of all.
      figuresOf: 'run',
      jobs: {
        submitted: jobs.accepted,
        completed: jobs.completed,
        failed: jobs.failed,
        lost: jobs.lost,
        duplicated: jobs.duplicated,
      },
      marks: times.marks,
      validity: {
        ...(unclean === null ? {} : { 'clean-start': unclean }),
        ...(restarted === undefined ? {} : { 'target-unchanged': restarted.check }),
      },
      lost: lostObservation(jobs, {
        gone: (many) => words.gone(formatCount(many, language)),
        unfinished: (many) =>
          words.unfinished(formatCount(many, language), formatDuration(settings.rescueSeconds, language)),
        untold: (many) => words.untold(formatCount(many, language)),
      }),
      repeated: {
        value: jobs.duplicated,
        n: metrics.rate(METRIC.jobsRepeated).n,
        ...(jobs.rescued > 0 ? { detail: words.rescued(formatCount(jobs.rescued, language)) } : {}),
      },
      notEstablished: [
        ...((data.podsGone ?? []).length === 0
          ? []
          : [words.podsGone((data.podsGone ?? []).map((pod) => cleanText(pod, 80)).join(', '))]),
        ...(data.repaired.length === 0 ? [] : [words.repaired(data.repaired.join('; '))]),
        ...(recovered.found === null
          ? []
          : [words.shortfall(formatFigure(recovered.found.visibleShortfall.lasting, 'share', language))]),
        ...(data.backend === 'kubernetes' ? [words.kubernetesMarks] : []),
        words.executionsBySuspects,
      ],
    },
  };
}

/**
 * No steady state before the fault discards the run, for nothing can be told from its figures; unless accepted jobs were
 * lost or repeated, or an answer held another's data: that is a failure whatever else was wrong.
 */
function uncleanStart(
  context: FaultContext,
  times: FaultTimes,
  jobs: ReturnType<typeof jobAccounts>,
  words: ResilienceWords,
): { readonly verdict: 'discarded' | 'unknown'; readonly detail: string } | null {
  const { metrics, settings, language, files, summary } = context;
  const before = errorsBefore(metrics);
  const queued = summary.target.atStart?.queueLength ?? 0;
  const event = files.events.find((one) => one.event === 'steady-state');
  const reason =
    times.made === null && typeof event?.problem === 'string'
      ? words.nothingBroken(event.problem)
      : before.rate !== null && before.rate > settings.sloErrorRate
        ? words.unsteady(
            formatFigure(before.rate, 'share', language),
            formatFigure(settings.sloErrorRate, 'share', language),
          )
        : queued > 0
          ? context.words.validity.queueNotEmpty(formatCount(queued, language))
          : null;
  if (reason === null) return null;
  const wrong = jobs.lost + jobs.unfinished + jobs.duplicated + metrics.rate(METRIC.foreignAnswers).passes;
  return wrong > 0
    ? { verdict: 'unknown', detail: words.unsteadyLoss(reason) }
    : { verdict: 'discarded', detail: reason };
}

/** A loss this small, in a single second, has to be seen for a time of a second to mean anything. */
const SHARP_LOSS = 0.1;

/** How the system came back, as a part of a sentence: no more than what a second of the run could have shown. */
export function recoveryFact({ recovered, words }: FaultFindings, context: FaultContext): string {
  const { found } = recovered;
  if (found === null) return words.recoveryUnseen;
  const { language } = context;
  const seconds = (value: number) => formatDuration(value, language);
  const { timeToRecoverSeconds: time, relapsedAfterSeconds: relapse } = found;
  const again = relapse === null ? null : words.relapsed(seconds(relapse));
  if (time === null) {
    return again === null ? words.notRecovered(seconds(found.observedAfterSeconds)) : again;
  }
  const { second, lasting } = found.visibleShortfall;
  // Where not even silence for a second would have been seen, only what lasted could be.
  const blind = second >= 1;
  const loss = formatFigure(blind ? lasting : second, 'share', language);
  const back =
    second > SHARP_LOSS
      ? words.noLossSeen(loss, blind, time < 1 ? null : seconds(time))
      : found.status === 'unaffected'
        ? words.unaffected
        : words.recovered(seconds(Math.max(1, Math.ceil(time))));
  return again === null ? back : `${again}; ${back}`;
}

/** What became of the jobs, as a part of a sentence. */
export function jobsFact({ details, words }: FaultFindings, { language }: FaultContext): string {
  const { accepted, failed, lost, unfinished = 0, untold = 0, duplicated } = details.jobs;
  if (accepted === 0) return words.noJobs;
  const count = (value: number) => formatCount(value, language);
  const parts = [
    ...(lost > 0 ? [words.jobsGone(count(lost))] : []),
    ...(unfinished > 0 ? [words.jobsUnfinished(count(unfinished))] : []),
    ...(untold > 0 ? [words.jobsUntold(count(untold))] : []),
    ...(duplicated > 0 ? [words.jobsRepeated(count(duplicated))] : []),
  ];
  return parts.length === 0
    ? words.allEnded(count(accepted), failed === 0 ? null : count(failed))
    : words.jobsWrong(count(accepted), parts);
}

/** The answer: the verdict, what was missed or left open, and the facts. */
export function faultAnswer(
  { words }: FaultFindings,
  { language }: FaultContext,
  run: JudgedRun,
  facts: readonly string[],
): string {
  const rows = (verdict: JudgedRun['verdict']) =>
    run.criteria
      .filter((criterion) => criterion.verdict === verdict)
      .map(({ title, observed, limit, unit, comparison }) =>
        words.row(
          title,
          formatObserved(observed, limit, unit, language),
          formatLimit(comparison, limit, unit, language),
        ),
      )
      .join('; ');
  const all = facts.join('; ');
  const sentence = all.charAt(0).toUpperCase() + all.slice(1);
  if (run.verdict === 'pass') return words.holds(all);
  return run.criteria.some(({ verdict }) => verdict === 'fail')
    ? words.failed(rows('fail'), sentence)
    : words.open(rows('inconclusive'), sentence);
}
