import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, SUITE_ROOT } from '../build/bundler.ts';
import { hasK6, k6Note } from './support/k6.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journey exceptions '));
  await bundle({ sourceDir: join(SUITE_ROOT, 'tests', 'bundles'), outputDir: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasK6)(`an exception in a journey${k6Note}`, () => {
  it('is a failed journey that fails the run, where k6 alone would exit 0', async () => {
    const ended = await run(
      process.env.K6_BIN || 'k6',
      ['run', '--quiet', '--address=', join(folder, 'throwing-journey.js')],
      { timeout: 20_000 },
    ).catch((error: { readonly code: number; readonly stdout: string }) => error);
    expect(JSON.parse(ended.stdout)).toEqual({ errors: 0.5, exceptions: 5, completed: 5 });
    expect('code' in ended ? ended.code : 0).toBe(99);
  });
});
