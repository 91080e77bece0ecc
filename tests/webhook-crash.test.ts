import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, SUITE_ROOT } from '../build/bundler.ts';
import { buildReport } from '../reports/build-report.ts';
import type { Result } from '../reports/result-schema.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { startCommand } from './support/runner.ts';

/** Windmill's minute and a half of waiting for a dead worker's jobs, shortened. */
const RESCUE = { zombieTimeoutMs: 1_000, zombieCheckMs: 300, pingMs: 300 } as const;

let target: RunningTarget;
let folder: string;

beforeAll(async () => {
  if (!hasK6) return;
  folder = mkdtempSync(join(tmpdir(), 'webhook crash '));
  [target] = await Promise.all([
    startTarget({ workers: 2, tenants: 2, jobProcess: true, ...RESCUE }),
    bundle(),
  ]);
}, 90_000);
afterAll(async () => {
  await target?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

async function resultOf(settings: Readonly<Record<string, string>>): Promise<Result> {
  const [main] = target.ready.tenants;
  const results = mkdtempSync(join(folder, 'run-'));
  const { code, output } = await startCommand(
    process.env.K6_BIN || 'k6',
    ['run', '--quiet', '--address=', join(SUITE_ROOT, 'dist', 'k6', 'duplicate-webhooks.js')],
    {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      PROFILE: 'smoke',
      RESULTS_DIR: results,
      WM_BASE_URL: target.ready.baseUrl,
      WM_WORKSPACE: main?.workspace ?? '',
      WM_TOKEN: main?.token ?? '',
      WM_TENANTS: JSON.stringify(target.ready.tenants),
      ...settings,
    },
  ).ended;
  expect(code, output).toBe(0);
  const name = readdirSync(results).find((entry) => entry.endsWith('-summary.json')) ?? '';
  const { result } = await buildReport({
    runFolder: join(results, name),
    language: 'en',
    resultsDir: null,
  });
  return result;
}

function crashArm({ details }: Result) {
  if (details.kind !== 'duplicate-webhooks') throw new Error(details.kind);
  return details.arms.find(({ name }) => name === 'after-crash');
}

describe.skipIf(!hasK6)(`a crash between commit and answer${k6Note}`, { timeout: 120_000 }, () => {
  it('of the job alone: it fails and is not run again, which the report says', async () => {
    const result = await resultOf({});
    expect(crashArm(result)).toMatchObject({
      verdict: 'pass',
      detail: expect.stringMatching(/^2 jobs: .* the job failed and was not run again/),
    });
    expect(result.notEstablished.join(' ')).toContain('does not run such a job again');
  });

  it('of its worker: the same job is run again, and the effects are there once', async () => {
    const result = await resultOf({ CRASH_KILLS: 'worker' });
    expect(crashArm(result)).toMatchObject({
      verdict: 'pass',
      detail: expect.stringMatching(/^2 jobs: the worker died after the commit, the same job was run again/),
    });
    expect(result.notEstablished.join(' ')).not.toContain('CRASH_KILLS');
  });
});
