/** Whether the system is healthy before anything is broken: jobs end well and the queue is short. */
import { sleep } from 'k6';
import { emit } from '../../../../lib/events.ts';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { isRecord, parseJson } from '../../../../lib/windmill/http.ts';
import { judgeSteadyState, type Probe } from './steadiness.ts';

const QUIET = { expect: 'any', tags: { role: 'steady-state' } } as const;
const PROBE_TIMEOUT_MS = 4000;
/** A probe may take this much longer than the one before. */
const CAUTION = 1.5;
const PROBE_SECONDS = 0.5;
/** Runs a job every half second until `untilMs` (Unix ms). Returns what is not healthy, null where all is. */
export function watchSteadyState(
  client: WindmillClient,
  script: string,
  untilMs: number,
  limits: { readonly latencyMs: number; readonly queue: number },
): string | null {
  const probes: Probe[] = [];
  // The last one ends before the fault is due: a slow probe would make it late.
  let lastMs = 0;
  while (Date.now() < untilMs - Math.max(PROBE_SECONDS * 1000, CAUTION * lastMs)) {
    const startedAt = Date.now();
    const timeoutMs = Math.min(PROBE_TIMEOUT_MS, Math.max(1, untilMs - startedAt));
    probes.push(probe(client, script, timeoutMs));
    lastMs = Date.now() - startedAt;
    const rest = PROBE_SECONDS - (Date.now() - startedAt) / 1000;
    if (rest > 0) sleep(rest);
  }
  const problem = judgeSteadyState(probes, limits);
  emit('steady-state', { probes: probes.length, problem });
  return problem;
}

function probe(client: WindmillClient, script: string, timeoutMs: number): Probe {
  const startedAt = Date.now();
  const nonce = `steady-state/${startedAt}`;
  const args = { nonce, workspace: client.workspace };
  const reply = client.runAndWait(script, args, { ...QUIET, timeoutMs });
  const ms = Date.now() - startedAt;
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  const good = parsed.ok && !(isRecord(parsed.value) && isRecord(parsed.value.error));
  return {
    good,
    ms,
    queue: client.queueCount({ ...QUIET, timeoutMs: PROBE_TIMEOUT_MS / 4 }).value?.database_length ?? null,
  };
}
