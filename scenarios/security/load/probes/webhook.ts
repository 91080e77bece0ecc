/** Inbound webhooks: a forged or an old signature has no side effect. Counted in the system, not believed. */

import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { isRecord, parseJson } from '../../../../lib/windmill/http.ts';
import { readEffects } from '../../../shared/canaries/webhook-effects.ts';
import { AMOUNT, payloadOf, signatureOf, type WebhookEvent } from '../../../shared/canaries/webhook-event.ts';
import type { SecuritySettings } from '../../scenario.ts';
import type { ProbeRecorder } from '../recorder.ts';

const QUIET = { timeoutMs: 30_000, tags: { role: 'probe' }, expect: 'any' } as const;
const TWO_DAYS_SECONDS = 2 * 86_400;

interface Delivery {
  readonly id: string;
  readonly words: string;
  readonly sign: (payload: string, nowSeconds: number) => string | undefined;
  readonly accepted: boolean;
}

function deliveries(secret: string): readonly Delivery[] {
  return [
    {
      id: 'signed',
      words: 'a good signature',
      sign: (payload, now) => signatureOf(payload, secret, now),
      accepted: true,
    },
    { id: 'unsigned', words: 'no signature', sign: () => undefined, accepted: false },
    { id: 'malformed', words: 'a signature that is none', sign: () => 'sha256=abc', accepted: false },
    {
      id: 'forged',
      words: 'a signature by another secret',
      sign: (payload, now) => signatureOf(payload, `${secret}x`, now),
      accepted: false,
    },
    {
      id: 'other-body',
      words: 'the signature of another body',
      sign: (payload, now) => signatureOf(payload.replace(String(AMOUNT), '1'), secret, now),
      accepted: false,
    },
    {
      id: 'old-timestamp',
      words: 'a good signature of two days ago',
      sign: (payload, now) => signatureOf(payload, secret, now - TWO_DAYS_SECONDS),
      accepted: false,
    },
  ];
}

/** `secret` empty: the suite does not know it, nothing can be said. */
export function probeWebhook(
  recorder: ProbeRecorder,
  client: WindmillClient,
  settings: SecuritySettings,
  secret: string,
  runId: string,
): void {
  let proven = false;
  let unproven = '';
  for (const delivery of deliveries(secret)) {
    const sent = `an event with ${delivery.words} to ${settings.webhookPath}`;
    const id = delivery.id;
    if (secret === '' || (!delivery.accepted && !proven)) {
      recorder.notChecked(
        'webhook',
        id,
        sent,
        secret === '' ? 'the webhook’s secret is not known' : unproven,
      );
      continue;
    }
    const event: WebhookEvent = {
      id: `${runId}-security-${id}`,
      contact: `${runId}@example.com`,
      amount: AMOUNT,
    };
    const payload = payloadOf(event);
    const signature = delivery.sign(payload, Math.floor(Date.now() / 1000));
    const reply = client.runAndWait(
      settings.webhookPath,
      { ...settings.scriptArgs, payload, ...(signature === undefined ? {} : { signature }) },
      QUIET,
    );
    const { leak } = recorder.look(reply, sent, { ofJob: true }, client.token);
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    const taken = parsed.ok && !(isRecord(parsed.value) && isRecord(parsed.value.error));
    const effects = count(client, settings, event.id);
    if (effects === null) {
      const answer = recorder.describe({ reply, leak });
      unproven = `${settings.countPath} does not count its side effects; the event is answered ${answer}`;
      recorder.notChecked('webhook', id, sent, unproven);
      continue;
    }
    forget(client, settings, event.id);
    if (delivery.accepted) {
      proven = taken && effects > 0;
      // A receiver that takes nothing on is out of order, but lets nobody in: what it refuses shows nothing.
      if (!proven) {
        unproven = `not even a good signature is accepted: ${recorder.describe({ reply, leak })}`;
        recorder.notChecked('webhook', id, sent, unproven);
        continue;
      }
    }
    const right = delivery.accepted || (!taken && effects === 0);
    recorder.add('webhook', id, right ? 'pass' : 'fail', {
      sent,
      expected: delivery.accepted ? 'accepted, with its side effects' : 'refused, without a side effect',
      observed: `${taken ? 'accepted' : 'refused'} (${reply.status}), side effects: ${effects}`,
    });
  }
}

/** Kinds of side effects that the event left behind, or null where nobody counts. */
function count(client: WindmillClient, settings: SecuritySettings, eventId: string): number | null {
  const reply = client.runAndWait(settings.countPath, { eventId }, QUIET);
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  const effects = parsed.ok ? readEffects(parsed.value) : null;
  return effects === null ? null : Object.values(effects).filter((value) => value !== 0).length;
}

function forget(client: WindmillClient, settings: SecuritySettings, eventId: string): void {
  client.runAndWait(settings.countPath, { eventId, forget: true }, QUIET);
}
