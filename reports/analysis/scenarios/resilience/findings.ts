/** What both scenarios around a fault report alike. */
import { METRIC } from '../../../../lib/metric-names.ts';
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatLimit,
  formatObserved,
} from '../../../render/format.ts';
import type { DetailsOf } from '../../../result-schema.ts';
import type { AnalysisContext, JudgedRun, ScenarioFindings } from '../../scenario-analysis.ts';
import { backlogDrainSeconds, errorsBefore, jobAccounts, phasesOf } from './accounts.ts';
import { type FaultTimes, faultDataOf, faultDetails, faultTimesOf } from './fault.ts';
import { type Recovered, recoveredOf } from './recovered.ts';
import { journeysOf, type LedgerJourney } from './seconds.ts';
import { RESILIENCE_WORDS, type ResilienceWords } from './words.ts';

export interface FaultFindings {
  readonly words: ResilienceWords;
  readonly times: FaultTimes;
  readonly journeys: readonly LedgerJourney[];
  readonly recovered: Recovered;
  readonly details: Omit<DetailsOf<'db-outage'>, 'kind'>;
  readonly common: Pick<ScenarioFindings, 'figuresOf' | 'jobs' | 'marks' | 'validity'> & {
    readonly notEstablished: readonly string[];
  };
}

export interface FaultFacts {
  /** Journeys of the load that recovery is told from; null for all. */
  readonly group: string | null;
  /** Whether something was worse in the fault, and whether the kind of fault demands it. */
  readonly felt: { readonly failed: boolean; readonly required: boolean };
}

export function faultFindings(context: AnalysisContext, facts: FaultFacts): FaultFindings {
  const { metrics, language, settings, series } = context;
  const words = RESILIENCE_WORDS[language];
  const data = faultDataOf(context);
  const times = faultTimesOf(context);
  const journeys = journeysOf(context);
  const ofGroup = facts.group === null ? journeys : journeys.filter(({ group }) => group === facts.group);
  const recovered = recoveredOf(context, times, ofGroup, facts.felt, words);
  const jobs = jobAccounts(metrics);
  const before = errorsBefore(metrics);
  const unsteady = before.rate !== null && before.rate > settings.sloErrorRate;
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
      validity: unsteady
        ? {
            'clean-start': {
              verdict: 'discarded',
              detail: words.unsteady(
                formatFigure(before.rate, 'share', language),
                formatFigure(settings.sloErrorRate, 'share', language),
              ),
            },
          }
        : {},
      notEstablished: [
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

/** A loss this small, in a single second, has to be seen for a time of a second to mean anything. */
const SHARP_LOSS = 0.1;

/** How the system came back, as a part of a sentence: no more than what a second of the run could have shown. */
export function recoveryFact({ recovered, words }: FaultFindings, context: AnalysisContext): string {
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
export function jobsFact({ details, words }: FaultFindings, { language }: AnalysisContext): string {
  const { accepted, lost, duplicated } = details.jobs;
  if (accepted === 0) return words.noJobs;
  const count = (value: number) => formatCount(value, language);
  return lost === 0 && duplicated === 0
    ? words.allEnded(count(accepted))
    : words.jobsWrong(count(accepted), count(lost), count(duplicated));
}

/** The answer: the verdict, what was missed or left open, and the facts. */
export function faultAnswer(
  { words }: FaultFindings,
  { language }: AnalysisContext,
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

/** p95 of the wait for an answer while the fault was in force, ms. */
export function answerTime({ metrics }: AnalysisContext) {
  return metrics.trend(METRIC.submitAnswer, { during: 'fault' });
}
