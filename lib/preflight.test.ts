import { describe, expect, test } from 'vitest';
import { evaluatePreflight, preflightRequests } from './preflight.ts';
import { parseSettings } from './settings/settings.ts';

const outcome = parseSettings({
  WM_BASE_URL: 'http://127.0.0.1:8000',
  WM_TOKEN: 'hush',
  WM_WORKSPACE: 'client-a',
});
if (!outcome.ok) throw new Error('settings');
const { settings } = outcome;
const good = {
  version: { status: 200, body: 'CE v1.600.0' },
  whoami: { status: 200, body: '{}' },
  script: { status: 200, body: 'true' },
};

test('asks without a token first, then as the user', () => {
  expect(preflightRequests(settings).map(({ path, token }) => [path, token])).toEqual([
    ['/version', ''],
    ['/w/client-a/users/whoami', 'hush'],
    ['/w/client-a/scripts/exists/p/f/perf/echo', 'hush'],
  ]);
});

describe('evaluatePreflight', () => {
  test('a target that is ready has no problem', () => {
    expect(evaluatePreflight(settings, good)).toEqual([]);
  });

  test('no answer is the one problem that is named', () => {
    expect(evaluatePreflight(settings, {})).toEqual([
      { kind: 'target', message: 'no answer from WM_BASE_URL http://127.0.0.1:8000' },
    ]);
  });

  test.each([
    [{ ...good, version: { status: 302, body: '' } }, 'configuration', /redirects elsewhere/],
    [{ ...good, version: { status: 503, body: '' } }, 'target', /answers 503/],
    [{ ...good, version: { status: 200, body: '<!doctype html>' } }, 'configuration', /is no Windmill/],
    [{ ...good, whoami: { status: 401, body: '' } }, 'configuration', /WM_TOKEN \(hidden\) is not accepted/],
    [
      { ...good, script: { status: 200, body: 'false' } },
      'configuration',
      /WM_SCRIPT_PATH "f\/perf\/echo" does not/,
    ],
  ])('names what is wrong (%#)', (replies, kind, message) => {
    const problems = evaluatePreflight(settings, replies);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.kind).toBe(kind);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.message).not.toContain('hush');
  });

  test('several problems come together', () => {
    const replies = { ...good, whoami: { status: 401, body: '' }, script: { status: 200, body: 'false' } };
    expect(evaluatePreflight(settings, replies)).toHaveLength(2);
  });

  test('a scoped token that may not ask who it is is no obstacle', () => {
    expect(evaluatePreflight(settings, { ...good, whoami: { status: 403, body: '' } })).toEqual([]);
  });
});
