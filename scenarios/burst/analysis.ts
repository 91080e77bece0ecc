import { METRIC } from '../../lib/metric-names.ts';
import type { Settings } from '../../lib/settings/table.ts';
import { percentileInterval } from '../../lib/statistics/percentile.ts';
import { phaseFigures, phaseTags } from '../../reports/analysis/phases.ts';
import type {
  AnalysisContext,
  Observation,
  ScenarioAnalysis,
} from '../../reports/analysis/scenario-analysis.ts';
import { formatCount, formatDuration } from '../../reports/render/format.ts';
import type { Latency } from '../../reports/result-schema.ts';
import { recovery } from '../../reports/stats/recovery.ts';
import type { Second } from '../../reports/stats/recovery-baseline.ts';
import { loadNotEstablished } from '../shared/load-family/analysis.ts';
import { loadAnswer } from '../shared/load-family/answer.ts';
/** `burst`: the load family's figures at the peak, and whether the quiet level comes back after it. */
import type { LoadDetails } from '../shared/load-family/details.ts';
import { BURST_PHASES } from './plan.ts';
import type { burstScenario } from './scenario.ts';

/** Fewest samples of a quiet phase whose p95 is worth a ratio: below it, p95 is the highest value or the next. */
const MIN_QUIET_SAMPLES = 20;

function quiet({ metrics }: AnalysisContext, phase: string): Latency {
  return metrics.trend(METRIC.jobDuration, phaseTags(metrics, METRIC.jobDuration, phase) ?? { phase });
}

/** Both percentiles at the worse ends of their intervals: at least as wide as that of the ratio. */
function ratioInterval({ metrics }: AnalysisContext): readonly [number | null, number | null] {
  const ends = (phase: string) => {
    const tags = phaseTags(metrics, METRIC.jobDuration, phase) ?? { phase };
    const { n } = metrics.trend(METRIC.jobDuration, tags);
    return percentileInterval(metrics.quantiles(METRIC.jobDuration, tags), n, 0.95);
  };
  const [beforeLow, beforeHigh] = ends(BURST_PHASES.before);
  const [afterLow, afterHigh] = ends(BURST_PHASES.after);
  const over = (part: number | null, whole: number | null) =>
    part === null || whole === null || whole <= 0 ? null : part / whole;
  return [over(afterLow, beforeHigh), over(afterHigh, beforeLow)];
}

/** p95 after the peak over p95 before it; n is that of the smaller side. */
function recoveryRatio(context: AnalysisContext): Observation {
  const before = quiet(context, BURST_PHASES.before);
  const after = quiet(context, BURST_PHASES.after);
  const n = Math.min(before.n, after.n);
  if (n === 0 || before.p95 === null || after.p95 === null || before.p95 <= 0) {
    return { value: null, n: 0, detail: context.words.load.noQuietPhase };
  }
  const observation = { value: after.p95 / before.p95, n, interval: ratioInterval(context) };
  if (n >= MIN_QUIET_SAMPLES) return observation;
  const detail = context.words.load.smallQuietPhase(formatCount(n, context.language));
  return { ...observation, open: true, detail };
}

function secondsOf({ series }: AnalysisContext): Second[] {
  if (series === null) return [];
  return series.t.map((t, index) => {
    const completed = series.jobsPerSecond?.[index] ?? 0;
    const errorRate = Math.min(series.errorRate?.[index] ?? 0, 1);
    return {
      t: Math.round(t) - 1,
      completed,
      failed: errorRate < 1 ? (completed * errorRate) / (1 - errorRate) : 1,
      p95: series.p95?.[index] ?? null,
    };
  });
}

interface TimeToRecover {
  readonly seconds: number | null;
  readonly status: 'recovered' | 'not-recovered' | 'unseen';
}

/** Seconds from the end of the peak until throughput and p95 were back for good, from the series per second. */
function timeToRecover(context: AnalysisContext): TimeToRecover {
  const peak = context.summary.plan.phases.find((phase) => phase.measured);
  const seconds = secondsOf(context);
  if (peak === undefined || seconds.length === 0) return { seconds: null, status: 'unseen' };
  const found = recovery(
    seconds.filter(({ t }) => t >= 0 && t < context.summary.plan.seconds),
    { startedAt: peak.startSeconds, clearedAt: peak.startSeconds + peak.seconds },
    { confirmSeconds: 5 },
  );
  if (!found.ok) return { seconds: null, status: 'unseen' };
  const { timeToRecoverSeconds, status } = found.value;
  return { seconds: timeToRecoverSeconds, status: status === 'not-recovered' ? status : 'recovered' };
}

export const burstAnalysis: ScenarioAnalysis<LoadDetails, Settings, keyof typeof burstScenario.criteria> = {
  analyse: (context) => {
    const { words, language, summary } = context;
    const ratio = recoveryRatio(context);
    const time = timeToRecover(context);
    const facts =
      time.status === 'unseen'
        ? []
        : time.seconds === null
          ? [words.load.notRecovered]
          : [words.load.recovered(formatDuration(time.seconds, language))];
    const unseen = context.series === null ? words.load.noSeries : words.load.recoveryUnseen;
    return {
      details: {
        kind: 'load',
        phases: phaseFigures(context.metrics, summary.plan.phases, context.loadSeconds),
        timeToRecoverSeconds: time.seconds,
      },
      observed: { 'burst-recovery': ratio },
      answer: (run) => loadAnswer(context, run, facts),
      notEstablished: [
        ...(time.status === 'unseen' ? [unseen] : []),
        ...(ratio.detail === undefined ? [] : [ratio.detail]),
        ...loadNotEstablished(context),
      ],
    };
  },
};
