/** api-latency: whether trouble of the third party stays with the jobs that call it. */

import { METRIC } from '../../lib/metric-names.ts';
import type { Observation, ScenarioAnalysis } from '../../reports/analysis/scenario-analysis.ts';
import { formatCount, formatFigure } from '../../reports/render/format.ts';
import { type PhaseWindow, phaseRatio } from '../../reports/stats/bootstrap.ts';
import type { FaultTimes } from '../shared/faults/analysis/fault.ts';
import { faultAnswer, faultFindings, jobsFact, recoveryFact } from '../shared/faults/analysis/findings.ts';
import type { LedgerJourney } from '../shared/faults/analysis/seconds.ts';
import type { FaultContext } from '../shared/faults/context.ts';
import { BYSTANDERS, CALLERS, DURING_FAULT } from '../shared/faults/limits.ts';
import { BEFORE, journeyTimeoutOf } from '../shared/faults/load/plan.ts';
import type { ResilienceWords } from '../shared/faults/messages.ts';
import type { FaultFamilySettings } from '../shared/faults/settings.ts';
import { atMost } from '../shared/interval-verdict.ts';
import type { ApiDetails } from './details.ts';
import { apiLatencyScenario } from './scenario.ts';

type Details = ApiDetails;

/** Windows of a second each, which are drawn as they are: jobs of one second depend on one another. */
function windowsOf(journeys: readonly LedgerJourney[], times: FaultTimes): PhaseWindow[] {
  const windows = new Map<string, { phase: PhaseWindow['phase']; values: number[] }>();
  for (const { t, ms, gaveUpAfter, phase, group } of journeys) {
    // One that was given up on took at least so long; one that was refused took no time at all.
    const value = ms ?? gaveUpAfter;
    if (group !== BYSTANDERS.group || value === null) continue;
    const side = phase === BEFORE ? 'quiet' : times.phases.includes(phase) ? 'noisy' : null;
    if (side === null) continue;
    const key = `${side}${Math.floor(t)}`;
    const window = windows.get(key) ?? { phase: side, values: [] };
    window.values.push(value);
    windows.set(key, window);
  }
  return [...windows.values()];
}

interface Bystanders {
  readonly figures: Details['bystanders'];
  readonly observation: Observation;
}

/** p95 of the half that does not call the third party, in the fault over before it. */
function bystandersOf(
  context: FaultContext,
  journeys: readonly LedgerJourney[],
  times: FaultTimes,
  words: ResilienceWords,
): Bystanders {
  const { metrics, summary } = context;
  const windows = windowsOf(journeys, times);
  const ratio = phaseRatio(windows, { seed: summary.seed });
  if (ratio.ok) {
    const { estimate, low, high, quiet, noisy } = ratio.value;
    const n = windows.reduce((total, { values }) => total + values.length, 0);
    return {
      figures: { quietP95: quiet, faultP95: noisy, ratio: estimate, low, high },
      observation: atMost(
        apiLatencyScenario.criteria['bystander-ratio'].limit(),
        ratio.value,
        n,
        words.ratioStraddles,
      ),
    };
  }
  const quiet = metrics.trend(METRIC.jobDuration, { ...BYSTANDERS, phase: BEFORE });
  const fault = metrics.trend(METRIC.jobDuration, { ...BYSTANDERS, ...DURING_FAULT });
  const value = quiet.p95 === null || fault.p95 === null || quiet.p95 <= 0 ? null : fault.p95 / quiet.p95;
  return {
    figures: { quietP95: quiet.p95, faultP95: fault.p95, ratio: value, low: null, high: null },
    observation: {
      value,
      n: value === null ? 0 : Math.min(quiet.n, fault.n),
      open: 'either',
      detail: words.noInterval,
    },
  };
}

/** A wait as long as the journeys' own time-out is that of jobs that were given up on before they began. */
function queueWaitOf({ metrics, settings }: FaultContext): { 'bystander-queue-wait'?: Observation } {
  const { p95, n } = metrics.trend(METRIC.jobQueueWait, { ...BYSTANDERS, ...DURING_FAULT });
  const bound = journeyTimeoutOf(settings);
  return p95 !== null && p95 >= bound ? { 'bystander-queue-wait': { value: bound, n, beyond: true } } : {};
}

function callersOf({ metrics }: FaultContext): Details['callers'] {
  const ends = (end: string) => Math.round(metrics.count(METRIC.callerEnds, { ...DURING_FAULT, end }) ?? 0);
  return {
    degraded: ends('degraded'),
    succeeded: ends('succeeded'),
    failed: ends('failed') + ends('unfinished'),
    overTimeout: metrics.rate(METRIC.callersLate, DURING_FAULT).passes,
  };
}

export const apiLatencyAnalysis: ScenarioAnalysis<
  ApiDetails,
  FaultFamilySettings,
  keyof typeof apiLatencyScenario.criteria
> = {
  analyse: (context) => {
    const { metrics, language, settings } = context;
    const callers = callersOf(context);
    const hit = callers.degraded + callers.failed > 0;
    const findings = faultFindings(context, {
      group: CALLERS.group,
      felt: { failed: hit, required: true },
    });
    const { words, common, details, recovered, times, journeys } = findings;
    const bystanders = bystandersOf(context, journeys, times, words);
    const busy = metrics.mean(METRIC.busyWorkers, DURING_FAULT);
    const { ratio } = bystanders.figures;
    const total = callers.degraded + callers.succeeded + callers.failed;
    const count = (value: number) => formatCount(value, language);
    const { lost, repeated, ...shared } = common;
    return {
      ...shared,
      details: {
        kind: 'api-latency',
        ...details,
        bystanders: bystanders.figures,
        callers,
        busyWorkersShare: busy,
      },
      observed: {
        'bystander-ratio': bystanders.observation,
        'recovery-time': recovered.observation,
        'jobs-lost': lost,
        'jobs-repeated': repeated,
        ...queueWaitOf(context),
      },
      answer: (run) =>
        faultAnswer(findings, context, run, [
          recoveryFact(findings, context),
          ratio === null ? words.bystandersUnknown : words.bystanders(formatFigure(ratio, 'ratio', language)),
          words.callers(count(callers.degraded), count(total), count(callers.overTimeout)),
          jobsFact(findings, context),
        ]),
      notEstablished: [
        ...common.notEstablished,
        ...(times.phases.includes('error') || settings.faultBackend === 'kubernetes'
          ? []
          : [words.noErrorStage]),
        ...(busy === null ? [words.workersHidden] : []),
        words.stubOnly,
      ],
    };
  },
};
