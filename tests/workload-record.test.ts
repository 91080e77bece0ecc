import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUITE_ROOT } from '../build/bundler.ts';
import { parseWorkload } from '../reports/workload/read.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { Sandbox, startCommand } from './support/runner.ts';
import { TargetCaller } from './support/target-caller.ts';

/** `npm run workload:record` against a system that has done some work for two tenants. */
const sandbox = new Sandbox();
let target: RunningTarget;
let environment: Record<string, string>;

function run(script: string, args: readonly string[]) {
  const command = [
    '--import',
    import.meta.resolve('tsx'),
    join(SUITE_ROOT, 'scripts', `${script}.ts`),
    ...args,
  ];
  return startCommand(process.execPath, command, environment).ended;
}

beforeAll(async () => {
  target = await startTarget({ workers: 4, tenants: 2 });
  environment = sandbox.environment({
    WM_BASE_URL: target.ready.baseUrl,
    WM_TENANTS: JSON.stringify(target.ready.tenants),
  });
  const [a, b] = [new TargetCaller(target, 0), new TargetCaller(target, 1)];
  const ids = await Promise.all([
    ...Array.from({ length: 12 }, () => a.submit('f/perf/sleep', { ms: 60, card: '4111-1111' })),
    ...Array.from({ length: 6 }, (_, index) => b.submit('f/perf/echo', { nonce: `canary-${index}` })),
  ]);
  for (const [index, id] of ids.entries()) await (index < 12 ? a : b).completed(id);
});
afterAll(async () => {
  await target.stop();
  await sandbox.remove();
});

describe('workload:record', () => {
  it('writes what each tenant ran, and a plan takes it', async () => {
    const out = join(sandbox.folder, 'recorded.yaml');
    const args = ['--days', '1', '--pause-ms', '0', '--out', out];
    const { code, output } = await run('workload-record', args);
    expect(output).toMatch(/18 jobs became 2 items/);
    expect(code).toBe(0);
    const text = readFileSync(out, 'utf8');
    for (const { token } of target.ready.tenants) expect(text + output).not.toContain(token);
    expect(text).not.toMatch(/4111|canary|perf-user|@/);
    const read = parseWorkload(text, 'recorded');
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const [sleep, echo] = read.workload.items;
    expect(sleep).toMatchObject({ runnable: { kind: 'script', path: 'f/perf/sleep' }, failures: 0 });
    expect(sleep?.duration?.meanSeconds).toBeGreaterThanOrEqual(0.06);
    expect(echo).toMatchObject({ runnable: { path: 'f/perf/echo' } });
    expect(new Set([sleep?.tenant, echo?.tenant]).size).toBe(2);
    expect(existsSync(`${out}.state.json`)).toBe(false);

    const again = await run('workload-record', args);
    expect(again).toMatchObject({ code: 2, output: expect.stringMatching(/exists: name another --out/) });

    const plan = await run('plan', [out, '--workers', '2', '--json']);
    expect(plan.code).toBe(0);
    expect(JSON.parse(plan.stdout)).toMatchObject({ baseFits: true, given: { system: { workers: 2 } } });
  });

  it('stops at its number of requests and goes on from there', async () => {
    const out = join(sandbox.folder, 'in parts.yaml');
    const args = ['--days', '1', '--pause-ms', '0', '--out', out, '--max-requests', '1'];
    const first = await run('workload-record', args);
    expect(first).toMatchObject({ code: 4, output: expect.stringMatching(/1 requests are used up/) });
    expect(existsSync(out)).toBe(false);
    const second = await run('workload-record', args);
    expect(second.output).toMatch(/18 jobs became 2 items/);
    expect(second.code).toBe(0);
  });

  it('names every mistake at once', async () => {
    environment = { ...environment, WM_BASE_URL: 'http://windmill.example.com' };
    const bad = await run('workload-record', ['--days', '0', '--foo', '--out']);
    expect(bad.code).toBe(2);
    expect(bad.output).toMatch(/3 mistakes/);
    const elsewhere = await run('workload-record', []);
    expect(elsewhere).toMatchObject({ code: 2, output: expect.stringMatching(/PERF_ALLOWED_HOSTS/) });
  });
});
