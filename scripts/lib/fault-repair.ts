/** Takes away what a k6 that was killed could not: the faults of this suite in a Toxiproxy that goes on living. */

import { clearingOf, leftoverOf, readProxies } from '../../lib/faults/toxiproxy-state.ts';
import { injectsFaults } from '../../scenarios/faults.ts';
import type { ScenarioName } from '../../scenarios/index.ts';
import type { AllSettings } from '../../scenarios/settings.ts';

const TIMEOUT_MS = 5_000;

async function call(method: string, url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

async function repairToxiproxy(settings: AllSettings, url: string): Promise<string[]> {
  const repaired: string[] = [];
  for (const proxy of readProxies(await call('GET', `${url}/proxies`)) ?? []) {
    const left = leftoverOf(proxy);
    if (left === null || ![settings.databaseProxy, settings.apiProxy].includes(proxy.name)) continue;
    for (const { method, path, body } of clearingOf(proxy)) await call(method, `${url}${path}`, body);
    repaired.push(left);
  }
  return repaired;
}

async function repairThirdParty(url: string): Promise<string[]> {
  const behaviour = (await call('GET', `${url}/_behaviour`)) as { readonly mode?: unknown } | null;
  if (behaviour === null || behaviour.mode === 'ok') return [];
  await call('POST', `${url}/_behaviour`, { mode: 'ok' });
  return [`the third party in mode "${String(behaviour.mode)}"`];
}

/**
 * Repairs after a run whose k6 may have died before its own clean-up. Returns what was left, one sentence each; what
 * cannot be reached is left alone, and the next run's set-up has another look.
 */
export async function repairFaults(
  scenario: ScenarioName,
  settings: AllSettings,
): Promise<readonly string[]> {
  if (!injectsFaults(scenario)) return [];
  const { toxiproxyUrl, thirdPartyUrl } = settings;
  const repairs = [
    ...(toxiproxyUrl === null ? [] : [repairToxiproxy(settings, toxiproxyUrl)]),
    ...(thirdPartyUrl === null ? [] : [repairThirdParty(thirdPartyUrl)]),
  ];
  const outcomes = await Promise.allSettled(repairs);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
}
