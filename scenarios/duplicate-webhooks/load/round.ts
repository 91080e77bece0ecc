/** One round of an arm: deliver an event in the arm's way, count its side effects, compare. */
import { sleep } from 'k6';
import { emit } from '../../../lib/events.ts';
import { uuidFromName } from '../../../lib/ids.ts';
import * as metrics from '../../../lib/metrics/webhooks.ts';
import { type Effects, judgeEffects } from '../../shared/canaries/webhook-effects.ts';
import { AMOUNT, OTHER_AMOUNT, type WebhookEvent } from '../../shared/canaries/webhook-event.ts';
import { type Arm, crashOutcome } from './arms.ts';
import type { Delivery, Receiver } from './receiver.ts';

export interface RoundContext {
  readonly arm: Arm;
  readonly round: number;
  readonly runId: string;
  readonly receiver: Receiver;
  /** A second tenant's, where there is one. */
  readonly other: Receiver | null;
  /** What one event, processed once, leaves behind. */
  readonly one: Effects;
  /** How long the job of a crash is waited for. */
  readonly crashWaitSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** An event that was delivered, and where its effects are to be looked for. */
interface Delivered {
  readonly event: WebhookEvent;
  readonly receiver: Receiver;
  readonly deliveries: readonly Delivery[];
}

export function eventOf(context: Pick<RoundContext, 'arm' | 'round' | 'runId'>, suffix = ''): WebhookEvent {
  const id = `${context.runId}/${context.arm}/${context.round}${suffix}`;
  return { id, contact: `contact of ${id}`, amount: AMOUNT };
}

/** Delivers and returns what to count; null where the round could not be played as it should. */
type Play = (context: RoundContext, event: WebhookEvent) => readonly Delivered[] | null;

const DELIVERIES_IN_SEQUENCE = 3;

const PLAYS: Readonly<Record<Exclude<Arm, 'delayed' | 'after-crash'>, Play>> = {
  'in-sequence': ({ receiver }, event) => {
    const deliveries: Delivery[] = [];
    for (let i = 0; i < DELIVERIES_IN_SEQUENCE; i += 1) deliveries.push(receiver.deliver(event));
    return [{ event, receiver, deliveries }];
  },
  'concurrent-2': (context, event) => together(context, event, 2),
  'concurrent-10': (context, event) => together(context, event, 10),
  'other-body': ({ receiver }, event) => {
    const other = { ...event, amount: OTHER_AMOUNT };
    const deliveries = [receiver.deliver(event), receiver.deliver(other), receiver.deliver(event)];
    return [{ event, receiver, deliveries }];
  },
  'new-id': ({ receiver }, event) => {
    const second = { ...event, id: `${event.id}/again` };
    return [event, second].map((one) => ({ event: one, receiver, deliveries: [receiver.deliver(one)] }));
  },
  'two-tenants': ({ receiver, other }, event) => {
    if (other === null) return null;
    const receivers = [receiver, other];
    const deliveries = receivers.map((one) => [one.deliver(event), one.deliver(event)]);
    return receivers.map((one, index) => ({ event, receiver: one, deliveries: deliveries[index] ?? [] }));
  },
};

function together({ receiver }: RoundContext, event: WebhookEvent, times: number): readonly Delivered[] {
  const deliveries = receiver.deliverTogether(Array.from({ length: times }, () => event));
  return [{ event, receiver, deliveries }];
}

/** Plays all rounds of an arm and records what came of them. */
export function playArm(arm: Arm, contexts: readonly RoundContext[], pauseSeconds: number): void {
  if (arm === 'delayed') playDelayed(contexts, pauseSeconds);
  else if (arm === 'after-crash') playCrashes(contexts);
  else for (const context of contexts) playRound(context, PLAYS[arm]);
}

function playRound(context: RoundContext, play: Play): void {
  const delivered = play(context, eventOf(context));
  if (delivered === null) metrics.webhookUnchecked.add(1, context.tags);
  else for (const one of delivered) countAndJudge(context, one);
}

/** All events once, a pause, all events again. */
function playDelayed(contexts: readonly RoundContext[], pauseSeconds: number): void {
  const first = contexts.map((context) => {
    const event = eventOf(context);
    return { context, event, delivery: context.receiver.deliver(event) };
  });
  sleep(pauseSeconds);
  for (const { context, event, delivery } of first) {
    const { receiver } = context;
    countAndJudge(context, { event, receiver, deliveries: [delivery, receiver.deliver(event)] });
  }
}

/**
 * The job is killed after the commit, before it could answer. If that took its worker along, a Windmill runs the same job
 * again; if it did not, the job has failed. Either way the sender, who got no answer, sends again, and the effects must
 * be there once. Without a sign that the job was killed nothing is shown.
 */
function playCrashes(contexts: readonly RoundContext[]): void {
  const submitted = contexts.map((context) => {
    const event = eventOf(context);
    return { context, event, jobId: context.receiver.deliverAndCrash(event, uuidFromName(event.id)) };
  });
  for (const { context, event, jobId } of submitted) {
    const { receiver } = context;
    if (jobId !== null && wasKilled(context, event, jobId)) {
      countAndJudge(context, { event, receiver, deliveries: [receiver.deliver(event)] });
    } else metrics.webhookUnchecked.add(1, context.tags);
  }
}

/** Whether the job was killed and has come to its end since; the suite's own webhook notes that it was killed. */
function wasKilled(context: RoundContext, event: WebhookEvent, jobId: string): boolean {
  const { receiver } = context;
  const success = receiver.awaitEnd(jobId, Date.now() + context.crashWaitSeconds * 1000);
  const crashes = receiver.count(event.id)?.crashes ?? null;
  const became = crashOutcome(success, crashes);
  emit('webhook-crash', { eventId: event.id, jobId, success, crashes, became: became ?? 'no-crash' });
  if (became === null) return false;
  metrics.webhookCrashed.add(1, { ...context.tags, became });
  return became !== 'open';
}

function countAndJudge(context: RoundContext, { event, receiver, deliveries }: Delivered): void {
  const { tags, one } = context;
  const effects = receiver.count(event.id);
  if (effects === null) {
    metrics.webhookUnchecked.add(1, tags);
    emit('webhook-uncounted', { arm: context.arm, eventId: event.id, workspace: receiver.client.workspace });
    return;
  }
  const verdict = judgeEffects(effects, one);
  metrics.webhookEffects.add(verdict.counted, tags);
  metrics.webhookExpected.add(verdict.expected, tags);
  metrics.webhookRepeated.add(verdict.repeated, tags);
  metrics.webhookMissing.add(verdict.missing, tags);
  emit('webhook-event', {
    arm: context.arm,
    eventId: event.id,
    workspace: receiver.client.workspace,
    effects,
    repeated: verdict.repeated,
    missing: verdict.missing,
    outcomes: deliveries.map(({ outcome, status }) => outcome ?? status),
  });
  // What is wrong stays in the database, for whoever looks into it.
  if (!verdict.repeated && !verdict.missing) receiver.forget(event.id);
}
