import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasK6, k6Note } from './support/k6.ts';
import { type Ended, Sandbox } from './support/runner.ts';
import { type StandIn, startStandIn } from './support/windmill-stand-in.ts';

let sandbox: Sandbox;
let windmill: StandIn;

beforeAll(async () => {
  sandbox = new Sandbox();
  windmill = await startStandIn();
});
afterAll(async () => {
  await windmill.close();
  await sandbox.remove();
});
beforeEach(() => windmill.seen.clear());

/** One message, no stack trace, no secret, no run folder. */
function expectClean({ output }: Ended): void {
  expect(output).not.toMatch(/^\s+at |node:internal|\.ts:\d+/m);
  expect(output).not.toContain(windmill.token);
  const left = existsSync(sandbox.resultsDir) ? readdirSync(sandbox.resultsDir) : [];
  expect(left).toEqual([]);
}

describe('mistakes that are found before any connection', () => {
  const cases: readonly (readonly [
    string,
    readonly string[],
    Readonly<Record<string, string>>,
    readonly RegExp[],
  ])[] = [
    ['an unknown scenario', ['basline'], {}, [/unknown scenario "basline", did you mean baseline\?/]],
    [
      'an unknown profile',
      ['baseline', '--profile', 'quick'],
      {},
      [/PROFILE is "quick", must be one of smoke, short, full/],
    ],
    ['an unknown flag', ['baseline', '--userz', '5'], {}, [/unknown flag --userz, did you mean --users\?/]],
    [
      'several mistakes at once',
      ['baseline', '--duration', '5 minutes'],
      { USERS: 'ten', SLO_P95_MS: '2e3', SEED: '-1' },
      [/^4 mistakes:/m, /DURATION is "5 minutes"/, /USERS is "ten"/, /SLO_P95_MS is "2e3"/, /SEED is "-1"/],
    ],
    [
      'a remote host that is not allowed',
      ['baseline'],
      { WM_BASE_URL: 'https://windmill.example.com', WM_TOKEN: 'x', WM_WORKSPACE: 'w' },
      [/WM_BASE_URL names the host windmill\.example\.com.*PERF_ALLOWED_HOSTS/],
    ],
    [
      'a single tenant where several are needed',
      ['multitenant'],
      { WM_BASE_URL: 'http://127.0.0.1:9', WM_TOKEN: 'x', WM_WORKSPACE: 'w' },
      [/WM_TENANTS names one tenant, multitenant needs at least two/],
    ],
    [
      'a host that only looks like loopback',
      ['baseline'],
      { WM_BASE_URL: 'http://127.0.0.1@evil.example', WM_TOKEN: 'x', WM_WORKSPACE: 'w' },
      [/WM_BASE_URL is "http:\/\/127\.0\.0\.1@evil\.example", must be/],
    ],
    ['a token on the command line', ['baseline', '--wm-token', 'abc123'], {}, [/--wm-token is not accepted/]],
    ['no scenario', [], {}, [/no scenario given/]],
  ];

  it.each(cases)('%s', async (_, args, environment, messages) => {
    const ended = await sandbox.run(args, environment);
    for (const message of messages) expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toContain('abc123');
    expect(ended.code).toBe(2);
    expect(windmill.seen.size).toBe(0);
    expectClean(ended);
  });

  it('a results folder that cannot be written', async () => {
    const file = join(sandbox.folder, 'a file');
    writeFileSync(file, '');
    const ended = await sandbox.run(['baseline'], { RESULTS_DIR: join(file, 'results') });
    expect(ended.stderr).toMatch(/^Error: RESULTS_DIR is ".*a file.results", which cannot be written/);
    expect(ended.code).toBe(2);
    expectClean(ended);
  });

  it.each([
    ['absent', (): string => join(sandbox.folder, 'no k6')],
    [
      'not executable',
      (): string => {
        const path = join(sandbox.folder, 'plain file');
        writeFileSync(path, 'text', { mode: 0o644 });
        return path;
      },
    ],
  ])('a k6 that is %s', async (problem, make) => {
    const ended = await sandbox.run(['baseline'], { K6_BIN: make() });
    const words = problem === 'absent' ? 'does not exist' : 'is not executable';
    expect(ended.stderr).toMatch(
      new RegExp(`^Could not run: no usable k6: K6_BIN ".*" ${words}.*install it`),
    );
    expect(ended.code).toBe(3);
    expectClean(ended);
    rmSync(sandbox.resultsDir, { recursive: true, force: true });
  });

  it('answers --help with every scenario, group and setting', async () => {
    const { code, stdout } = await sandbox.run(['--help']);
    expect(code).toBe(0);
    for (const word of [
      'stress',
      'resilience',
      '--slo-p95-ms, SLO_P95_MS',
      'WM_TOKEN',
      'slow-p95',
      'Exit codes',
    ]) {
      expect(stdout).toContain(word);
    }
  });
});

describe.skipIf(!hasK6)(`a target that cannot be loaded${k6Note}`, () => {
  const run = (environment: Readonly<Record<string, string>>) =>
    sandbox.run(['baseline', '--profile', 'smoke'], { ...windmill.environment, ...environment });

  it('a wrong token is named, not shown', async () => {
    const ended = await run({ WM_TOKEN: 'not-the-token' });
    expect(ended.stderr).toMatch(/^Error: WM_TOKEN \(hidden\) is not accepted in WM_WORKSPACE "client-a"/);
    expect(ended.output).not.toContain('not-the-token');
    expect(ended.code).toBe(2);
    expectClean(ended);
  });

  it('a script that does not exist', async () => {
    const ended = await run({ WM_SCRIPT_PATH: 'f/perf/none' });
    expect(ended.stderr).toMatch(
      /^Error: WM_SCRIPT_PATH "f\/perf\/none" does not exist in workspace "client-a"/,
    );
    expect(ended.code).toBe(2);
    expectClean(ended);
  });

  it('an address at which nothing listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const ended = await run({ WM_BASE_URL: `http://127.0.0.1:${port}` });
    expect(ended.stderr).toMatch(
      /^Could not run: no answer from WM_BASE_URL http:\/\/127\.0\.0\.1:\d+ \(.*ECONNREFUSED/,
    );
    expect(ended.code).toBe(3);
    expectClean(ended);
  });

  it('a redirect is not followed', async () => {
    const other = await startStandIn();
    windmill.faults.redirectTo = `${other.url}/api/version`;
    const ended = await run({});
    delete windmill.faults.redirectTo;
    expect(ended.stderr).toMatch(/^Error: WM_BASE_URL .* redirects elsewhere \(302\)/);
    expect(ended.code).toBe(2);
    expect(other.seen.size).toBe(0);
    await other.close();
    expectClean(ended);
  });
});
