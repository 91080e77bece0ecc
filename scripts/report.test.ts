import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRecordFixture, summaryFixture } from '../reports/testing/summary-fixture.ts';

const SCRIPT = fileURLToPath(new URL('./report.ts', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a report '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function report(...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], {
      env: { PATH: process.env.PATH ?? '', RESULTS_DIR: folder },
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function run(name: string, fixture: Parameters<typeof summaryFixture>[0] = {}): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, 'summary.json'), JSON.stringify(summaryFixture(fixture)));
  await writeFile(join(path, 'run.json'), JSON.stringify(runRecordFixture()));
  return path;
}

describe('npm run report', () => {
  // A process each: few, since each takes a second to start.
  it('prints the answer of a run and exits with its verdict', async () => {
    const [fail, discarded] = await Promise.all([
      run('fail', { figures: { failed: 50 } }).then((path) => report(path, '--lang', 'es')),
      run('discarded', { figures: { dropped: 3 } }).then((path) => report(join(path, 'summary.json'))),
    ]);
    expect(fail).toMatchObject({ code: 1, stderr: '', stdout: expect.stringContaining('No aguanta:') });
    expect(fail.stdout).toContain(join(folder, 'fail', 'report.html'));
    expect(discarded).toMatchObject({
      code: 4,
      stderr: '',
      stdout: expect.stringContaining('DISCARDED  3 iterations'),
    });
  });

  it('says all mistakes at once, without a stack trace', async () => {
    const foreignPath = join(folder, 'k6.json');
    await writeFile(foreignPath, '{"metrics":{},"root_group":{}}');
    const [wrong, foreign] = await Promise.all([
      report('a', 'b', '--lang', 'fr', '--colour', '--baseline', 'nowhere'),
      report(foreignPath),
    ]);
    for (const { code, stdout, stderr } of [wrong, foreign]) {
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    expect(wrong.stderr).toMatch(/4 mistakes/);
    expect(wrong.stderr).toMatch(/--lang is "fr", must be one of en, es/);
    expect(wrong.stderr).toMatch(/unknown flag --colour/);
    expect(wrong.stderr).toMatch(/--baseline is "nowhere", must be a run/);
    expect(wrong.stderr).toMatch(/one run at a time: 2 were given/);
    expect(foreign.stderr).toMatch(/is a summary of k6 itself/);
  });
});
