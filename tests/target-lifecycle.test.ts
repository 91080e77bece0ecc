import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { POSTGRES_USER, PostgresCluster } from '../target/postgres/cluster.ts';
import { type ReadyLine, type RunningTarget, startTarget } from '../target/start.ts';
import { freePort } from '../target/supervisor/free-port.ts';
import { RUN_DIR_PREFIX } from '../target/supervisor/run-dir.ts';
import { eventually, TargetCaller } from './support/target-caller.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join('target', 'main.ts');
const SMALL = { workers: 1, tenants: 1 } as const;

const runDirOf = (ready: ReadyLine) => path.dirname(ready.logFile);

/** Command lines of the processes that belong to a run: all but the supervisor name its folder. */
function processesOf(runDir: string): string[] {
  const list = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 1e7 });
  return list.split('\n').filter((line) => line.includes(runDir));
}

const leavesNothing = (runDir: string) =>
  eventually(() => processesOf(runDir).length === 0 && !existsSync(runDir), 15_000);

async function answersEcho(target: Pick<RunningTarget, 'ready'>): Promise<void> {
  const caller = new TargetCaller({ ...target, pid: 0, stop: () => Promise.resolve() });
  const answer = await caller.call('POST', '/jobs/run_wait_result/p/f/perf/echo', {
    body: { nonce: 'alive' },
  });
  expect(JSON.parse(answer.text)).toMatchObject({ nonce: 'alive' });
}

describe.skipIf(process.platform === 'win32')('the end of the target', () => {
  it('leaves no process and no folder behind when it is asked to stop', async () => {
    const target = await startTarget(SMALL);
    const runDir = runDirOf(target.ready);
    expect(processesOf(runDir).length).toBeGreaterThanOrEqual(4);
    await answersEcho(target);
    await target.stop();
    expect(processesOf(runDir)).toEqual([]);
    expect(existsSync(runDir)).toBe(false);
  });

  it('leaves none behind when the supervisor is killed with a job running', async () => {
    const target = await startTarget(SMALL);
    await new TargetCaller(target).submit('f/perf/cpu', { nonce: 'busy', ms: 30_000 });
    process.kill(target.pid, 'SIGKILL');
    await leavesNothing(runDirOf(target.ready));
  });

  it('ends by itself when the process that started it is killed', async () => {
    const program = `
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['--import', 'tsx', '${MAIN}', '--workers=1', '--tenants=1'], { stdio: ['ignore', 'inherit', 'inherit'] });
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8'))),
    );
    parent.kill('SIGKILL');
    await leavesNothing(runDirOf(JSON.parse(line) as ReadyLine));
  });

  it('is stopped while it starts', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'interrupted start '));
    chmodSync(folder, 0o711);
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
      cwd: ROOT,
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: folder },
    });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const runDirs = () => readdirSync(folder).filter((name) => name.startsWith(RUN_DIR_PREFIX));
    await eventually(() => runDirs().length > 0);
    child.kill('SIGINT');
    await exited;
    await leavesNothing(path.join(folder, RUN_DIR_PREFIX));
    expect(runDirs()).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('DATABASE_URL', () => {
  it('uses a database of its own on the given server and drops it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'external-postgres-'));
    chmodSync(folder, 0o711);
    const port = await freePort();
    const cluster = new PostgresCluster({ runDir: folder, projectRoot: ROOT, port, password: 'p w:d' });
    cluster.initialise();
    const server = cluster.start();
    const url = `postgres://${POSTGRES_USER}:${encodeURIComponent('p w:d')}@127.0.0.1:${port}/postgres`;
    try {
      await eventually(() =>
        databases(url).then(
          () => true,
          () => false,
        ),
      );
      const target = await startTarget({ ...SMALL, env: { DATABASE_URL: url } });
      await answersEcho(target);
      expect(await databases(url)).toContainEqual(expect.stringMatching(/^autwinmill_perf_/));
      await target.stop();
      expect(await databases(url)).not.toContainEqual(expect.stringMatching(/^autwinmill_perf_/));
    } finally {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    }
  });

  async function databases(connectionString: string): Promise<string[]> {
    const client = new pg.Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    await client.end();
    return rows.map((row) => row.datname);
  }

  it('is refused with a clear message when the server does not answer', async () => {
    const url = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
    await expect(startTarget({ ...SMALL, env: { DATABASE_URL: url } })).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('bad input', () => {
  it('names every mistake and the valid values, and starts nothing', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', MAIN, '--defect', 'no-such', '--workers', 'many', '--defect-limit', '3'],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, DATABASE_URL: 'mysql://user:hunter2@x/y' } },
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--defect no-such: not one of slow-p95, error-2pct/);
    expect(stderr).toContain('--workers many: not a whole number from 0 to 64');
    expect(stderr).toMatch(/DATABASE_URL: not a URL/);
    expect(stderr).not.toContain('hunter2');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
