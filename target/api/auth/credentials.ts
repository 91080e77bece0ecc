import { createHash, randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';

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

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_LENGTH = 32;

/** Letters and digits alone, as Windmill's: a dash at its end would be the end of a word to whoever looks for one. */
export const newToken = (): string =>
  Array.from({ length: TOKEN_LENGTH }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');

export const tokenPrefix = (token: string): string => token.slice(0, PREFIX_LENGTH);
