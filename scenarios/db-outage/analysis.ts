import { FAULT_KINDS, type FaultKind } from '../../lib/faults/kinds.ts';
import { METRIC } from '../../lib/metric-names.ts';
import type { ScenarioAnalysis } from '../../reports/analysis/scenario-analysis.ts';
import { formatDuration, formatFigure } from '../../reports/render/format.ts';
import { faultDataOf } from '../shared/faults/analysis/fault.ts';
import {
  type FaultFindings,
  faultAnswer,
  faultFindings,
  jobsFact,
  recoveryFact,
} from '../shared/faults/analysis/findings.ts';
import type { FaultContext } from '../shared/faults/context.ts';
import { OUTAGE } from '../shared/faults/load/plan.ts';
import type { FaultFamilySettings } from '../shared/faults/settings.ts';
import { type OutageAnswers, outageAnswersOf } from './analysis/outage-answers.ts';
/** db-outage: what clients met while the database was away, what became of their jobs, and when it was back. */
import type { OutageDetails } from './details.ts';
import type { dbOutageScenario } from './scenario.ts';

function isFaultKind(kind: string): kind is FaultKind {
  return (FAULT_KINDS as readonly string[]).includes(kind);
}

function outageFacts(
  context: FaultContext,
  findings: FaultFindings,
  answers: OutageAnswers,
): readonly string[] {
  const { words, times, details } = findings;
  const { language, metrics } = context;
  const { kind } = details.fault;
  if (times.made === null) return [];
  const seconds = times.cleared === null ? null : times.cleared - times.made;
  const failed = metrics.rate(METRIC.journeyErrors, { phase: OUTAGE });
  const late = details.timeToDetectSeconds !== null;
  return [
    words.outage(isFaultKind(kind) ? words.faults[kind] : kind, formatDuration(seconds, language)),
    failed.passes > 0
      ? words.outageFelt(formatFigure(failed.rate, 'share', language))
      : late
        ? words.outageSlowed
        : words.outageUnfelt,
    ...(answers.fact === null ? [] : [answers.fact]),
  ];
}

export const dbOutageAnalysis: ScenarioAnalysis<
  OutageDetails,
  FaultFamilySettings,
  keyof typeof dbOutageScenario.criteria
> = {
  analyse: (context) => {
    const { metrics, summary, language } = context;
    const data = faultDataOf(context);
    const failed = metrics.rate(METRIC.journeyErrors, { phase: OUTAGE }).passes > 0;
    const findings = faultFindings(context, {
      group: null,
      felt: { failed, required: data.kind !== 'slow' },
    });
    const { words, common, details, recovered, times } = findings;
    const length = formatDuration(times.plannedEnd - times.plannedStart, language);
    const answers = outageAnswersOf(context, times.made !== null, words);
    const { lost, repeated, ...shared } = common;
    return {
      ...shared,
      details: { kind: 'db-outage', ...details, answers: answers.details },
      observed: {
        'recovery-time': recovered.observation,
        'jobs-lost': lost,
        'jobs-repeated': repeated,
        'outage-answer-time': answers.time,
        'foreign-answers': answers.foreign,
      },
      answer: (run) =>
        faultAnswer(findings, context, run, [
          recoveryFact(findings, context),
          jobsFact(findings, context),
          ...outageFacts(context, findings, answers),
        ]),
      notEstablished: [
        ...common.notEstablished,
        ...(data.intruder ? [] : [words.noIntruder]),
        ...(summary.profile === 'smoke' ? [words.smokeLimit(length)] : []),
        ...(summary.profile === 'smoke' && summary.target.kind === 'embedded' ? [words.shortenedWait] : []),
        words.oneFault,
      ],
    };
  },
};
