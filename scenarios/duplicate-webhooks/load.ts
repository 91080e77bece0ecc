/** duplicate-webhooks: the same event delivered in many ways, its side effects counted in the database. */

import exec from 'k6/execution';
import type { Scenario } from 'k6/options';
import { emit } from '../../lib/events.ts';
import { sharedMessages } from '../../lib/i18n/index.ts';
import { MEASURED_PHASE } from '../../lib/load/plan.ts';
import { K6_METRIC, METRIC, subMetric } from '../../lib/metric-names.ts';
import * as metrics from '../../lib/metrics/journeys.ts';
import { defineRun, type Run, type RunData } from '../../lib/run/define-run.ts';
import type { MetricKind } from '../../lib/run/thresholds.ts';
import type { Tenant } from '../../lib/settings/parsers.ts';
import { mainTenant, tenantsOf } from '../../lib/settings/settings.ts';
import type { Metrics } from '../../lib/summary-types.ts';
import { WindmillClient } from '../../lib/windmill/client.ts';
import { type Effects, ONE_EVENT } from '../shared/canaries/webhook-effects.ts';
import { AMOUNT } from '../shared/canaries/webhook-event.ts';
import { prepareSecret, removeSecret, type SecretKind, secretOf } from '../shared/canaries/webhook-secret.ts';
import {
  ARMS,
  CRASH_OUTCOMES,
  crashWaitSeconds,
  DELAY_SECONDS,
  isArm,
  MOST_CONCURRENT,
  maxArmSeconds,
  roundsOf,
  webhookPlan,
} from './load/arms.ts';
import { Receiver } from './load/receiver.ts';
import { playArm, type RoundContext } from './load/round.ts';
import { webhookScenario } from './scenario.ts';
import type { DuplicateSettings } from './settings.ts';
import { DUPLICATE_SETTINGS } from './settings.ts';

/** What setup found out. Also what the summary keeps of it (`scenarioData`). */
export interface WebhookData {
  /** Workspaces in use: the main one and, where there is one, another. */
  readonly receivers: readonly { readonly workspace: string; readonly secret: SecretKind }[];
  readonly one: Effects;
}

export interface WebhookRun extends Run<WebhookData> {
  readonly arm: (data: RunData<WebhookData>) => void;
}

const PER_ARM: readonly (readonly [string, MetricKind])[] = [
  [METRIC.webhookSent, 'counter'],
  [METRIC.webhookAccepted, 'counter'],
  [METRIC.webhookEffects, 'counter'],
  [METRIC.webhookExpected, 'counter'],
  [METRIC.webhookRepeated, 'rate'],
  [METRIC.webhookMissing, 'rate'],
  [METRIC.webhookUnchecked, 'counter'],
  [METRIC.jobDuration, 'trend'],
];

const MEASURED: readonly (readonly [string, MetricKind])[] = [
  [METRIC.jobDuration, 'trend'],
  [METRIC.journeyErrors, 'rate'],
  [METRIC.jobsSubmitted, 'counter'],
  [METRIC.jobsCompleted, 'counter'],
  [METRIC.jobsFailed, 'counter'],
  [K6_METRIC.requests, 'counter'],
  [K6_METRIC.requestFailed, 'rate'],
];

const tagsOf = (arm: string) => ({ arm, phase: MEASURED_PHASE });

export function webhookRun(): WebhookRun {
  const run = defineRun<WebhookData, typeof DUPLICATE_SETTINGS>({
    scenario: webhookScenario,
    plan: (settings) => webhookPlan(settings.profile),
    scenarios: (settings) =>
      Object.fromEntries(
        ARMS.map((arm): [string, Scenario] => [
          arm,
          {
            executor: 'per-vu-iterations',
            vus: 1,
            iterations: 1,
            exec: 'arm',
            maxDuration: `${maxArmSeconds(settings.profile, settings.rescueSeconds)}s`,
            gracefulStop: '5s',
          },
        ]),
      ),
    metrics: () => [
      ...ARMS.flatMap((arm) => PER_ARM.map(([metric, kind]) => [subMetric(metric, { arm }), kind] as const)),
      ...CRASH_OUTCOMES.map((became) => [subMetric(METRIC.webhookCrashed, { became }), 'counter'] as const),
      ...MEASURED.map(([metric, kind]) => [subMetric(metric, { phase: MEASURED_PHASE }), kind] as const),
    ],
    options: () => ({ batch: MOST_CONCURRENT, batchPerHost: MOST_CONCURRENT }),
    setup: (settings, _plan, runId) => prepare(settings, runId),
    teardown: (settings, data) => {
      for (const { workspace, secret } of data.own.receivers) {
        const client = clientOf(settings, workspace);
        if (client !== null) removeSecret(client, secret);
      }
    },
    summarise: (_settings, data) => data.own,
    consoleFacts: (settings, _plan, all) => armLines(settings, all),
  });
  return { ...run, arm: (data) => playOwnArm(run.settings, data) };
}

