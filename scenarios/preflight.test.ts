import { describe, expect, test } from 'vitest';
import { evaluatePreflight, preflightRequests } from '../lib/preflight.ts';
import { apiLatencyScenario } from './api-latency/scenario.ts';
import { baselineScenario } from './baseline/scenario.ts';
import { SCENARIOS } from './index.ts';
import { parseSettings } from './settings.ts';

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
  expect(preflightRequests(settings, baselineScenario).map(({ path, token }) => [path, token])).toEqual([
    ['/version', ''],
    ['/w/client-a/users/whoami', 'hush'],
    ['/w/client-a/scripts/exists/p/f/perf/echo', 'hush'],
  ]);
});

describe('evaluatePreflight', () => {
  test('a target that is ready has no problem', () => {
    expect(evaluatePreflight(settings, baselineScenario, good)).toEqual([]);
  });

  test('no answer is the one problem that is named', () => {
    expect(evaluatePreflight(settings, baselineScenario, {})).toEqual([
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
    const problems = evaluatePreflight(settings, baselineScenario, replies);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.kind).toBe(kind);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.message).not.toContain('hush');
  });

  test('several problems come together', () => {
    const replies = { ...good, whoami: { status: 401, body: '' }, script: { status: 200, body: 'false' } };
    expect(evaluatePreflight(settings, baselineScenario, replies)).toHaveLength(2);
  });

  test('a scoped token that may not ask who it is is no obstacle', () => {
    expect(
      evaluatePreflight(settings, baselineScenario, { ...good, whoami: { status: 403, body: '' } }),
    ).toEqual([]);
  });

  test.each([
    ['api-latency', 'need-1', /^variable "f\/perf\/third_party_url" does not exist in workspace "client-a"/],
    ['duplicate-webhooks', 'need-1', /^resource "f\/perf\/db" does not exist in workspace "client-a"/],
    ['api-latency', 'need-0', /^WM_API_SCRIPT_PATH "f\/perf\/call_api" does not exist/],
  ] as const)('%s names what its scripts would miss (%s)', (scenario, id, message) => {
    const asked = preflightRequests(settings, SCENARIOS[scenario].spec).find((request) => request.id === id);
    expect(asked?.path).toMatch(/^\/w\/client-a\/(scripts|variables|resources)\/exists\//);
    const problems = evaluatePreflight(settings, SCENARIOS[scenario].spec, {
      ...good,
      [id]: { status: 200, body: 'false' },
    });
    expect(problems).toEqual([{ kind: 'configuration', message: expect.stringMatching(message) }]);
    // A route that may not be asked, or is not there, is no obstacle.
    expect(
      evaluatePreflight(settings, SCENARIOS[scenario].spec, { ...good, [id]: { status: 403, body: '' } }),
    ).toEqual([]);
  });

  test('a script that is not the suite’s needs no variable of the suite’s', () => {
    const own = parseSettings({ WM_WORKSPACE: 'client-a', WM_API_SCRIPT_PATH: 'f/theirs/call' });
    if (!own.ok) throw new Error('settings');
    const paths = preflightRequests(own.settings, apiLatencyScenario).map(({ path }) => path);
    expect(paths.filter((path) => path.includes('third_party_url'))).toEqual([]);
  });
});
