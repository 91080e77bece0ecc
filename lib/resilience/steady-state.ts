/** Whether the system is healthy before anything is broken: jobs end well and the queue is short. */
import { sleep } from 'k6';
import { emit } from '../events.ts';
import type { WindmillClient } from '../windmill/client.ts';
import { isRecord, parseJson } from '../windmill/http.ts';

const QUIET = { timeoutMs: 4000, expect: 'any', tags: { role: 'steady-state' } } as const;
const PROBE_SECONDS = 0.5;
/** The last probes before the fault that all must be good. */
const DECISIVE_PROBES = 6;

interface Probe {
  readonly good: boolean;
  readonly ms: number;
  /** Jobs waiting or running; null where the system does not tell. */
  readonly queue: number | null;
}

/** Runs a job every half second until `untilMs` (Unix ms). Returns what is not healthy, null where all is. */
export function watchSteadyState(
  client: WindmillClient,
  script: string,
  untilMs: number,
  limits: { readonly latencyMs: number; readonly queue: number },
): string | null {
  const probes: Probe[] = [];
  while (Date.now() < untilMs - PROBE_SECONDS * 1000) {
    const startedAt = Date.now();
    probes.push(probe(client, script));
    const rest = PROBE_SECONDS - (Date.now() - startedAt) / 1000;
    if (rest > 0) sleep(rest);
  }
  const problem = judgeSteadyState(probes, limits);
  emit('steady-state', { probes: probes.length, problem });
  return problem;
}

/** Pure: what the last probes say, null where they are good. No probe at all is no health. */
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

function probe(client: WindmillClient, script: string): Probe {
  const startedAt = Date.now();
  const nonce = `steady-state/${startedAt}`;
  const args = { nonce, workspace: client.workspace };
  const reply = client.runAndWait(script, args, QUIET);
  const ms = Date.now() - startedAt;
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  const good = parsed.ok && !(isRecord(parsed.value) && isRecord(parsed.value.error));
  return { good, ms, queue: client.queueCount(QUIET).value?.database_length ?? null };
}
