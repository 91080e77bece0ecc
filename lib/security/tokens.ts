/** Tokens of the run's own: one that expires, one that is revoked, one with few rights. Their values stay in memory. */
import type { WindmillClient } from '../windmill/client.ts';

const QUIET = { timeoutMs: 10_000, tags: { role: 'setup' }, expect: 'any' } as const;
const LABEL = 'performance suite: security probes';
/** Windmill names a token by its first characters. */
const PREFIX_LENGTH = 10;

/** Creates a token of this user, confined to its workspace; null where that is not allowed. */
export function createToken(
  client: WindmillClient,
  options: { readonly expiresAt?: number; readonly scopes?: readonly string[] },
): string | null {
  const reply = client.call({
    method: 'POST',
    path: '/users/tokens/create',
    route: '/users/tokens/create',
    body: {
      label: LABEL,
      workspace_id: client.workspace,
      ...(options.expiresAt === undefined ? {} : { expiration: new Date(options.expiresAt).toISOString() }),
      ...(options.scopes === undefined ? {} : { scopes: options.scopes }),
    },
    ...QUIET,
  });
  const token = reply.body.trim();
  return reply.status === 201 && token.length > PREFIX_LENGTH ? token : null;
}

/** Revokes a token that `createToken` made. */
export function revokeToken(client: WindmillClient, token: string): boolean {
  const reply = client.call({
    method: 'DELETE',
    path: `/users/tokens/delete/${token.slice(0, PREFIX_LENGTH)}`,
    route: '/users/tokens/delete/{prefix}',
    ...QUIET,
  });
  return reply.status === 200;
}
