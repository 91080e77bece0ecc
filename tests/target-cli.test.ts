import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDestination } from '../scripts/fixtures/destination.ts';
import { settleNeeds } from '../scripts/fixtures/needs.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { TargetCaller } from './support/target-caller.ts';

/** The real `wmill` command, in a folder of its own with a space in its name. */
const ADMIN_TOKEN = 'admin-token-of-the-cli-test';
const WMILL = createRequire(import.meta.url).resolve('windmill-cli');
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'wmill cli '));
const project = path.join(folder, 'project');

let target: RunningTarget;
let caller: TargetCaller;

interface Ended {
  readonly code: number;
  readonly output: string;
}

function run(file: string, args: string[], cwd: string, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { cwd, env: { ...process.env, ...env }, timeout: 60_000 },
      (error, stdout, stderr) => {
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
          output: stdout + stderr,
        });
      },
    );
  });
}

const wmill = (...args: string[]) =>
  run(process.execPath, [WMILL, '--config-dir', path.join(folder, 'config'), ...args], project, {
    HOME: folder,
    NO_COLOR: '1',
  });

const pushFixtures = (env: Record<string, string>) =>
  run(process.execPath, ['--import', 'tsx', path.join('scripts', 'fixtures-push.ts')], ROOT, env);

beforeAll(async () => {
  mkdirSync(path.join(project, 'f', 'perf'), { recursive: true });
  mkdirSync(path.join(folder, 'config'));
  writeFileSync(path.join(project, 'wmill.yaml'), 'defaultTs: bun\n');
  target = await startTarget({ workers: 1, tenants: 1, adminToken: ADMIN_TOKEN });
  caller = new TargetCaller(target);
  const added = await wmill(
    'workspace',
    'add',
    'perf',
    caller.workspace,
    target.ready.baseUrl,
    '--token',
    caller.token,
  );
  expect(added.output).toContain('Added workspace perf');
});
afterAll(async () => {
  await target?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the real wmill', () => {
  it('pushes a script, updates it and runs it', async () => {
    const file = path.join(project, 'f', 'perf', 'greet.ts');
    const write = (word: string) =>
      writeFileSync(
        file,
        `export async function main(name: string) { console.log('greeting', name); return '${word} ' + name }\n`,
      );
    write('hello');
    expect((await wmill('script', 'push', 'f/perf/greet.ts')).output).toContain(
      'Created new script f/perf/greet',
    );
    write('good day');
    expect((await wmill('script', 'push', 'f/perf/greet.ts')).output).toContain(
      'Updated script f/perf/greet',
    );
    const ran = await wmill('script', 'run', 'f/perf/greet', '-d', '{"name":"ana"}');
    expect(ran.output).toContain('greeting ana');
    expect(ran.output).toContain('good day ana');
    expect((await wmill('job', 'list')).output).toContain('f/perf/greet');
  });

  it('pushes a schedule, and changes it', async () => {
    const file = path.join(project, 'f', 'perf', 'nightly.schedule.yaml');
    const push = (hour: number) => {
      const times = `schedule: 0 0 ${hour} * * *\ntimezone: UTC\nscript_path: f/perf/greet\nis_flow: false`;
      writeFileSync(file, `${times}\nargs:\n  name: ana\nenabled: true\n`);
      return wmill('schedule', 'push', 'f/perf/nightly.schedule.yaml', 'f/perf/nightly');
    };
    for (const hour of [3, 4]) {
      const pushed = await push(hour);
      expect(pushed.code, pushed.output).toBe(0);
      const [waiting, ...others] = JSON.parse(
        (await caller.call('GET', '/jobs/queue/list?schedule_path=f/perf/nightly')).text,
      ) as { scheduled_for: string }[];
      expect(others).toEqual([]);
      expect(waiting?.scheduled_for).toContain(`T0${hour}:00:00`);
    }
  });

  it('adds and pushes variables', async () => {
    const added = await wmill('variable', 'add', 'plain value', 'f/perf/added', '--plain-secrets');
    expect(added.code, added.output).toBe(0);
    expect((await caller.call('GET', '/variables/get_value/f/perf/added')).text).toBe('"plain value"');
    const yaml = 'description: pushed\nvalue: pushed value\nis_secret: false\n';
    writeFileSync(path.join(project, 'f', 'perf', 'pushed.variable.yaml'), yaml);
    const pushed = await wmill(
      'variable',
      'push',
      'f/perf/pushed.variable.yaml',
      'f/perf/pushed',
      '--plain-secrets',
    );
    expect(pushed.code, pushed.output).toBe(0);
    expect((await caller.call('GET', '/variables/get_value/f/perf/pushed')).text).toBe('"pushed value"');
  });

  it('creates a token that works, and lists the remote workspaces', async () => {
    const [created, listed] = await Promise.all([
      wmill('token', 'create', '--label', 'made by the test'),
      wmill('workspace', 'list-remote'),
    ]);
    const token = created.output.trim().split('\n').at(-1) ?? '';
    expect((await caller.call('GET', '/users/whoami', { token })).status).toBe(200);
    expect(listed.output).toContain(caller.workspace);
  });

  it('creates a workspace, and the fixtures are pushed into it unchanged', async () => {
    const url = target.ready.baseUrl;
    const made = await wmill(
      'workspace',
      'add',
      'new',
      'made-by-wmill',
      url,
      '--token',
      ADMIN_TOKEN,
      '--create',
    );
    expect(made.code, made.output).toBe(0);
    const pushed = await pushFixtures({
      WM_BASE_URL: url,
      WM_TOKEN: ADMIN_TOKEN,
      WM_WORKSPACE: 'made-by-wmill',
    });
    expect(pushed.code, pushed.output).toBe(0);
    const script = await caller.global('GET', '/w/made-by-wmill/scripts/get/p/f/perf/echo', {
      token: ADMIN_TOKEN,
    });
    const source = readFileSync(path.join(ROOT, 'target', 'fixtures', 'f', 'perf', 'echo.ts'), 'utf8');
    expect(JSON.parse(script.text)).toMatchObject({ content: source, language: 'bun' });
    const answer = await caller.global('POST', '/w/made-by-wmill/jobs/run_wait_result/p/f/perf/echo', {
      token: ADMIN_TOKEN,
      body: { nonce: 'pushed', workspace: 'made-by-wmill' },
    });
    expect(JSON.parse(answer.text)).toMatchObject({ nonce: 'pushed' });
  }, 60_000);
});

