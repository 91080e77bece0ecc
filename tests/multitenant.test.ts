import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, SUITE_ROOT } from '../build/bundler.ts';
import { buildReport } from '../reports/build-report.ts';
import { detailsOf } from '../scenarios/details.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { type RunningCommand, startCommand } from './support/runner.ts';

const ADMIN_TOKEN = 'admin-token-for-the-tests';
const PREFIX = 'f/perf/multitenant_';

let target: RunningTarget;
let folder: string;

beforeAll(async () => {
  if (!hasK6) return;
  folder = mkdtempSync(join(tmpdir(), 'multitenant '));
  [target] = await Promise.all([
    startTarget({ workers: 2, tenants: 3, adminToken: ADMIN_TOKEN, defects: ['cross-tenant-hidden'] }),
    bundle(),
  ]);
}, 90_000);
afterAll(async () => {
  await target?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

type Tenants = RunningTarget['ready']['tenants'];

function k6Run(name: string, tenants: Tenants, more: Readonly<Record<string, string>> = {}): RunningCommand {
  const results = join(folder, name);
  mkdirSync(results);
  return startCommand(
    process.env.K6_BIN || 'k6',
    [
      'run',
      '--address=',
      ...(more.PERF_EVENTS === undefined ? [] : [`--console-output=${join(results, 'events.log')}`]),
      join(SUITE_ROOT, 'dist', 'k6', 'multitenant.js'),
    ],
    {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      PROFILE: 'smoke',
      DURATION: '6s',
      RESULTS_DIR: results,
      WM_BASE_URL: target.ready.baseUrl,
      WM_TENANTS: JSON.stringify(tenants),
      ...more,
    },
  );
}

async function call(method: string, path: string, token: string, body?: unknown): Promise<Response> {
  return fetch(`${target.ready.baseUrl}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Canaries in all workspaces. */
async function canaries(): Promise<string[]> {
  const lists = await Promise.all(
    target.ready.tenants.flatMap(({ workspace, token }) =>
      ['variables', 'resources'].map(async (kind) => {
        const answer = await call('GET', `/w/${workspace}/${kind}/list`, token);
        return (await answer.json()) as { path: string }[];
      }),
    ),
  );
  return lists
    .flat()
    .map(({ path }) => path)
    .filter((path) => path.startsWith(PREFIX));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(!hasK6)(`multitenant with a plain k6 run${k6Note}`, { timeout: 60_000 }, () => {
  it('finds leaks wherever they hide, shows them masked with both tenants, and takes all canaries and left-overs away', async () => {
    const [left] = target.ready.tenants;
    const path = `${PREFIX}left_by_an_earlier_run`;
    await call('POST', `/w/${left?.workspace}/variables/create`, left?.token ?? '', {
      path,
      value: 'x',
      is_secret: false,
      description: '',
    });
    expect(await canaries()).toEqual([path]);
    const results = join(folder, 'leak');
    const { code, output } = await k6Run('leak', target.ready.tenants, {
      PERF_RUN_DIR: results,
      PERF_EVENTS: '1',
    }).ended;
    // A criterion that k6 gates on itself.
    expect(output).toMatch(/thresholds on metrics.*foreign_answers/);
    expect(code).toBe(99);
    expect(await canaries()).toEqual([]);

    const { result, exitCode } = await buildReport({ runFolder: results, language: 'en', resultsDir: null });
    expect(exitCode).toBe(1);
    const details = detailsOf(result, 'multitenant');
    if (details === null) throw new Error(result.details.kind);
    const workspaces = target.ready.tenants.map(({ workspace }) => workspace);
    for (const leak of details.leaks) {
      expect(workspaces).toContain(leak.askedBy);
      expect(workspaces).toContain(leak.belongsTo);
      expect(leak.askedBy).not.toBe(leak.belongsTo);
      expect(leak.excerpt).toMatch(/^\d{3} .*canary-\w+-\d-job-\*{5}/);
    }
    // Each way in which the target hides them is counted apart: one that is not looked for would be missing here.
    const places = details.leaks.map(({ part, form }) => `${part} ${form}`);
    const ways = ['status plain', 'headers plain', 'body url', 'body json', 'body base64', 'body hex'];
    expect(new Set(places)).toEqual(new Set(ways));
    const foreign = result.criteria.find(({ id }) => id === 'foreign-data');
    expect(foreign?.verdict).toBe('fail');
    const spellings = 'plain \\d+, URL-encoded \\d+, JSON-escaped \\d+, base64 \\d+, hexadecimal \\d+';
    expect(foreign?.detail).toMatch(
      new RegExp(
        `; by place: status line \\d+, headers \\d+, body \\d+; by spelling: ${spellings}; for instance`,
      ),
    );
    expect(details.perTenant.map(({ workspace }) => workspace)).toEqual(workspaces);
    // Three tenants are too few for that: it is not asked for.
    expect(result.criteria.map(({ id }) => id)).not.toContain('tenant-scaling');
    expect(output).not.toMatch(/Growth of the p95/);
    expect(result.notEstablished.join(' ')).toMatch(/Growth with the number of tenants: not asked for/);
    const written = readFileSync(join(results, 'summary.json'), 'utf8') + JSON.stringify(result) + output;
    for (const { token } of target.ready.tenants) expect(written).not.toContain(token);
  });

  it('Ctrl-C takes the canaries away as well', async () => {
    const running = k6Run('interrupted', target.ready.tenants, { DURATION: '40s' });
    await running.until(/running \(\S+s\)/);
    await until(async () => (await canaries()).length === 12);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(105);
    expect(await canaries()).toEqual([]);
  });

  it('a set-up that fails half-way leaves nothing, and names what was refused', async () => {
    const [first, second] = target.ready.tenants;
    if (first === undefined || second === undefined) throw new Error('the target has too few tenants');
    const reading = await call('POST', '/users/tokens/create', second.token, {
      label: 'reads only',
      workspace_id: second.workspace,
      scopes: ['jobs:run', 'jobs:read', 'scripts:read', 'variables:read', 'resources:read', 'users:read'],
    });
    const token = (await reading.text()).trim();
    const { code, output } = await k6Run('refused', [first, { workspace: second.workspace, token }]).ended;
    expect(output).toMatch(
      new RegExp(`creating the variable \\S+_1 in workspace \\W*${second.workspace}\\W* is answered 403`),
    );
    expect(output).not.toContain(token);
    expect(code).toBe(108);
    expect(await canaries()).toEqual([]);
  });

  it('tenants who are not apart, and a single tenant, are mistakes of the settings', async () => {
    const [first, second] = target.ready.tenants;
    if (first === undefined || second === undefined) throw new Error('the target has too few tenants');
    const admin = { workspace: second.workspace, token: ADMIN_TOKEN };
    const [superadmin, single] = await Promise.all([
      k6Run('superadmin', [first, admin]).ended,
      k6Run('single', [first]).ended,
    ]);
    expect(superadmin.output).toMatch(/in WM_TENANTS belongs to a superadmin, who may read every workspace/);
    expect(single.output).toMatch(/WM_TENANTS names one tenant, multitenant needs at least two/);
    for (const { code, output } of [superadmin, single]) {
      expect(code).toBe(108);
      expect(output).not.toMatch(/^\s+at /m);
    }
    expect(await canaries()).toEqual([]);
  });
});
