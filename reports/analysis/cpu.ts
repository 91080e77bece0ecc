/**
 * CPU of the target within what the machine has. A sample is the CPU time between two readings over the time between
 * them; the target reads its own clock a little earlier or later than the monitor asks, so that a sample of a busy
 * machine may come out above all of its cores. No process can have used that.
 */
import { METRIC } from '../../lib/metric-names.ts';
import type { Metrics } from '../../lib/summary-types.ts';
import type { Dashboard } from '../read/dashboard.ts';
import { coresOfRecord } from '../resources/totals.ts';
import type { RunFiles } from '../run-folder.ts';

const PERCENT_OF_A_CORE = 100;

/** Cores of the machine that the target runs on; null where that is another one than the generator's and no source tells. */
export function coresOf({
  summary,
  run,
  resources,
}: Pick<RunFiles, 'summary' | 'run' | 'resources'>): number | null {
  return summary.target.kind === 'embedded' ? (run?.host.cpus ?? null) : coresOfRecord(resources);
}

function capped(values: Readonly<Record<string, number>>, limit: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, name === 'count' ? value : Math.min(value, limit)]),
  );
}

const isCpu = (name: string) => name === METRIC.targetCpu || name.startsWith(`${METRIC.targetCpu}{`);

/** The metrics with no CPU above that of `cores`; as they are where these are not known. */
export function metricsWithinCores(metrics: Metrics, cores: number | null): Metrics {
  if (cores === null) return metrics;
  const limit = cores * PERCENT_OF_A_CORE;
  return Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [
      name,
      isCpu(name) ? { ...metric, values: capped(metric.values, limit) } : metric,
    ]),
  );
}

/** As `metricsWithinCores`, for the record per second. */
export function dashboardWithinCores(dashboard: Dashboard | null, cores: number | null): Dashboard | null {
  if (dashboard === null || cores === null) return dashboard;
  const limit = cores * PERCENT_OF_A_CORE;
  const snapshots = dashboard.snapshots.map((snapshot) => {
    const values = snapshot.metrics.get(METRIC.targetCpu);
    if (values === undefined) return snapshot;
    return { ...snapshot, metrics: new Map(snapshot.metrics).set(METRIC.targetCpu, capped(values, limit)) };
  });
  return { ...dashboard, snapshots };
}
