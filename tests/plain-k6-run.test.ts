import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, SUITE_ROOT } from '../build/bundler.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { hasK6, k6Note } from './support/k6.ts';

const folder = mkdtempSync(join(tmpdir(), 'plain k6 '));
let target: RunningTarget;

beforeAll(async () => {
  if (!hasK6) return;
  await bundle();
  target = await startTarget({ workers: 1, tenants: 1 });
}, 90_000);
afterAll(async () => {
  await target?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly output: string;
}

/** `k6 run` of the shortest load, from a folder that is not the suite's; PWD as a program that is no shell leaves it. */
function k6Run(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const [tenant] = target.ready.tenants;
  const env = {
    PATH: process.env.PATH ?? '',
    PWD: SUITE_ROOT,
    HOME: folder,
    PROFILE: 'smoke',
    DURATION: '1s',
    WM_BASE_URL: target.ready.baseUrl,
    WM_WORKSPACE: tenant?.workspace ?? '',
    WM_TOKEN: tenant?.token ?? '',
    ...environment,
  };
  const args = ['run', '--quiet', '--address=', join(SUITE_ROOT, 'dist', 'k6', 'baseline.js')];
  return new Promise((resolve) => {
    execFile(
      process.env.K6_BIN || 'k6',
      args,
      { cwd, env, encoding: 'utf8', timeout: 30_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, output: stdout + stderr });
      },
    );
  });
}

describe.skipIf(!hasK6)(`a plain k6 run from another folder${k6Note}`, { timeout: 60_000 }, () => {
  it('keeps its summary there, and says where', async () => {
    const ended = await k6Run('elsewhere');
    expect(ended.code, ended.output).toBe(0);
    const [file = '', ...others] = readdirSync(join(folder, 'elsewhere'));
    expect(others).toEqual([]);
    expect(file).toMatch(/-baseline-summary\.json$/);
    expect(ended.stdout).toContain(file);
    const summary: unknown = JSON.parse(readFileSync(join(folder, 'elsewhere', file), 'utf8'));
    expect(summary).toMatchObject({ scenario: 'baseline', profile: 'smoke' });
  });

  it('is refused before any load where RESULTS_DIR is no folder, as k6 would lose the summary and exit 0', async () => {
    const ended = await k6Run('refused', { RESULTS_DIR: 'not there', WM_BASE_URL: 'http://127.0.0.1:1' });
    expect(ended.code, ended.output).toBeGreaterThan(0);
    expect(ended.output).toContain('RESULTS_DIR is \\"not there\\", must be a folder that is there');
    expect(ended.output).toContain('nothing was sent');
    expect(readdirSync(join(folder, 'refused'))).toEqual([]);
  });
});
