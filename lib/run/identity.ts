/** Reads what tells one target, and one state of it, from another. */
import crypto from 'k6/crypto';
import { tenantsOf } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';
import type { TargetIdentity } from '../summary-types.ts';
import { WindmillClient } from '../windmill/client.ts';
import { isRecord, parseJson, send } from '../windmill/http.ts';
import { deployedRoute } from '../windmill/runnable.ts';
import { fetchMetrics, sumOf } from './prometheus.ts';

const QUIET = { timeoutMs: 5000, tags: { role: 'identity' }, expect: 'any' } as const;

/**
 * Hash of what the script or flow is: its language and content. Windmill's own hash also tells who was its parent, so that the
 * same script deployed on two installations, or twice, has two; it stands in where the content is not shown.
 */
export function hashOfScript(script: unknown): string | null {
  if (!isRecord(script)) return null;
  const { content, language, hash, value } = script;
  // A flow: what it consists of.
  if (isRecord(value)) return crypto.sha256(JSON.stringify(value), 'hex').slice(0, 16);
  if (typeof content === 'string') {
    const named = typeof language === 'string' ? language : '';
    return crypto.sha256(`${named}\0${content}`, 'hex').slice(0, 16);
  }
  return typeof hash === 'string' ? hash : null;
}

/** Workers by name and start, so that one that was started again is another; empty where they are not shown. */
export function workersOf(client: WindmillClient): string[] {
  return (client.workers(QUIET).value ?? []).map((worker) => `${worker.worker}@${worker.started_at}`).sort();
}

/** Asks the target who it is. What it does not tell is null; never throws. */
export function readIdentity(settings: Settings): TargetIdentity {
  const baseUrl = settings.baseUrl ?? '';
  const tenants = tenantsOf(settings);
  const main = tenants[0];
  const version = send(baseUrl, { method: 'GET', path: '/version', route: '/version', ...QUIET });
  const health = send(baseUrl, { method: 'GET', path: '/health/status', route: '/health/status', ...QUIET });
  const healthBody = health.status === 0 ? { ok: false as const } : parseJson(health);
  const status = healthBody.ok && isRecord(healthBody.value) ? healthBody.value.status : null;
  let workers: string[] = [];
  let scriptHash: string | null = null;
  let queueLength: number | null = null;
  if (main !== undefined) {
    const client = new WindmillClient(baseUrl, main);
    workers = workersOf(client);
    const script = client.inWorkspace({
      method: 'GET',
      ...deployedRoute('get', settings.scriptPath),
      ...QUIET,
    });
    const parsed = script.status === 200 ? parseJson(script) : { ok: false as const };
    if (parsed.ok) scriptHash = hashOfScript(parsed.value);
    for (const tenant of tenants) {
      const queue = new WindmillClient(baseUrl, tenant).queueCount(QUIET).value;
      if (queue !== null) queueLength = (queueLength ?? 0) + queue.database_length;
    }
  }
  const metrics = settings.metricsUrl === null ? null : fetchMetrics(settings.metricsUrl);
  const start = metrics === null ? null : sumOf(metrics, 'process_start_time_seconds');
  return {
    version: version.status === 200 ? version.body.trim().slice(0, 100) : null,
    health: typeof status === 'string' ? status : null,
    workers,
    processStart: start === null ? [] : [Math.round(start * 1000) / 1000],
    queueLength,
    scriptHash,
    clock: new Date().toISOString(),
  };
}
