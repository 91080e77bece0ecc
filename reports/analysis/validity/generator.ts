/** Did the machine that made the load shape the figures? */
import { METRIC } from '../../../lib/metric-names.ts';
import { GENERATOR_LIMITS } from '../../../lib/validity.ts';
import { formatCount, formatFigure, formatObserved } from '../../render/format.ts';
import { medianOf } from '../../stats/quantile.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Check, discarded, unknown, valid } from './check.ts';

/** Naps of the watchdog below which their p95 says nothing. */
const MIN_NAPS = 20;

interface Evidence {
  readonly text: string;
  readonly measured: boolean;
  readonly exceeded: boolean;
}

function drift({ metrics, words, language }: AnalysisContext): Evidence {
  const { p95, n } = metrics.trend(METRIC.generatorDrift);
  if (p95 === null || n < MIN_NAPS) {
    return { text: words.validity.driftMissing, measured: false, exceeded: false };
  }
  const limit = GENERATOR_LIMITS.driftP95Ms;
  const text = words.validity.drift(
    formatObserved(p95, limit, 'ms', language),
    formatFigure(limit, 'ms', language),
    formatCount(n, language),
  );
  return { text, measured: true, exceeded: p95 > limit };
}

function cpu({ files, words, language }: AnalysisContext): Evidence {
  const share = files.run?.generator?.cpuShareP95 ?? null;
  if (share === null) return { text: words.validity.cpuMissing, measured: false, exceeded: false };
  const limit = GENERATOR_LIMITS.cpuShare;
  const text = words.validity.cpu(
    formatObserved(share, limit, 'share', language),
    formatFigure(limit, 'share', language),
  );
  return { text, measured: true, exceeded: share > limit };
}

/**
 * With the target elsewhere, a busy machine is a busy generator, whoever keeps it busy. With a target on the same
 * machine the figure is shown and does not count: the target itself may well use the rest of it.
 */
function machine({ files, summary, words, language }: AnalysisContext): Evidence | null {
  const share = files.run?.generator?.systemCpuShareP95 ?? null;
  if (share === null) return null;
  const limit = GENERATOR_LIMITS.cpuShare;
  const elsewhere = summary.target.kind === 'external' && files.run?.target.onThisMachine !== true;
  return {
    text: words.validity.machineCpu(formatObserved(share, limit, 'share', language)),
    measured: true,
    exceeded: elsewhere && share > limit,
  };
}

/** Samples of the machine below which their median says nothing. */
const MIN_SAMPLES = 5;

/**
 * A target on the same machine competes with everything else there. What the machine did for neither k6 nor the target
 * must have left room for them; k6 and the machine are sampled together, the target's CPU is the monitor's mean.
 */
function others({ files, summary, metrics, words, language }: AnalysisContext): Evidence | null {
  const generator = files.run?.generator;
  const target = metrics.mean(METRIC.targetCpu);
  const onThisMachine = summary.target.kind === 'embedded' || files.run?.target.onThisMachine === true;
  if (generator === undefined || generator === null || target === null || !onThisMachine) return null;
  const shares = (generator.series ?? []).flatMap(({ cpuShare, systemCpuShare }) =>
    systemCpuShare === null ? [] : [systemCpuShare - cpuShare],
  );
  if (shares.length < MIN_SAMPLES) return null;
  const share = Math.max(0, medianOf(shares) - target / 100 / generator.cores);
  const limit = GENERATOR_LIMITS.othersShare;
  return {
    text: words.validity.othersCpu(
      formatObserved(share, limit, 'share', language),
      formatFigure(limit, 'share', language),
    ),
    measured: true,
    exceeded: share > limit,
  };
}

/** Late timers or a busy CPU discard the run; one of the two measured and in order is enough to clear it. */
export const generatorNotBusy: Check = (context) => {
  const evidence = [drift(context), cpu(context), machine(context), others(context)].filter(
    (one) => one !== null,
  );
  const text = (shown: readonly Evidence[]) => shown.map((one) => one.text).join('; ');
  const exceeded = evidence.filter((one) => one.exceeded);
  if (exceeded.length > 0) return discarded(text(exceeded));
  return evidence.slice(0, 2).some((one) => one.measured) ? valid(text(evidence)) : unknown(text(evidence));
};
