import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** Tokens are stored as hashes: reading the database does not give them away. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const SCRYPT_COST = { N: 1024 };
const PREFIX_LENGTH = 10;

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32, SCRYPT_COST).toString('hex')}`;
}

export function passwordMatches(password: string, stored: string): boolean {
  const [salt = '', hash = ''] = stored.split(':');
  const given = scryptSync(password, Buffer.from(salt, 'hex'), 32, SCRYPT_COST);
  const expected = Buffer.from(hash, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export const newToken = (): string => randomBytes(24).toString('base64url');
export const tokenPrefix = (token: string): string => token.slice(0, PREFIX_LENGTH);
