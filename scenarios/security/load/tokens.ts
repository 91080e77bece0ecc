/** Tokens of the run's own: such as expire, such as are revoked, one with few rights. Their values stay in memory. */
import type { WindmillClient } from '../../../lib/windmill/client.ts';
import { type Reply, send } from '../../../lib/windmill/http.ts';
import { READ_SCOPES } from './probes/scopes.ts';
import type { UsedToken } from './probes/used-tokens.ts';

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

/** From its making to its end: time enough to use it once. */
const LIFE_MS = 2000;
/** Added before a token is taken for expired: clocks are read, not shared. */
const MARGIN_MS = 500;

export interface OwnTokens {
  /** Never used before its end. */
  readonly expiring: string | null;
  readonly revoked: string | null;
  readonly scoped: string | null;
  /** Used once already, so that the system may remember whose they are. */
  readonly usedExpiring: string | null;
  readonly usedRevoked: string | null;
  /** Why there is none of the used ones, where there is none. */
  readonly why: string;
  /** Unix ms of this machine at which the expiring ones have certainly expired. */
  readonly expiredAt: number;
}

/** The system's clock as its answer tells it, Unix ms, to a second; this machine's where it does not tell. */
function clockOf(reply: Reply): number {
  const told = Date.parse(reply.headers.Date ?? '');
  return Number.isNaN(told) ? Date.now() : told;
}

/** `used`: the answer to the token's first use, in words; null where it is good. */
function trouble(token: string | null, used: Reply | null): string | null {
  if (token === null) return 'no token could be made';
  return used?.status === 200 ? null : `before its end it is answered ${used?.status ?? 0}`;
}

/** Makes the tokens, takes one back before anything uses it, and uses two. */
export function makeOwnTokens(client: WindmillClient): OwnTokens {
  const whoami = (token: string) =>
    send(client.baseUrl, {
      method: 'GET',
      path: `/w/${client.workspace}/users/whoami`,
      route: '/w/{workspace}/users/whoami',
      token,
      ...QUIET,
    });
  const made = createToken(client, {});
  const revoked = made !== null && revokeToken(client, made) ? made : null;
  const scoped = createToken(client, { scopes: READ_SCOPES });
  const usedRevoked = createToken(client, {});
  const expiresAt = clockOf(whoami(client.token)) + LIFE_MS;
  const expiredAt = Date.now() + LIFE_MS + MARGIN_MS;
  const usedExpiring = createToken(client, { expiresAt });
  const expiring = createToken(client, { expiresAt });
  const troubles = [usedExpiring, usedRevoked].map((token) =>
    trouble(token, token === null ? null : whoami(token)),
  );
  return {
    expiring,
    revoked,
    scoped,
    usedExpiring: troubles[0] === null ? usedExpiring : null,
    usedRevoked: troubles[1] === null ? usedRevoked : null,
    why: troubles.find((one) => one !== null) ?? '',
    expiredAt,
  };
}

/** Brings the used tokens to their end: revokes the one; the other has to have expired by now. */
export function endUsedTokens(client: WindmillClient, tokens: OwnTokens): readonly UsedToken[] {
  const { usedExpiring, usedRevoked, why, expiredAt } = tokens;
  const taken = usedRevoked !== null && revokeToken(client, usedRevoked);
  return [
    {
      id: 'revoked-in-use',
      words: 'with a token that was in use when it was revoked',
      token: taken ? usedRevoked : null,
      why: usedRevoked === null ? why : 'it could not be revoked',
      endedAt: Date.now(),
    },
    {
      id: 'expired-in-use',
      words: 'with a token that was in use when it expired',
      token: usedExpiring,
      why,
      endedAt: expiredAt,
    },
  ];
}

/** Revokes what is left of them. */
export function removeOwnTokens(client: WindmillClient, tokens: OwnTokens): void {
  for (const token of [tokens.expiring, tokens.scoped, tokens.usedExpiring, tokens.usedRevoked]) {
    if (token !== null) revokeToken(client, token);
  }
}
