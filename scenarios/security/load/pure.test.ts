import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isDenied } from '../../shared/canaries/routes.ts';
import { canarySecret, telltale } from './canary.ts';
import { internalsIn, withoutStackOfJob } from './internals.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const reply = (status: number, body: string) => ({
  status,
  statusText: '',
  body,
  headers: {},
  durationMs: 1,
  errorCode: 0,
});

test('a canary belongs to one run and one kind, and is long enough to be masked and to be told', () => {
  const canary = canarySecret('run-1', 'variable', sha256);
  expect(canary).toBe(canarySecret('run-1', 'variable', sha256));
  expect(canary).not.toBe(canarySecret('run-2', 'variable', sha256));
  expect(canary).not.toBe(canarySecret('run-1', 'query-token', sha256));
  expect(canary.length).toBeGreaterThan(30);
  expect(`${canary.slice(0, 3)}*****`).not.toContain(telltale(canary));
});

describe('internalsIn', () => {
  test.each([
    ['Internal: boom\n    at serve (/app/src/server.js:41:11)', 'a stack trace'],
    ["thread 'main' panicked at src/main.rs:4:5", 'a stack trace'],
    ['SqlErr: SELECT id FROM token WHERE token_hash = $1', 'SQL'],
    ['error: syntax error at or near "x"', 'an error text of the database'],
    ['ENOENT: /home/windmill/.env', 'a path of the server'],
    ['PostgreSQL 16.2 on x86_64', 'a version'],
    ['Not found: Job not found at name 0 (jobs.rs:1688)', 'a source line'],
    ['SqlErr: value too long for type character varying(15000) @variables.rs:628:5', 'a source line'],
    ['SqlErr: error returned from database: value too long', 'an error text of the database'],
    ['new row violates row-level security policy for table "variable"', 'an error text of the database'],
    ['{"error":{"stack":"Error\\n    at main (/tmp/main.ts:4:37)"}}', 'a stack trace'],
  ])('%j tells %s', (body, what) => {
    expect(internalsIn(body)).toContain(what);
  });

  test.each([
    'Not found: Variable not found at name f/perf/x',
    'Bad request: invalid json: EOF while parsing a value at line 1 column 10',
    'Not authorized: Unauthorized',
    'Permission denied: this token does not include variables:write',
    'Bad request: select a script from the list',
    'Invalid URL: Cannot parse `id` with value `not-a-uuid`: UUID parsing failed',
    'Bad request: Listing global settings not available on community edition',
    'Bad request: at 10:30:12 nothing was there',
    '',
  ])('%j tells nothing', (body) => {
    expect(internalsIn(body)).toEqual([]);
  });

  test('the stack that a script threw is the script’s own; the rest of its error counts', () => {
    const threw = (message: string) =>
      JSON.stringify({ error: { name: 'Error', message, stack: 'Error\n    at main (/tmp/main.ts:4:37)' } });
    expect(internalsIn(withoutStackOfJob(threw('wrong signature')))).toEqual([]);
    expect(internalsIn(withoutStackOfJob(threw('at /usr/lib/x')))).toEqual(['a path of the server']);
    expect(withoutStackOfJob('SqlErr: x')).toBe('SqlErr: x');
  });

  test('a header with a version tells it, one without does not', () => {
    expect(internalsIn('', { Server: 'nginx/1.24.0' })).toEqual(['a version in the header Server']);
    expect(internalsIn('', { Server: 'nginx' })).toEqual([]);
  });
});

describe('isDenied', () => {
  const data = { workspace: 'a', jobId: 'j', marker: 'marker-1', variable: 'v', resource: 'r', script: 's' };
  test('needs the right status and nothing of the owner’s', () => {
    expect(isDenied(reply(401, 'Not authorized'), [401], data, 'canary')).toBe(true);
    expect(isDenied(reply(404, 'Not found'), [401], data, 'canary')).toBe(false);
    expect(isDenied(reply(401, 'no: marker-1 is not yours'), [401], data, 'canary')).toBe(false);
    expect(isDenied(reply(401, 'canary'), [401], data, 'canary')).toBe(false);
  });
  test('a 200 is a denial only where it says that there is no such job', () => {
    expect(isDenied(reply(200, '{"completed": false}'), [200], data, 'canary')).toBe(true);
    expect(isDenied(reply(200, '{"completed":true,"result":1}'), [200], data, 'canary')).toBe(false);
    expect(isDenied(reply(200, '[]'), [200], data, 'canary')).toBe(false);
  });
});
