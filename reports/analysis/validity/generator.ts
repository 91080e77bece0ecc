/** Did the machine that made the load shape the figures? */
import { METRIC } from '../../../lib/metric-names.ts';
import { GENERATOR_LIMITS } from '../../../lib/validity.ts';
import { formatCount, formatFigure, formatObserved } from '../../render/format.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Check, discarded, unknown, valid } from './check.ts';

/** Naps of the watchdog below which their p95 says nothing. */
export const MIN_NAPS = 20;

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

/** Late timers or a busy CPU discard the run; one of the two measured and in order is enough to clear it. */
export const generatorNotBusy: Check = (context) => {
  const evidence = [drift(context), cpu(context), machine(context)].filter((one) => one !== null);
  const text = (shown: readonly Evidence[]) => shown.map((one) => one.text).join('; ');
  const exceeded = evidence.filter((one) => one.exceeded);
  if (exceeded.length > 0) return discarded(text(exceeded));
  return evidence.slice(0, 2).some((one) => one.measured) ? valid(text(evidence)) : unknown(text(evidence));
};
