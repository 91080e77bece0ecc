import { describe, expect, test } from 'vitest';
import { recordedSettings } from '../lib/run/recorded-settings.ts';
import type { ScenarioSpec } from '../lib/scenario.ts';
import { mainTenant, publicSettings, secretsOf, tenantsOf } from '../lib/settings/settings.ts';
import { SCENARIOS, type ScenarioName } from './index.ts';
import { ALL_RUN_SETTINGS, parseSettings, SCENARIO_SETTINGS } from './settings.ts';

function settingsOf(environment: Record<string, string>) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}

describe('parseSettings', () => {
  test('without anything set, every default holds', () => {
    const settings = settingsOf({});
    expect(settings.profile).toBe('short');
    expect(settings.sloP95Ms).toBe(2000);
    expect(settings.sloErrorRate).toBe(0.01);
    expect(settings.scriptPath).toBe('f/perf/echo');
    expect(settings.baseUrl).toBeNull();
  });

  test('what users run has one name, whichever setting gives it', () => {
    expect(settingsOf({ WM_RUNNABLE: 'script:f/perf/sleep' }).scriptPath).toBe('f/perf/sleep');
    expect(settingsOf({ WM_RUNNABLE: 'flow:f/perf/inbound_flow' }).scriptPath).toBe(
      'flow:f/perf/inbound_flow',
    );
    expect(settingsOf({ WM_SCRIPT_PATH: 'f/x/y', WM_RUNNABLE: 'script:f/x/y' }).scriptPath).toBe('f/x/y');
    expect(parseSettings({ WM_SCRIPT_PATH: 'f/x/y', WM_RUNNABLE: 'flow:f/x/y' })).toEqual({
      ok: false,
      problems: ['WM_RUNNABLE and WM_SCRIPT_PATH name two different things: set one of them'],
    });
    expect(parseSettings({ WM_RUNNABLE: 'f/perf/echo' })).toEqual({
      ok: false,
      problems: [
        'WM_RUNNABLE is "f/perf/echo", must be script:PATH or flow:PATH, such as flow:f/perf/inbound_flow',
      ],
    });
  });

  test('an empty value counts as unset', () => {
    expect(settingsOf({ PROFILE: '  ', USERS: '' }).profile).toBe('short');
  });

  test('all mistakes are reported at once, each with name, value and what it may be', () => {
    const outcome = parseSettings({
      PROFILE: 'fast',
      USERS: '1e3',
      DURATION: '5 minutes',
      SLO_ERROR_RATE: '2',
    });
    expect(outcome).toEqual({
      ok: false,
      problems: [
        'PROFILE is "fast", must be one of smoke, short, full',
        'SLO_ERROR_RATE is "2", must be a number from 0 to 1',
        'USERS is "1e3", must be a whole number from 1 to 100000',
        'DURATION is "5 minutes", must be a duration such as 90s, 5m or 1h30m, from 1s to 604800s',
      ],
    });
  });

  test('the value of a secret is never repeated, however wrong it is', () => {
    const outcome = parseSettings({ WM_TENANTS: '[{"workspace":"a","token":"very-secret"}' });
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcome)).not.toContain('very-secret');
    expect(JSON.stringify(outcome)).toContain('WM_TENANTS');
  });

  test('a remote host has to be named', () => {
    const remote = { WM_BASE_URL: 'https://wm.example.com', WM_TOKEN: 't', WM_WORKSPACE: 'w' };
    const refused = parseSettings(remote);
    expect(refused.ok ? [] : refused.problems).toEqual([
      'WM_BASE_URL names the host wm.example.com, which is not loopback: name it in PERF_ALLOWED_HOSTS to allow load on it',
    ]);
    expect(parseSettings({ ...remote, PERF_ALLOWED_HOSTS: 'other, WM.example.com' }).ok).toBe(true);
    expect(parseSettings({ ...remote, PERF_ALLOWED_HOSTS: 'wm.example.com:443' }).ok).toBe(true);
    expect(parseSettings({ ...remote, PERF_ALLOWED_HOSTS: 'wm.example.com:8443' }).ok).toBe(false);
    expect(parseSettings({ ...remote, PERF_ALLOWED_HOSTS: 'example.com' }).ok).toBe(false);
  });

  test('METRICS_URL and TOXIPROXY_URL are held to the same rule', () => {
    const outcome = parseSettings({
      METRICS_URL: 'http://10.0.0.1/metrics',
      TOXIPROXY_URL: 'http://toxi:8474',
    });
    expect(outcome.ok ? 0 : outcome.problems.length).toBe(2);
  });

  test('a target without a token or workspace is a mistake, a half pair of a tenant too', () => {
    const outcome = parseSettings({ WM_BASE_URL: 'http://localhost:8000', WM_TOKEN_B: 'x' });
    expect(outcome.ok ? [] : outcome.problems).toEqual([
      'WM_TOKEN is not set: WM_BASE_URL needs a token of its workspace',
      'WM_WORKSPACE is not set: WM_BASE_URL needs the workspace to load',
      'WM_TENANT_B is not set, but WM_TOKEN_B is: they go together',
    ]);
  });
});

