/** Inbound events as a provider sends them, and their signature. */
import crypto from 'k6/crypto';

export interface WebhookEvent {
  readonly id: string;
  readonly contact: string;
  readonly amount: number;
}

/** Amount of every sale, so that a second body that was applied as well shows in the total. */
export const AMOUNT = 100;
export const OTHER_AMOUNT = 7;

/** The body as text: it is signed as it is sent. */
export function payloadOf(event: WebhookEvent): string {
  return JSON.stringify({ id: event.id, data: { contact: event.contact, amount: event.amount } });
}

/** `t=<Unix seconds>,v1=<hex>`: HMAC-SHA256 over `<timestamp>.<body>`, as AutWinmill signs. */
export function signatureOf(payload: string, secret: string, unixSeconds: number): string {
  return `t=${unixSeconds},v1=${crypto.hmac('sha256', secret, `${unixSeconds}.${payload}`, 'hex')}`;
}

/** Arguments of one delivery; unsigned where there is no secret. */
export function deliveryArguments(
  event: WebhookEvent,
  secret: string,
  nowMs: number,
): { payload: string; signature?: string } {
  const payload = payloadOf(event);
  if (secret === '') return { payload };
  return { payload, signature: signatureOf(payload, secret, Math.floor(nowMs / 1000)) };
}
