import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { SecretSearch, tokenSecret } from './secrets.ts';

const CANARY = { what: 'the secret', telltale: 'perf0123abcd' };
const TOKEN = 'a8tyw6YrzXa8tyw6YrzXa8tyw6YrzX12';
const search = new SecretSearch([CANARY, tokenSecret(TOKEN)]);
const answer = (body: string, headers: Readonly<Record<string, string>> = {}) => ({
  statusText: '200 OK',
  headers,
  body,
});

test('names the secret, where it stood and in which form', () => {
  expect(search.in(answer('x perf0123abcdef x'))).toBe('the secret');
  expect(search.in(answer('', { 'X-Debug': 'perf0123abcdef' }))).toBe('the secret in a header');
  const encoded = Buffer.from('app:perf0123abcdef').toString('base64');
  expect(search.in(answer(`{"auth":"Basic ${encoded}"}`))).toBe('the secret, base64-encoded');
  expect(search.in(answer(`Not authorized: ${TOKEN}`))).toBe('a token in use');
});

test('the ten characters by which a system itself names a token are no leak, and masks are none', () => {
  expect(search.in(answer(`deleted 1 tokens ["${TOKEN.slice(0, 10)}*****"]`))).toBeNull();
  expect(search.in(answer('connecting with per***** as password'))).toBeNull();
});

test('what its reader may see does not count, everything else still does', () => {
  const notCanary = (secret: { readonly what: string }) => secret.what !== CANARY.what;
  expect(search.in(answer('perf0123abcdef'), notCanary)).toBeNull();
  expect(search.in(answer(`perf0123abcdef ${TOKEN}`), notCanary)).toBe('a token in use');
});

test('a token too short to be told from chance is not looked for', () => {
  expect(new SecretSearch([tokenSecret('abc')]).in(answer('abc'))).toBeNull();
});
