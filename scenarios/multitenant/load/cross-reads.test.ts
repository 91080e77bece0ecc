import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../lib/windmill/http.ts';
import type { OwnData } from '../../shared/canaries/routes.ts';
import { CROSS_READS, judgeRead, ownFound } from './cross-reads.ts';
import { OWN_READS, provingReads, sharedPath } from './own-reads.ts';

const own: OwnData = {
  workspace: 'client-a',
  jobId: '00000000-0000-4000-8000-000000000001',
  marker: 'canary-1-0-',
  variable: 'f/perf/multitenant_ab_0',
  resource: 'f/perf/multitenant_ab_0',
  script: 'f/perf/echo',
};
const reply = (status: number, body = ''): Reply => ({
  status,
  statusText: '',
  body,
  headers: {},
  durationMs: 1,
  errorCode: 0,
});

function readOf(name: string, way: 'wrong-token' | 'wrong-workspace') {
  const found = CROSS_READS.find((read) => read.route.name === name && read.way === way);
  if (found === undefined) throw new Error(`no read ${name} ${way}`);
  return found;
}

describe('judgeRead', () => {
  test.each([
    ['job', 'wrong-token', 400, 'Bad request: As a non logged in user', 'denied'],
    ['job', 'wrong-workspace', 404, 'Not found: Job not found', 'denied'],
    ['job-result', 'wrong-workspace', 200, '{"completed":false,"result":null}', 'denied'],
    ['variable', 'wrong-token', 401, 'Not authorized', 'denied'],
    // The route that says "not found" to a foreign token has let it in.
    ['variable', 'wrong-token', 404, 'Not found', 'let-in'],
    ['job-result', 'wrong-workspace', 200, '{"completed":true,"result":{}}', 'let-in'],
    ['job', 'wrong-workspace', 200, '{}', 'let-in'],
    ['job-list', 'wrong-token', 200, '[]', 'let-in'],
    // Right status, and yet the data are in the text.
    ['job', 'wrong-workspace', 404, 'Not found: canary-1-0-job-ab', 'let-in'],
    ['job', 'wrong-token', 500, 'Internal: canary-1-0-job-ab', 'let-in'],
    ['job', 'wrong-token', 500, 'Internal', 'unanswered'],
    ['job', 'wrong-token', 429, '', 'unanswered'],
    ['job', 'wrong-token', 0, '', 'unanswered'],
  ] as const)('%s, %s: %i %s is %s', (name, way, status, body, outcome) => {
    expect(judgeRead(reply(status, body), readOf(name, way), own, false)).toBe(outcome);
  });

  test('data of any other tenant in it, and it was let in', () => {
    expect(judgeRead(reply(404), readOf('job', 'wrong-workspace'), own, true)).toBe('let-in');
  });
});

test('an owner finds its canary, or does not, or cannot tell', () => {
  expect(ownFound(reply(200, 'x canary-1-0-job'), own.marker)).toBe(true);
  expect(ownFound(reply(200, '{}'), own.marker)).toBe(false);
  expect(ownFound(reply(404, 'canary-1-0-job'), own.marker)).toBe(false);
  expect(ownFound(reply(503), own.marker)).toBeNull();
});

test('every kind of data is asked for in both ways', () => {
  for (const name of ['job', 'job-result', 'job-log', 'variable', 'resource']) {
    expect(CROSS_READS.filter(({ route }) => route.name === name).map(({ way }) => way)).toEqual([
      'wrong-token',
      'wrong-workspace',
    ]);
  }
});

test('a script of the user need not show the canary in result and log; the arguments of its job do', () => {
  const names = provingReads('f/sales/report').map(({ name }) => name);
  expect(names).toContain('job');
  expect(names).not.toContain('job-log');
  expect(provingReads('f/perf/echo').map(({ name }) => name)).toContain('job-log');
});

test('the shared path is the same in every workspace', () => {
  expect(sharedPath(own.variable)).toBe('f/perf/multitenant_ab_shared');
  expect(sharedPath('f/perf/multitenant_ab_12')).toBe(sharedPath(own.variable));
});

test('errors are provoked as well, with the canary in what is sent', () => {
  const missing = OWN_READS.find(({ name }) => name === 'missing-script');
  expect(missing?.call(own).body).toEqual({ nonce: own.marker });
});