describe('tenants', () => {
  test('WM_TENANTS beats A and B, which beat the one workspace', () => {
    const pair = { WM_TENANT_A: 'a', WM_TOKEN_A: '1', WM_TENANT_B: 'b', WM_TOKEN_B: '2' };
    const one = { WM_WORKSPACE: 'w', WM_TOKEN: '0' };
    const list = '[{"workspace":"x","token":"3"}]';
    expect(tenantsOf(settingsOf(one)).map((tenant) => tenant.workspace)).toEqual(['w']);
    expect(tenantsOf(settingsOf({ ...one, ...pair })).map((tenant) => tenant.workspace)).toEqual(['a', 'b']);
    expect(tenantsOf(settingsOf({ ...one, ...pair, WM_TENANTS: list }))).toEqual([
      { workspace: 'x', token: '3' },
    ]);
    expect(mainTenant(settingsOf({ WM_TENANTS: list }))?.workspace).toBe('x');
    expect(mainTenant(settingsOf({}))).toBeNull();
  });
});

test('what is written down holds no secret and no null token', () => {
  const settings = settingsOf({
    WM_BASE_URL: 'http://127.0.0.1:1',
    WM_TOKEN: 'secret-1',
    WM_WORKSPACE: 'w',
    WM_TENANTS: '[{"workspace":"x","token":"secret-2"}]',
    WEBHOOK_SECRET: 'secret-3',
    WM_TENANT_A: 'a',
    WM_TOKEN_A: 'secret-4',
  });
  expect(JSON.stringify(publicSettings(settings, SCENARIO_SETTINGS))).not.toMatch(/secret-/);
  expect([...secretsOf(settings, SCENARIO_SETTINGS)].sort()).toEqual([
    'secret-1',
    'secret-2',
    'secret-3',
    'secret-4',
  ]);
  expect(publicSettings(settings, SCENARIO_SETTINGS, { comparable: true })).not.toHaveProperty('WM_BASE_URL');
});

test('every setting has a name of its own and a line of help', () => {
  const names = ALL_RUN_SETTINGS.map((setting) => setting.env);
  expect(new Set(names).size).toBe(names.length);
  for (const setting of ALL_RUN_SETTINGS) expect(setting.help.length).toBeGreaterThan(5);
});

test('a summary keeps the think time in force, set or not, as JSON', () => {
  const thinkTimeIn = (scenario: ScenarioName, environment: Record<string, string>) =>
    recordedSettings(SCENARIOS[scenario].spec as ScenarioSpec, settingsOf(environment)).THINK_TIME;
  expect(thinkTimeIn('normal', {})).toEqual({ min: 1, max: 3 });
  expect(thinkTimeIn('soak', {})).toEqual({ min: 1.8, max: 2.2 });
  expect(thinkTimeIn('stress', {})).toEqual({ min: 0, max: 0 });
  expect(thinkTimeIn('stress', { THINK_TIME: '0.5-1.5' })).toEqual({ min: 0.5, max: 1.5 });
});
