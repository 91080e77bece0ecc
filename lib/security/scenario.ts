/**
 * security: probes, once. They run in setup, because what setup returns is all that reaches the summary; the one
 * iteration then turns it into metrics, so that k6 gates on it as well.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { MEASURED_PHASE } from '../criteria/load.ts';
import { sequence } from '../load/plan.ts';
import { METRIC, subMetric } from '../metric-names.ts';
import * as metrics from '../metrics/security.ts';
import { defineRun, type Run, type RunData } from '../run/define-run.ts';
import { runnerVariables } from '../runner-variables.ts';
import type { Tenant } from '../settings/parsers.ts';
import { mainTenant, tenantsOf } from '../settings/settings.ts';
import { SETTINGS, type Settings } from '../settings/table.ts';
import { prepareSecret, removeSecret, secretOf } from '../webhooks/secret.ts';
import { WindmillClient } from '../windmill/client.ts';
import { MOST_REQUESTS, PROBE_AREAS, probingNotice, type SecurityData } from './areas.ts';
import { canarySecret, telltale } from './canary.ts';
import { type Asker, probeAskers, probeElsewhere, routesOfOwner } from './probes/access.ts';
import { probeErrors } from './probes/errors.ts';
import { probeAdminRoutes, probeScopedToken, READ_SCOPES } from './probes/scopes.ts';
import { awaitJob, probeSecrets, sumUpSearches } from './probes/secrets.ts';
import { probeWebhook } from './probes/webhook.ts';
import { ProbeRecorder } from './recorder.ts';
import type { OwnData } from './routes.ts';
import { makeOwnData, ownPath, removeOwnData, sha256, startSecretJob, variableCanary } from './setup-data.ts';
import { createToken, revokeToken } from './tokens.ts';

/** Time left to the monitor and the watchdog once the probes are over. */
const PLAN_SECONDS = 3;
const EXPIRES_AFTER_MS = 2000;

export interface SecurityRun extends Run<SecurityData> {
  readonly probes: (data: RunData<SecurityData>) => void;
}

export function securityScenario(): SecurityRun {
  const run = defineRun<SecurityData>({
    scenario: 'security',
    plan: () => sequence([{ name: MEASURED_PHASE, seconds: PLAN_SECONDS, users: 1 }]),
    scenarios: () => ({
      probes: { executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'probes', maxDuration: '30s' },
    }),
    metrics: () => PROBE_AREAS.map((area) => [subMetric(METRIC.probeFailures, { area }), 'rate'] as const),
    setup: (settings, _plan, runId) => probeAll(settings, runId),
    summarise: (_settings, data) => data.own,
  });
  return { ...run, probes: recordProbes };
}

function recordProbes(data: RunData<SecurityData>): void {
  for (const { area, verdict } of data.own.probes) {
    if (verdict !== 'not-checked') metrics.probeFailures.add(verdict === 'fail', { area });
  }
}

interface OwnTokens {
  readonly expiring: string | null;
  readonly expiresAt: number;
  readonly revoked: string | null;
  readonly scoped: string | null;
}

/** Made, and in one case taken back, before anything uses them: a cached answer would make the probe blind. */
function makeTokens(client: WindmillClient): OwnTokens {
  const expiresAt = Date.now() + EXPIRES_AFTER_MS;
  const expiring = createToken(client, { expiresAt });
  const made = createToken(client, {});
  const revoked = made !== null && revokeToken(client, made) ? made : null;
  return { expiring, expiresAt, revoked, scoped: createToken(client, { scopes: READ_SCOPES }) };
}

function askersOf(tokens: OwnTokens, other: Tenant | null, runId: string): readonly Asker[] {
  const noToken = 'no token could be made';
  const malformed = (id: string, words: string, header: string): Asker => ({
    id,
    words,
    area: 'access',
    token: '',
    headers: { Authorization: header },
    thorough: false,
  });
  const unknown = sha256(`unknown:${runId}`).slice(0, 32);
  return [
    { id: 'no-token', words: 'without a token', area: 'access', token: '', thorough: true },
    malformed('empty-bearer', 'with an empty token', 'Bearer '),
    malformed('not-bearer', 'with a token of another scheme', `Basic ${unknown}`),
    malformed('garbled', 'with a garbled token', `Bearer ${unknown} '"; --`),
    { id: 'unknown-token', words: 'with an unknown token', area: 'access', token: unknown, thorough: false },
    {
      id: 'expired-token',
      words: 'with an expired token',
      area: 'access',
      token: tokens.expiring,
      why: noToken,
      thorough: false,
    },
    {
      id: 'revoked-token',
      words: 'with a revoked token',
      area: 'access',
      token: tokens.revoked,
      why: noToken,
      thorough: false,
    },
    {
      id: 'other-tenant',
      words: "with another tenant's token",
      area: 'tenants',
      token: other?.token ?? null,
      why: 'needs the token of a second tenant',
      thorough: true,
    },
  ];
}

