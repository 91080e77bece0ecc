import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startTarget } from '../target/start.ts';
import { RUN_DIR_PREFIX } from '../target/supervisor/run-dir.ts';
import { GUARDIAN_PID_FILE, sweepLeftOvers } from '../target/supervisor/sweep.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { Sandbox } from './support/runner.ts';
import { eventually } from './support/target-caller.ts';

const sandbox = new Sandbox();
const temporary = mkdtempSync(path.join(tmpdir(), 'left-behind-'));
// Postgres may run as another user, who has to get through.
chmodSync(temporary, 0o711);
afterAll(async () => {
  await sandbox.remove();
  rmSync(temporary, { recursive: true, force: true });
});

/** Processes of runs whose folders are in `folder`; each but the supervisor names its own in its command line. */
function processesIn(folder: string): string[] {
  const list = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 1e7 });
  return list.split('\n').filter((line) => line.includes(path.join(folder, RUN_DIR_PREFIX)));
}

const foldersIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith(RUN_DIR_PREFIX));

describe.skipIf(process.platform === 'win32' || !hasK6)(`a runner that is killed${k6Note}`, () => {
  // Around the start of the target, where nobody knows of whom yet, and under load.
  it.each([300, 700, 1_100, 4_000])('after %i ms leaves no process and no folder behind', async (moment) => {
    const runner = sandbox.start(['baseline', '--profile', 'smoke'], { TMPDIR: temporary });
    await setTimeout(moment);
    runner.child.kill('SIGKILL');
    await runner.ended;
    await eventually(() => processesIn(temporary).length === 0 && foldersIn(temporary).length === 0, 15_000);
    // What had not begun by then must not begin later.
    await setTimeout(500);
    expect([...processesIn(temporary), ...foldersIn(temporary)]).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('the next start', () => {
  it('clears away a run whose guardian was killed as well, and leaves one alone that is at work', async () => {
    const options = { workers: 1, tenants: 1, env: { TMPDIR: temporary } } as const;
    const left = await startTarget(options);
    const folder = path.dirname(left.ready.logFile);
    const guardian = Number(readFileSync(path.join(folder, GUARDIAN_PID_FILE), 'utf8'));
    process.kill(guardian, 'SIGKILL');
    process.kill(left.pid, 'SIGKILL');
    await eventually(() => processesIn(temporary).every((line) => line.includes('postgres')));
    expect(existsSync(folder)).toBe(true);
    const next = await startTarget(options);
    try {
      expect(existsSync(folder)).toBe(false);
      await eventually(() => !processesIn(temporary).some((line) => line.includes(folder)));
      sweepLeftOvers([temporary]);
      expect(existsSync(path.dirname(next.ready.logFile))).toBe(true);
    } finally {
      await next.stop();
    }
  });

  it('gives a folder without a guardian a minute', () => {
    const folder = path.join(temporary, `${RUN_DIR_PREFIX}made-just-now`);
    mkdirSync(folder);
    expect(sweepLeftOvers([temporary])).toEqual([]);
    writeFileSync(path.join(folder, GUARDIAN_PID_FILE), '999999999\n');
    expect(sweepLeftOvers([temporary])).toEqual([path.basename(folder)]);
  });
});
