import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
