/** The secret that inbound events are signed with: the user's, or one that the run makes and takes away again. */
import crypto from 'k6/crypto';
import type { WindmillClient } from '../../../lib/windmill/client.ts';
import { isRecord, parseJson } from '../../../lib/windmill/http.ts';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook-settings.ts';

const PATH = 'f/perf/webhook_secret';
/** Tells the variable of a run, which may be overwritten and deleted, from anybody else's. */
const MARK = 'made by the performance suite for one run of duplicate-webhooks';
const QUIET = { timeoutMs: 10_000, tags: { role: 'setup' }, expect: 'any' } as const;

/** `given`: by WEBHOOK_SECRET. `own`: made for this run. `none`: deliveries are not signed. */
export type SecretKind = 'given' | 'own' | 'none';

export type SecretOutcome =
  | { readonly ok: true; readonly kind: SecretKind }
  | { readonly ok: false; readonly problem: string };

/** A secret that only who holds the user's token can compute, in setup as in every virtual user. */
function derived(client: WindmillClient, runId: string): string {
  return crypto.sha256(`${client.token}:${runId}`, 'hex');
}

/** Makes sure that the system knows the secret of this run. The secret itself is `secretOf`'s. */
export function prepareSecret(
  client: WindmillClient,
  settings: WebhookSettings,
  runId: string,
): SecretOutcome {
  if (settings.webhookSecret !== '') return { ok: true, kind: 'given' };
  // Somebody else's script keeps its secret elsewhere: without being told it, the events go unsigned.
  if (settings.webhookPath !== WEBHOOK_SETTINGS.webhookPath.fallback) return { ok: true, kind: 'none' };
  const value = derived(client, runId);
  const created = client.inWorkspace({
    method: 'POST',
    path: '/variables/create',
    route: '/variables/create',
    body: { path: PATH, value, is_secret: true, description: MARK },
    ...QUIET,
  });
  if (created.status === 200 || created.status === 201) return { ok: true, kind: 'own' };
  if (created.status === 401 || created.status === 403) return { ok: true, kind: 'none' };
  // Who may not write there is answered 400 by a Windmill, as is who writes what is there already.
  if (created.status >= 400 && created.status < 500 && isAbsent(client)) return { ok: true, kind: 'none' };
  if (leftByEarlierRun(client)) {
    const updated = client.inWorkspace({
      method: 'POST',
      path: `/variables/update/${PATH}`,
      route: '/variables/update/{path}',
      body: { value, is_secret: true },
      ...QUIET,
    });
    if (updated.status === 200) return { ok: true, kind: 'own' };
  }
  return {
    ok: false,
    problem:
      `the variable ${PATH} of workspace "${client.workspace}" is in use (${created.status}): ` +
      `${WEBHOOK_SETTINGS.webhookSecret.env} must name its value`,
  };
}

function isAbsent(client: WindmillClient): boolean {
  const reply = client.inWorkspace({
    method: 'GET',
    path: `/variables/exists/${PATH}`,
    route: '/variables/exists/{path}',
    ...QUIET,
  });
  return reply.status === 200 && reply.body.trim() === 'false';
}

function leftByEarlierRun(client: WindmillClient): boolean {
  const reply = client.inWorkspace({
    method: 'GET',
    path: `/variables/get/${PATH}?decrypt_secret=false`,
    route: '/variables/get/{path}',
    ...QUIET,
  });
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  return parsed.ok && isRecord(parsed.value) && parsed.value.description === MARK;
}

/** Takes the secret of this run away again. */
export function removeSecret(client: WindmillClient, kind: SecretKind): void {
  if (kind !== 'own') return;
  client.inWorkspace({
    method: 'DELETE',
    path: `/variables/delete/${PATH}`,
    route: '/variables/delete/{path}',
    ...QUIET,
  });
}

/** The secret to sign with; empty where deliveries are not signed. */
export function secretOf(
  client: WindmillClient,
  settings: WebhookSettings,
  kind: SecretKind,
  runId: string,
): string {
  if (kind === 'given') return settings.webhookSecret;
  return kind === 'own' ? derived(client, runId) : '';
}
