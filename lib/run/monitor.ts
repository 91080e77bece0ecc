/** Samples the target's resources beside the load: `/workers/list`, the queues, and Prometheus metrics. */
import { sleep } from 'k6';
import { emit } from '../events.ts';
import * as metrics from '../metrics/monitor.ts';
import { tenantsOf } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';
import { type CallOptions, WindmillClient } from '../windmill/client.ts';
import { readPool } from './pool.ts';
import { fetchMetrics, type MetricSums, sumOf } from './prometheus.ts';
import { WorkerPings } from './worker-pings.ts';

const OPTIONS = { timeoutMs: 4000, tags: { role: 'monitor' }, expect: 'any' } as const;
const BYTES_PER_MB = 1024 * 1024;

/** What a scenario asks the target for beside the samples of the monitor; it adds its figures itself. */
export type AlsoWatch<S extends Settings = Settings> = (
  settings: S,
  tags: () => Readonly<Record<string, string>>,
  options: CallOptions,
) => void;

interface CpuReading {
  readonly seconds: number;
  readonly at: number;
}

interface MonitorSample {
  readonly cpuPercent: number | null;
  readonly memoryMb: number | null;
  readonly hostMemoryMb: number | null;
  readonly occupancyPercent: number | null;
  readonly queueLength: number | null;
  readonly dbConnections: number | null;
}

let previousCpu: CpuReading | null = null;
/** Whether a process of the target began anew since the sample before. */
let restarted = false;
const pings = new WorkerPings();

/** CPU since the last sample of this VU, in percent of one core, or null for the first. */
function cpuPercent(sums: MetricSums): number | null {
  const seconds = sumOf(sums, 'process_cpu_seconds_total');
  if (seconds === null) return null;
  const reading = { seconds, at: Date.now() };
  const before = previousCpu;
  previousCpu = reading;
  if (before !== null && seconds < before.seconds) restarted = true;
  // A restart of the target sets the counter back; that interval has no figure.
  if (before === null || reading.at <= before.at || seconds < before.seconds) return null;
  return ((seconds - before.seconds) / ((reading.at - before.at) / 1000)) * 100;
}

function takeSample(settings: Settings): MonitorSample {
  const baseUrl = settings.baseUrl ?? '';
  const tenants = tenantsOf(settings);
  const main = tenants[0];
  const client = main === undefined ? null : new WindmillClient(baseUrl, main);
  const workers = client?.workers(OPTIONS).value ?? null;
  const pinged = pings.read(workers ?? [], Date.now() / 1000);
  const occupancies = (workers ?? []).flatMap(
    (worker) => worker.occupancy_rate_15s ?? worker.occupancy_rate ?? [],
  );
  let queue: number | null = null;
  for (const tenant of tenants) {
    const count = new WindmillClient(baseUrl, tenant).queueCount(OPTIONS).value;
    if (count !== null) queue = (queue ?? 0) + count.database_length;
  }
  const sums = settings.metricsUrl === null ? null : fetchMetrics(settings.metricsUrl);
  const resident = sums === null ? null : sumOf(sums, 'process_resident_memory_bytes');
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return {
    cpuPercent: sums === null ? null : cpuPercent(sums),
    memoryMb: resident !== null ? resident / BYTES_PER_MB : pinged.ownMb,
    hostMemoryMb: pinged.hostMb,
    occupancyPercent: occupancies.length === 0 ? null : (total(occupancies) / occupancies.length) * 100,
    queueLength: queue,
    dbConnections:
      sums === null ? ((client && readPool(client, OPTIONS)?.size) ?? null) : sumOf(sums, 'db_connections'),
  };
}

/**
 * One sample, then a pause of `intervalSeconds`. The body of the monitor's own virtual user.
 * @param tags put on every sample, e.g. the phase it falls into.
 * @param also what the scenario asks the target for besides, before each sample.
 */
export function monitorOnce<S extends Settings>(
  settings: S,
  intervalSeconds: number,
  tags: () => Readonly<Record<string, string>>,
  also?: AlsoWatch<S>,
): void {
  const startedAt = Date.now();
  also?.(settings, tags, OPTIONS);
  const sample = takeSample(settings);
  const now = tags();
  if (sample.cpuPercent !== null) metrics.targetCpu(sample.cpuPercent, now);
  if (sample.memoryMb !== null) metrics.targetMemory(sample.memoryMb, now);
  if (sample.hostMemoryMb !== null) metrics.hostMemory(sample.hostMemoryMb, now);
  if (sample.occupancyPercent !== null) metrics.workerOccupancy(sample.occupancyPercent, now);
  if (sample.queueLength !== null) metrics.queueLength(sample.queueLength, now);
  if (sample.dbConnections !== null) metrics.dbConnections(sample.dbConnections, now);
  metrics.monitorErrors(sample.memoryMb === null && sample.queueLength === null, now);
  emit('monitor', { ...sample, ...(restarted ? { restarted } : {}) });
  restarted = false;
  sleep(Math.max(0, intervalSeconds - (Date.now() - startedAt) / 1000));
}

/**
 * One nap of the watchdog: how much later than asked it woke up is how late the generator itself was.
 * The body of a virtual user of its own.
 */
export function watchOnce(napSeconds: number, tags: () => Readonly<Record<string, string>>): void {
  const startedAt = Date.now();
  sleep(napSeconds);
  metrics.generatorDrift(Math.max(0, Date.now() - startedAt - napSeconds * 1000), tags());
}
