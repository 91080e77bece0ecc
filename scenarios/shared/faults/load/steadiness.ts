/** What a few jobs, run before anything is broken, say of a system's health. Pure. */
export interface Probe {
  readonly good: boolean;
  readonly ms: number;
  /** Jobs waiting or running; null where the system does not tell. */
  readonly queue: number | null;
}

/** The last probes before the fault, which all must be good. */
const DECISIVE_PROBES = 6;

/** What the last probes complain of, null where they are good. No probe at all is no health. */
export function judgeSteadyState(
  probes: readonly Probe[],
  limits: { readonly latencyMs: number; readonly queue: number },
): string | null {
  const last = probes.slice(-DECISIVE_PROBES);
  if (last.length === 0) return 'no job was run before the fault';
  const failed = last.filter(({ good }) => !good).length;
  if (failed > 0) return `${failed} of the last ${last.length} jobs did not end well`;
  const slowest = Math.max(...last.map(({ ms }) => ms));
  if (slowest > limits.latencyMs) return `a job took ${slowest} ms (limit ${limits.latencyMs} ms)`;
  const queues = last.flatMap(({ queue }) => queue ?? []);
  const shortest = queues.length === 0 ? 0 : Math.min(...queues);
  if (shortest > limits.queue) return `the queue never fell below ${shortest} jobs (limit ${limits.queue})`;
  return null;
}
