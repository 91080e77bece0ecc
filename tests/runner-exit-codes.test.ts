import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasK6, k6Note } from './support/k6.ts';
import { type Ended, isAlive, Sandbox } from './support/runner.ts';
import { type StandIn, startStandIn } from './support/windmill-stand-in.ts';

let sandbox: Sandbox;
let windmill: StandIn;
const QUICK = ['--profile', 'smoke', '--duration', '1s', '--think-time', '0.01'];

beforeAll(async () => {
  sandbox = new Sandbox();
  windmill = await startStandIn();
});
afterAll(async () => {
  await windmill.close();
  await sandbox.remove();
});

const runFolders = (): string[] =>
  existsSync(sandbox.resultsDir)
    ? readdirSync(sandbox.resultsDir)
        .filter((name) => /^\d{8}T\d{6}Z-(?!overview$)/.test(name))
        .sort()
    : [];

function newestRun(): Record<string, unknown> & { readonly folder: string } {
  const folder = join(sandbox.resultsDir, runFolders().at(-1) ?? '');
  const run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Record<string, unknown>;
  return { ...run, folder };
}

/** Everything that a run wrote, for what must not be in it. */
function writtenBy(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

function expectNoTrace({ output }: Ended): void {
  expect(output).not.toMatch(/^\s+at |node:internal/m);
  expect(output).not.toContain(windmill.token);
}

describe.skipIf(!hasK6)(`exit codes of a run${k6Note}`, { timeout: 60_000 }, () => {
  it('0: passes, with a report, its files, and no token in any of them', async () => {
    const ended = await sandbox.run(['baseline', ...QUICK], windmill.environment);
    expect(ended.output).toMatch(/takes about \d+ s/);
    expect(ended.stdout).toMatch(/PASS/);
    expect(ended.code).toBe(0);
    expectNoTrace(ended);
    const run = newestRun();
    expect(run).toMatchObject({
      k6ExitCode: 0,
      interrupted: false,
      k6Path: null,
      target: { kind: 'external' },
    });
    const files = readdirSync(run.folder);
    for (const file of [
      'summary.json',
      'result.json',
      'report.md',
      'k6.log',
      'events.log',
      'series.ndjson',
    ]) {
      expect(files).toContain(file);
    }
    expect(writtenBy(run.folder)).not.toContain(windmill.token);
    expect(readdirSync(sandbox.resultsDir)).toEqual(
      expect.arrayContaining(['latest-summary.json', 'latest-summary.md', 'latest-baseline.json']),
    );
  });

  it('1: a criterion failed', async () => {
    const ended = await sandbox.run(['baseline', ...QUICK, '--slo-p95-ms', '1'], {
      ...windmill.environment,
    });
    expect(newestRun().k6ExitCode).toBe(99);
    expect(ended.stdout).toMatch(/FAIL/);
    expect(ended.code).toBe(1);
    expectNoTrace(ended);
  });

  it('4: Ctrl-C keeps what was measured, reports it, and leaves nothing running', async () => {
    const running = sandbox.start(
      ['baseline', '--profile', 'smoke', '--duration', '40s', '--k6-output'],
      windmill.environment,
    );
    await running.until(/running \(\S+s\)/);
    running.child.kill('SIGINT');
    // As npm and make do, which pass on what the terminal has sent already.
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(4);
    expect(ended.stdout).toMatch(/DISCARDED/);
    expectNoTrace(ended);
    expect(newestRun()).toMatchObject({ interrupted: true, k6ExitCode: 105 });
    expect(isAlive(running.child.pid ?? 0)).toBe(false);
  });

  it('3: a k6 that is killed keeps what was recorded', async () => {
    const running = sandbox.start(
      ['baseline', '--profile', 'smoke', '--duration', '40s', '--k6-output'],
      windmill.environment,
    );
    await running.until(/running \(\S+s\)/);
    process.kill(k6Of(running.child.pid ?? 0), 'SIGKILL');
    const ended = await running.ended;
    expect(ended.stderr).toMatch(/k6 was killed \(SIGKILL\)/);
    expect(ended.code).toBe(3);
    expectNoTrace(ended);
    expect(newestRun()).toMatchObject({ k6ExitCode: null });
  });

  it('the worst of several, with an overview', async () => {
    const before = runFolders().length;
    const ended = await sandbox.run(['baseline', 'normal', ...QUICK], {
      ...windmill.environment,
      SLO_P95_MS: '1',
    });
    expect(ended.stdout).toMatch(/Overview\n +FAIL +baseline .*\n +FAIL +normal .*\n +0 of 2 passed/);
    expect(runFolders()).toHaveLength(before + 2);
    expect(ended.code).toBe(1);
  });

  it('1: results too large to be read fail their journeys, not the run', async () => {
    windmill.faults.resultBytes = 17 * 2 ** 20;
    const ended = await sandbox.run(['baseline', ...QUICK, '--duration', '4s'], windmill.environment);
    delete windmill.faults.resultBytes;
    expect(ended.stdout).toMatch(/FAIL/);
    expect(ended.code).toBe(1);
    expectNoTrace(ended);
  });
});

/** The k6 that a runner has started. */
function k6Of(runner: number): number {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const [, name, parent] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
      if (Number(parent) === runner && name === 'k6') return Number(entry);
    } catch {
      // It ended meanwhile.
    }
  }
  throw new Error(`the runner ${runner} has started no k6`);
}