/** Side effects by arm, for a plain `k6 run`. */
function armLines(settings: DuplicateSettings, all: Metrics): readonly string[] {
  const words = sharedMessages(settings.reportLang).console;
  const count = (metric: string, arm: string) =>
    String(Math.round(all[subMetric(metric, { arm })]?.values.count ?? 0));
  return [
    ...ARMS.map((arm) =>
      words.arm(arm, count(METRIC.webhookEffects, arm), count(METRIC.webhookExpected, arm)),
    ),
    '',
  ];
}

/** The main tenant and another one, if there is. */
function receivingTenants(settings: DuplicateSettings): readonly Tenant[] {
  const main = mainTenant(settings);
  if (main === null) return [];
  const other = tenantsOf(settings).find((tenant) => tenant.workspace !== main.workspace);
  return other === undefined ? [main] : [main, other];
}

function clientOf(settings: DuplicateSettings, workspace: string): WindmillClient | null {
  const tenant = receivingTenants(settings).find((one) => one.workspace === workspace);
  return tenant === undefined ? null : new WindmillClient(settings.baseUrl ?? '', tenant);
}

/** Secrets, and one event in each workspace to see that it can be delivered and counted at all. */
function prepare(settings: DuplicateSettings, runId: string): WebhookData {
  const receivers: { workspace: string; secret: SecretKind }[] = [];
  const problems: string[] = [];
  let one: Effects | null = null;
  for (const tenant of receivingTenants(settings)) {
    const client = new WindmillClient(settings.baseUrl ?? '', tenant);
    const secret = prepareSecret(client, settings, runId);
    if (!secret.ok) {
      problems.push(secret.problem);
      continue;
    }
    receivers.push({ workspace: tenant.workspace, secret: secret.kind });
    const probe = tryOut(settings, client, secret.kind, runId);
    if (typeof probe === 'string') problems.push(probe);
    else one ??= probe;
  }
  if (problems.length > 0 || one === null) {
    for (const { workspace, secret } of receivers) {
      const client = clientOf(settings, workspace);
      if (client !== null) removeSecret(client, secret);
    }
    exec.test.abort(problems.join('; '));
  }
  const own = settings.countPath === DUPLICATE_SETTINGS.countPath.fallback;
  return { receivers, one: own || one === null ? ONE_EVENT : one };
}

/** The effects of one event, or what stands in the way of delivering and counting it. */
function tryOut(
  settings: DuplicateSettings,
  client: WindmillClient,
  secret: SecretKind,
  runId: string,
): Effects | string {
  const receiver = new Receiver(client, settings, secretOf(client, settings, secret, runId), {
    arm: 'setup',
    phase: 'setup',
  });
  const id = `${runId}/setup/${client.workspace}`;
  const delivery = receiver.deliver({ id, contact: `contact of ${id}`, amount: AMOUNT });
  const where = `in workspace "${client.workspace}"`;
  if (!delivery.accepted) {
    const why = delivery.trouble === '' ? '' : `: ${delivery.trouble ?? ''}`;
    return `${DUPLICATE_SETTINGS.webhookPath.env} ${settings.webhookPath} ${where} answers an event with ${delivery.status}${why}`;
  }
  const effects = receiver.count(id);
  receiver.forget(id);
  if (effects === null) {
    return `${DUPLICATE_SETTINGS.countPath.env} ${settings.countPath} ${where} does not answer a JSON object of numbers`;
  }
  if (Object.values(effects).every((value) => value === 0)) {
    return (
      `${DUPLICATE_SETTINGS.countPath.env} ${settings.countPath} ${where} counts no side effect of an event that ` +
      `${settings.webhookPath} took on: they do not look at the same database`
    );
  }
  return effects;
}

/** All rounds of the arm whose k6 scenario this virtual user belongs to. */
function playOwnArm(settings: DuplicateSettings, data: RunData<WebhookData>): void {
  const arm = exec.scenario.name;
  if (!isArm(arm)) return;
  const tags = tagsOf(arm);
  exec.vu.metrics.tags.phase = MEASURED_PHASE;
  const [receiver, other] = data.own.receivers.flatMap(({ workspace, secret }) => {
    const client = clientOf(settings, workspace);
    if (client === null) return [];
    return [new Receiver(client, settings, secretOf(client, settings, secret, data.runId), tags)];
  });
  if (receiver === undefined) return;
  const { profile } = settings;
  const contexts = Array.from({ length: roundsOf(arm, profile) }, (_, round): RoundContext => {
    const { runId, own } = data;
    const wait = crashWaitSeconds(settings.rescueSeconds);
    return {
      arm,
      round,
      runId,
      receiver,
      other: other ?? null,
      one: own.one,
      crashWaitSeconds: wait,
      tags,
    };
  });
  try {
    playArm(arm, contexts, DELAY_SECONDS[profile]);
  } catch (error) {
    metrics.journeyErrors(true, tags);
    metrics.journeyExceptions(1, tags);
    emit('exception', { message: error instanceof Error ? error.message.slice(0, 500) : 'unknown' });
  }
}