describe('npm run fixtures:push', () => {
  it('reports every mistake at once and never the token', async () => {
    const refused = await pushFixtures({
      WM_BASE_URL: 'https://windmill.example.com',
      WM_TOKEN: 'a-very-secret-token',
      WM_WORKSPACE: '',
      PERF_ALLOWED_HOSTS: '',
    });
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('WM_WORKSPACE is not set');
    expect(refused.output).toContain('windmill.example.com');
    expect(refused.output).toContain('PERF_ALLOWED_HOSTS');
    expect(refused.output).not.toContain('a-very-secret-token');
  });

  it('serves every tenant in one command, and says of each how it went', async () => {
    const ownToken = caller.token;
    const pushed = await pushFixtures({
      WM_BASE_URL: target.ready.baseUrl,
      WM_TENANTS: JSON.stringify([
        { workspace: 'made-by-wmill', token: ADMIN_TOKEN },
        { workspace: caller.workspace, token: ownToken },
        { workspace: 'nobody-s', token: 'a-wrong-token' },
      ]),
      FIXTURES_THIRD_PARTY_URL: 'http://127.0.0.1:9',
    });
    expect(pushed.code, pushed.output).toBe(3);
    const lines = pushed.output.split('\n');
    expect(lines).toContain('made-by-wmill: 7 scripts and 1 flow deployed');
    expect(lines).toContain('made-by-wmill: f/perf/third_party_url made');
    expect(pushed.output).toMatch(/made-by-wmill: f\/perf\/db is missing: .* FIXTURES_DB_URL makes it/);
    expect(lines).toContain(`${caller.workspace}: 7 scripts and 1 flow deployed`);
    expect(lines).toContain(`${caller.workspace}: f/perf/db is there`);
    expect(lines).toContain(`${caller.workspace}: f/perf/third_party_url set anew`);
    expect(pushed.output).toMatch(/nobody-s: .* was not deployed:/);
    expect(lines).toContain('2 of 3 workspaces are ready');
    for (const secret of [ownToken, ADMIN_TOKEN, 'a-wrong-token'])
      expect(pushed.output).not.toContain(secret);
    const ran = await caller.call('POST', '/jobs/run_wait_result/f/f/perf/inbound_flow', {
      body: { nonce: 'pushed', workspace: caller.workspace },
    });
    expect(JSON.parse(ran.text)).toMatchObject({ nonce: 'pushed', outcome: 'processed', notified: false });
  }, 60_000);

  it('makes the database resource from a setting, its password a secret variable', async () => {
    const tenant = { workspace: 'made-by-wmill', token: ADMIN_TOKEN };
    const settle = async (url: string) => {
      const outcome = readDestination({
        WM_BASE_URL: target.ready.baseUrl,
        WM_TENANTS: JSON.stringify([tenant]),
        FIXTURES_DB_URL: url,
      });
      if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
      return settleNeeds(outcome.destination, tenant);
    };
    const read = async (path: string) => {
      const answer = await caller.global('GET', `/w/made-by-wmill/${path}`, { token: ADMIN_TOKEN });
      return JSON.parse(answer.text) as unknown;
    };
    const url = 'postgresql://perf:first-password@127.0.0.1:5433/jobs';
    expect(await settle(url)).toContainEqual({ path: 'f/perf/db', state: 'made', note: '' });
    expect(await read('resources/get/f/perf/db')).toMatchObject({
      resource_type: 'postgresql',
      value: { host: '127.0.0.1', port: 5433, password: '$var:f/perf/db_password' },
    });
    expect(await read('variables/get/f/perf/db_password?decrypt_secret=false')).toMatchObject({
      is_secret: true,
    });
    expect(await settle(url.replace('first', 'second'))).toContainEqual({
      path: 'f/perf/db',
      state: 'set anew',
      note: '',
    });
    expect(await read('variables/get_value/f/perf/db_password')).toBe('second-password');
  });
});
