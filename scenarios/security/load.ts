/**
 * security: probes, once. They run in setup, because what setup returns is all that reaches the summary; the one
 * iteration then turns it into metrics, so that k6 gates on it as well.
 */

import { sleep } from 'k6';
import exec from 'k6/execution';
import { MEASURED_PHASE, sequence } from '../../lib/load/plan.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import * as metrics from '../../lib/metrics/security.ts';
import type { Profile } from '../../lib/profiles.ts';
import { defineRun, type Run, type RunData } from '../../lib/run/define-run.ts';
import { runnerVariables } from '../../lib/runner-variables.ts';
import type { Tenant } from '../../lib/settings/parsers.ts';
import { mainTenant, tenantsOf } from '../../lib/settings/settings.ts';
import { SETTINGS } from '../../lib/settings/table.ts';
import { WindmillClient } from '../../lib/windmill/client.ts';
import type { OwnData } from '../shared/canaries/routes.ts';
import { separationProblems } from '../shared/canaries/separation.ts';
import { prepareSecret, removeSecret, secretOf } from '../shared/canaries/webhook-secret.ts';
import { MOST_REQUESTS, PROBE_AREAS, probingNotice, type SecurityData } from './load/areas.ts';
import { canarySecret, telltale } from './load/canary.ts';
import { probeAskers, probeElsewhere, routesOfOwner } from './load/probes/access.ts';
import { probeErrors } from './load/probes/errors.ts';
import { probeAdminRoutes, probeForeignPaths, probeScopedToken } from './load/probes/scopes.ts';
import { awaitJob, probeSecrets, sumUpSearches } from './load/probes/secrets.ts';
import { probeUsedTokens } from './load/probes/used-tokens.ts';
import { probeWebhook } from './load/probes/webhook.ts';
import { ProbeRecorder } from './load/recorder.ts';
import { askersOf } from './load/requesters.ts';
import {
  makeOwnData,
  ownPath,
  removeOwnData,
  sha256,
  startSecretJob,
  variableCanary,
} from './load/setup-data.ts';
import { endUsedTokens, makeOwnTokens, type OwnTokens, removeOwnTokens } from './load/tokens.ts';
import type { SECURITY_SETTINGS, SecuritySettings } from './scenario.ts';
import { securityScenario } from './scenario.ts';

/** Time left to the monitor and the watchdog once the probes are over. */
const PLAN_SECONDS = 3;
/** How long a token that lives on is watched: a Windmill remembers for two minutes whom a token belongs to. */
const WATCH_SECONDS = { smoke: 15, short: 130, full: 130 } as const satisfies Record<Profile, number>;
/** Longer than all probes take where each of them waits as long as it may. */
const SETUP_TIMEOUT = '400s';

export interface SecurityRun extends Run<SecurityData> {
  readonly probes: (data: RunData<SecurityData>) => void;
}

