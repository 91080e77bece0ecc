import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a job may act as: the user who started it, in its workspace, until the job is over. */
export interface JobClaims {
  readonly workspace: string;
  readonly email: string;
  readonly username: string;
  readonly jobId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const PREFIX = 'jwt_';

function signature(key: string, payload: string): Buffer {
  return createHmac('sha256', key).update(payload).digest();
}

/** A signed token: no row is written per job, and every API process that knows the key can check it. */
export function signJobToken(key: string, claims: JobClaims): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${PREFIX}${payload}.${signature(key, payload).toString('base64url')}`;
}

/** The claims of a token that this key has signed and that has not expired; undefined otherwise. */
export function verifyJobToken(key: string, token: string): JobClaims | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  const [payload, mac] = token.slice(PREFIX.length).split('.');
  if (payload === undefined || mac === undefined) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const expected = signature(key, payload);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as JobClaims;
  return claims.expiresAt > Date.now() ? claims : undefined;
}
