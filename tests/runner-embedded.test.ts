import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUITE_ROOT } from '../build/bundler.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { Sandbox, startCommand } from './support/runner.ts';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = new Sandbox();
});
afterAll(() => sandbox.remove());

// The target unpacks and starts a Postgres, which a busy machine may take its time for.
const TIMEOUT_MS = 90_000;

describe.skipIf(!hasK6)(`the runner with the embedded target${k6Note}`, { timeout: TIMEOUT_MS }, () => {
  it.skipIf(process.platform === 'win32')(
    'scripts/benchmark.sh starts it, passes, and stops it',
    async () => {
      const { ended } = startCommand(
        join(SUITE_ROOT, 'scripts', 'benchmark.sh'),
        ['baseline', '--profile', 'smoke', '--duration', '2s'],
        // A user in no hurry does not come to a single journey in two seconds.
        sandbox.environment({ THINK_TIME: '0.1-0.3' }),
      );
      const { code, output, stdout } = await ended;
      expect(output).not.toMatch(/^\s+at /m);
      expect(stdout).toMatch(/against the embedded target/);
      expect(code).toBe(0);
      const folder = readdirSync(sandbox.resultsDir).find((name) => name.endsWith('-baseline'));
      const run = JSON.parse(readFileSync(join(sandbox.resultsDir, folder ?? '', 'run.json'), 'utf8')) as {
        readonly target: { readonly ready: { readonly baseUrl: string; readonly logFile: string } };
      };
      const { baseUrl, logFile } = run.target.ready;
      await expect(fetch(`${baseUrl}/api/version`)).rejects.toThrow();
      expect(existsSync(dirname(logFile))).toBe(false);
    },
  );

  it('stops before the load when Ctrl-C comes while the target starts, and keeps nothing', async () => {
    const before = readdirSync(sandbox.resultsDir);
    const running = sandbox.start(['baseline', '--profile', 'smoke']);
    await running.until(/against the embedded target/);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect(stderr).toMatch(/Interrupted before the load began/);
    expect(code).toBe(4);
    expect(readdirSync(sandbox.resultsDir)).toEqual(before);
  });

  it('reports a target that does not start, with its own words', async () => {
    const { code, stderr } = await sandbox.run(['baseline'], {
      DATABASE_URL: 'postgres://nobody:pw@127.0.0.1:9/none',
    });
    expect(stderr).toMatch(/^Could not run: the embedded target did not start: /);
    expect(stderr).not.toContain('nobody:pw');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(3);
  });
});
