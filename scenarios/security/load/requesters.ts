/** Who knocks without a right to come in. */
import type { Tenant } from '../../../lib/settings/parsers.ts';
import type { Asker } from './probes/access.ts';
import { sha256 } from './setup-data.ts';
import type { OwnTokens } from './tokens.ts';

/** Everybody who should be denied; `other` null: only one tenant was given. */
export function askersOf(tokens: OwnTokens, other: Tenant | null, runId: string): readonly Asker[] {
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