/** A wrong token in the query string: denied, and, as the scan of the logs shows, not written down either. */
function probeQueryToken(recorder: ProbeRecorder, data: OwnData, runId: string): void {
  const token = canarySecret(runId, 'query-token', sha256);
  const { reply, sent } = recorder.ask('with a wrong token in the query string', {
    method: 'GET',
    path: `/w/${data.workspace}/users/whoami?token=${token}`,
    route: '/w/{workspace}/users/whoami?token=…',
  });
  recorder.add(
    'access',
    'query-token.whoami',
    reply.status === 401 || reply.status === 403 ? 'pass' : 'fail',
    {
      sent,
      expected: '401',
      observed: recorder.describe(reply),
    },
  );
}

/** A workspace that does not exist must look like one that is closed. */
function probeUnknownWorkspace(recorder: ProbeRecorder, token: string): void {
  const { reply, sent } = recorder.ask('with a good token, in a workspace that is not there', {
    method: 'GET',
    path: '/w/perf-no-such-workspace/variables/list',
    route: '/w/{workspace}/variables/list',
    token,
  });
  recorder.add(
    'access',
    'unknown-workspace.variable-list',
    [401, 403, 404].includes(reply.status) ? 'pass' : 'fail',
    {
      sent,
      expected: '401',
      observed: recorder.describe(reply),
    },
  );
}

function probeAll(settings: Settings, runId: string): SecurityData {
  const owner = mainTenant(settings);
  if (owner === null) return exec.test.abort(`${SETTINGS.workspace.env} is not set`) as never;
  if (runnerVariables().runDir === null) console.log(probingNotice(settings.baseUrl ?? ''));
  const other = tenantsOf(settings).find((tenant) => tenant.workspace !== owner.workspace) ?? null;
  const client = new WindmillClient(settings.baseUrl ?? '', owner);
  const recorder = new ProbeRecorder(settings.baseUrl ?? '', telltale(variableCanary(runId)));
  const leftovers = removeOwnData(settings, owner);
  if (leftovers > 0)
    console.warn(`An earlier run left ${leftovers} variables or resources in ${owner.workspace}: removed.`);
  const tokens = makeTokens(client);
  try {
    const made = makeOwnData(client, settings, runId);
    if ('problem' in made)
      return exec.test.abort(`the probes need data of their own, but ${made.problem}`) as never;
    probeWith(recorder, client, settings, { owner, other, data: made.data, tokens, runId });
  } finally {
    removeOwnData(settings, owner);
    for (const token of [tokens.expiring, tokens.scoped]) if (token !== null) revokeToken(client, token);
  }
  return {
    probes: recorder.probes,
    requests: recorder.requests,
    planned: MOST_REQUESTS,
    errorsInspected: recorder.errorsInspected,
    answersSearched: recorder.answersSearched,
  };
}

interface ProbeContext {
  readonly owner: Tenant;
  readonly other: Tenant | null;
  readonly data: OwnData;
  readonly tokens: OwnTokens;
  readonly runId: string;
}

function probeWith(
  recorder: ProbeRecorder,
  client: WindmillClient,
  settings: Settings,
  context: ProbeContext,
): void {
  const { owner, other, data, tokens, runId } = context;
  const shown = telltale(variableCanary(runId));
  const secretJob = startSecretJob(client, data, data.variable);
  const jobEnded = awaitJob(client, data.jobId);
  if (!jobEnded) console.warn('The job of the probes did not end: what needs its result is not checked.');
  const secretJobEnded = secretJob !== null && awaitJob(client, secretJob);

  const routes = routesOfOwner(recorder, data, owner.token);
  const wait = tokens.expiresAt + 500 - Date.now();
  if (wait > 0) sleep(wait / 1000);
  probeAskers(recorder, data, routes, askersOf(tokens, other, runId), shown);
  probeElsewhere(recorder, data, routes, other, shown);
  probeQueryToken(recorder, data, runId);
  probeUnknownWorkspace(recorder, owner.token);
  probeScopedToken(recorder, data, tokens.scoped, ownPath(runId, 'scoped'));
  probeAdminRoutes(recorder, owner.token);

  const secret = prepareSecret(client, settings, runId);
  const kind = secret.ok ? secret.kind : 'none';
  try {
    probeWebhook(recorder, client, settings, secretOf(client, settings, kind, runId), runId);
  } finally {
    removeSecret(client, kind);
  }
  probeErrors(recorder, data, owner.token);
  probeSecrets(recorder, data, owner.token, secretJobEnded ? secretJob : null, shown);
  sumUpSearches(recorder);
}
