/** What the target's processes used, as the monitor of the run saw it. */
import { METRIC } from '../../lib/metric-names.ts';
import type { Phase } from '../../lib/summary-types.ts';
import type { Result } from '../result-schema.ts';
import type { MetricReader, Tags } from './metrics.ts';
import { phaseSeconds, phaseTags } from './phases.ts';

/**
 * CPU as the mean and memory as the highest sample of the measured phase (of the whole run, where that is not told
 * apart or has no samples). Null where the target showed neither CPU nor memory.
 */
export function resourcesOf(
  metrics: MetricReader,
  phases: readonly Phase[],
  loadSeconds: number,
  source: string,
): Result['resources'] {
  const [measured, ...others] = phases.filter((phase) => phase.measured);
  const scoped = (metric: string): Tags | undefined => {
    if (measured === undefined || others.length > 0) return undefined;
    const tags = phaseTags(metrics, metric, measured.name);
    return tags !== null && metrics.samples(metric, tags) > 0 ? tags : undefined;
  };
  const mean = (metric: string) => metrics.mean(metric, scoped(metric));
  const highest = (metric: string) => metrics.value(metric, 'max', scoped(metric));
  const cpuPercent = mean(METRIC.targetCpu);
  const memoryMb = highest(METRIC.targetMemory);
  if (cpuPercent === null && memoryMb === null) return null;
  return {
    source,
    ...(measured === undefined || scoped(METRIC.targetCpu) === undefined
      ? { scope: 'run' as const, seconds: loadSeconds }
      : { scope: 'measured' as const, phase: measured.name, seconds: phaseSeconds(measured, loadSeconds) }),
    cpuPercent,
    cpuPercentMax: highest(METRIC.targetCpu),
    memoryMb,
    queueLengthMax: highest(METRIC.queueLength),
    dbConnectionsMax: highest(METRIC.dbConnections),
    workerOccupancyPercent: mean(METRIC.workerOccupancy),
    samples: Math.max(
      metrics.samples(METRIC.targetCpu, scoped(METRIC.targetCpu)),
      metrics.samples(METRIC.targetMemory, scoped(METRIC.targetMemory)),
    ),
  };
}
