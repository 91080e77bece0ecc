/** One tenant's inbound webhook: delivers events to it and counts their side effects through the system itself. */

import { sleep } from 'k6';
import { recordOutcome } from '../../../lib/journeys/record.ts';
import * as metrics from '../../../lib/metrics/webhooks.ts';
import type { WindmillClient } from '../../../lib/windmill/client.ts';
import { failureOf, isRecord, parseJson, type Reply } from '../../../lib/windmill/http.ts';
import { type Effects, readEffects } from '../../shared/canaries/webhook-effects.ts';
import { deliveryArguments, type WebhookEvent } from '../../shared/canaries/webhook-event.ts';
import type { DuplicateSettings } from '../settings.ts';

export interface Delivery {
  /** The sender was told that the event had arrived. */
  readonly accepted: boolean;
  /** What the script made of it; null where it does not say. */
  readonly outcome: string | null;
  readonly status: number;
  /** Beginning of the answer, where the delivery was not accepted. */
  readonly trouble: string | null;
}

const DELIVERY_TIMEOUT_MS = 30_000;
const COUNT_ATTEMPTS = 3;
const POLL_SECONDS = 0.25;
const MAX_TROUBLE = 200;

export class Receiver {
  readonly client: WindmillClient;
  readonly #settings: DuplicateSettings;
  readonly #secret: string;
  readonly #tags: Readonly<Record<string, string>>;

  constructor(
    client: WindmillClient,
    settings: DuplicateSettings,
    secret: string,
    tags: Readonly<Record<string, string>>,
  ) {
    this.client = client;
    this.#settings = settings;
    this.#secret = secret;
    this.#tags = tags;
  }

  /** Delivers one event and waits for the answer. */
  deliver(event: WebhookEvent): Delivery {
    return this.#record(
      this.client.runAndWait(this.#settings.webhookPath, this.#arguments(event), {
        timeoutMs: DELIVERY_TIMEOUT_MS,
      }),
    );
  }

  /** Delivers several at the same moment. */
  deliverTogether(events: readonly WebhookEvent[]): Delivery[] {
    const args = events.map((event) => this.#arguments(event));
    return this.client
      .runAndWaitTogether(this.#settings.webhookPath, args, { timeoutMs: DELIVERY_TIMEOUT_MS })
      .map((reply) => this.#record(reply));
  }

  /** Submits a delivery whose job is killed after the commit; its id, or null where it was not taken on. */
  deliverAndCrash(event: WebhookEvent, jobId: string): string | null {
    metrics.webhookSent.add(1, this.#tags);
    const args = {
      ...this.#arguments(event),
      crashAfterCommit: true,
      // Only where it was asked for: the process above a job may be more than a worker.
      ...(this.#settings.crashKills === 'worker' ? { crashWorker: true } : {}),
    };
    return this.client.run(this.#settings.webhookPath, args, { jobId, timeoutMs: DELIVERY_TIMEOUT_MS }).value;
  }

  /** Waits until a job has ended, `null` if it did not in time, else whether it succeeded. */
  awaitEnd(jobId: string, deadline: number): boolean | null {
    while (Date.now() < deadline) {
      const { value } = this.client.result(jobId, { expect: 'any', timeoutMs: 10_000 });
      if (value?.completed === true) {
        const success = value.success === true;
        metrics.webhookAccepted.add(success ? 1 : 0, this.#tags);
        return success;
      }
      sleep(POLL_SECONDS);
    }
    return null;
  }

  /** Side effects of an event, or null where the counting script did not answer. */
  count(eventId: string): Effects | null {
    return this.#askCounter({ eventId });
  }

  /** Deletes what an event left behind, where the counting script can do that. */
  forget(eventId: string): void {
    this.#askCounter({ eventId, forget: true });
  }

  #askCounter(args: Readonly<Record<string, unknown>>): Effects | null {
    for (let attempt = 0; attempt < COUNT_ATTEMPTS; attempt += 1) {
      const reply = this.client.runAndWait(this.#settings.countPath, args, {
        timeoutMs: DELIVERY_TIMEOUT_MS,
        expect: 'any',
        tags: { role: 'count' },
      });
      const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
      const effects = parsed.ok ? readEffects(parsed.value) : null;
      if (effects !== null) return effects;
    }
    return null;
  }

  #arguments(event: WebhookEvent): Record<string, unknown> {
    return { ...this.#settings.scriptArgs, ...deliveryArguments(event, this.#secret, Date.now()) };
  }

  #record(reply: Reply): Delivery {
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    const body = parsed.ok && isRecord(parsed.value) ? parsed.value : {};
    const accepted = parsed.ok && !isRecord(body.error);
    metrics.webhookSent.add(1, this.#tags);
    metrics.webhookAccepted.add(accepted ? 1 : 0, this.#tags);
    const ended = reply.status === 200 || reply.status === 422;
    recordOutcome(
      {
        accepted: ended,
        ended,
        failure: accepted ? null : ended ? 'job-failed' : failureOf(reply),
        durationMs: ended ? reply.durationMs : null,
        queueWaitMs: null,
        resultCheck: 'not-checked',
        jobId: null,
      },
      this.#tags,
    );
    return {
      accepted,
      outcome: typeof body.outcome === 'string' ? body.outcome : null,
      status: reply.status,
      trouble: accepted ? null : reply.body.slice(0, MAX_TROUBLE),
    };
  }
}