export function securityRun(): SecurityRun {
  const run = defineRun<SecurityData, typeof SECURITY_SETTINGS>({
    scenario: securityScenario,
    plan: () => sequence([{ name: MEASURED_PHASE, seconds: PLAN_SECONDS, users: 1 }]),
    scenarios: () => ({
      probes: { executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'probes', maxDuration: '30s' },
    }),
    metrics: () => PROBE_AREAS.map((area) => [subMetric(METRIC.probeFailures, { area }), 'rate'] as const),
    options: () => ({ setupTimeout: SETUP_TIMEOUT }),
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

/** A wrong token in the query string: denied, and, as the scan of the logs shows, not written down either. */
function probeQueryToken(recorder: ProbeRecorder, data: OwnData, runId: string): void {
  const token = canarySecret(runId, 'query-token', sha256);
  recorder.guard([token]);
  const asked = recorder.ask('with a wrong token in the query string', {
    method: 'GET',
    path: `/w/${data.workspace}/users/whoami?token=${token}`,
    route: '/w/{workspace}/users/whoami?token=…',
  });
  const { reply, sent } = asked;
  recorder.add(
    'access',
    'query-token.whoami',
    reply.status === 401 || reply.status === 403 ? 'pass' : 'fail',
    {
      sent,
      expected: '401',
      observed: recorder.describe(asked),
    },
  );
}

/** A workspace that does not exist must look like one that is closed. */
function probeUnknownWorkspace(recorder: ProbeRecorder, token: string): void {
  const asked = recorder.ask('with a good token, in a workspace that is not there', {
    method: 'GET',
    path: '/w/perf-no-such-workspace/variables/list',
    route: '/w/{workspace}/variables/list',
    token,
  });
  const { reply, sent } = asked;
  recorder.add(
    'access',
    'unknown-workspace.variable-list',
    [401, 403, 404].includes(reply.status) ? 'pass' : 'fail',
    {
      sent,
      expected: '401',
      observed: recorder.describe(asked),
    },
  );
}

function probeAll(settings: SecuritySettings, runId: string): SecurityData {
  const owner = mainTenant(settings);
  if (owner === null) return exec.test.abort(`${SETTINGS.workspace.env} is not set`) as never;
  if (runnerVariables().runDir === null) console.log(probingNotice(settings.baseUrl ?? ''));
  const other = tenantsOf(settings).find((tenant) => tenant.workspace !== owner.workspace) ?? null;
  const problems = separationProblems(settings, other === null ? [owner] : [owner, other]);
  if (problems.length > 0) return exec.test.abort(`${problems.join('; ')}: nothing was probed`) as never;
  const client = new WindmillClient(settings.baseUrl ?? '', owner);
  const canary = { what: 'the secret', telltale: telltale(variableCanary(runId)) };
  const recorder = new ProbeRecorder(settings.baseUrl ?? '', canary);
  const leftovers = removeOwnData(settings, owner);
  if (leftovers > 0)
    console.warn(`An earlier run left ${leftovers} variables or resources in ${owner.workspace}: removed.`);
  const tokens = makeOwnTokens(client);
  const { expiring, revoked, scoped, usedExpiring, usedRevoked } = tokens;
  recorder.guard([owner.token, other?.token ?? null, expiring, revoked, scoped, usedExpiring, usedRevoked]);
  try {
    const made = makeOwnData(client, settings, runId);
    if ('problem' in made)
      return exec.test.abort(`the probes need data of their own, but ${made.problem}`) as never;
    probeWith(recorder, client, settings, { owner, other, data: made.data, tokens, runId });
  } finally {
    removeOwnData(settings, owner);
    removeOwnTokens(client, tokens);
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
  settings: SecuritySettings,
  context: ProbeContext,
): void {
  const { owner, other, data, tokens, runId } = context;
  const shown = telltale(variableCanary(runId));
  const secretJob = startSecretJob(client, data, data.variable);
  const jobEnded = awaitJob(client, data.jobId);
  if (!jobEnded) console.warn('The job of the probes did not end: what needs its result is not checked.');
  const secretJobEnded = secretJob !== null && awaitJob(client, secretJob);

  const routes = routesOfOwner(recorder, data, owner.token);
  const wait = tokens.expiredAt - Date.now();
  if (wait > 0) sleep(wait / 1000);
  probeUsedTokens(recorder, data.workspace, endUsedTokens(client, tokens), {
    graceSeconds: settings.tokenGraceSeconds,
    watchSeconds: WATCH_SECONDS[settings.profile],
  });
  probeAskers(recorder, data, routes, askersOf(tokens, other, runId), shown);
  probeElsewhere(recorder, data, routes, other, shown);
  probeQueryToken(recorder, data, runId);
  probeUnknownWorkspace(recorder, owner.token);
  probeScopedToken(recorder, data, tokens.scoped, ownPath(runId, 'scoped'));
  probeForeignPaths(recorder, data.workspace, owner.token, runId);
  probeAdminRoutes(recorder, owner.token);

  const secret = prepareSecret(client, settings, runId);
  const kind = secret.ok ? secret.kind : 'none';
  try {
    probeWebhook(recorder, client, settings, secretOf(client, settings, kind, runId), runId);
  } finally {
    removeSecret(client, kind);
  }
  probeErrors(recorder, data, owner.token, ownPath(runId, 'long'));
  probeSecrets(recorder, data, owner.token, secretJobEnded ? secretJob : null);
  sumUpSearches(recorder);
}
