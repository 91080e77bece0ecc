import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, SUITE_ROOT } from '../build/bundler.ts';
import type { RunSummary } from '../lib/summary-types.ts';
import { buildReport } from '../reports/build-report.ts';
import { detailsOf } from '../scenarios/details.ts';
import { MOST_REQUESTS } from '../scenarios/security/load/areas.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { type Ended, startCommand } from './support/runner.ts';

const ADMIN_TOKEN = 'token-of-the-superadmin-of-this-test';

let target: RunningTarget;
let folder: string;

beforeAll(async () => {
  if (!hasK6) return;
  folder = mkdtempSync(join(tmpdir(), 'security '));
  [target] = await Promise.all([startTarget({ workers: 2, tenants: 2, adminToken: ADMIN_TOKEN }), bundle()]);
}, 90_000);
afterAll(async () => {
  await target?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A plain `k6 run`, as somebody without the runner does it. */
async function k6Run(
  results: string,
  tenants: RunningTarget['ready']['tenants'],
  { ready }: RunningTarget = target,
): Promise<Ended> {
  const [main] = tenants;
  const command = startCommand(
    process.env.K6_BIN || 'k6',
    ['run', '--quiet', '--address=', join(SUITE_ROOT, 'dist', 'k6', 'security.js')],
    {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      PROFILE: 'smoke',
      RESULTS_DIR: results,
      WM_BASE_URL: ready.baseUrl,
      WM_WORKSPACE: main?.workspace ?? '',
      WM_TOKEN: main?.token ?? '',
      WM_TENANTS: JSON.stringify(tenants),
    },
  );
  return command.ended;
}

function summaryIn(results: string): {
  readonly path: string;
  readonly summary: RunSummary;
  readonly text: string;
} {
  const name = readdirSync(results).find((entry) => entry.endsWith('-summary.json')) ?? '';
  const path = join(results, name);
  const text = readFileSync(path, 'utf8');
  return { path, text, summary: JSON.parse(text) as RunSummary };
}

async function pathsLeft(): Promise<string[]> {
  const [main] = target.ready.tenants;
  const lists = await Promise.all(
    ['variables', 'resources'].map(async (kind) => {
      const answer = await fetch(`${target.ready.baseUrl}/api/w/${main?.workspace}/${kind}/list`, {
        headers: { authorization: `Bearer ${main?.token}` },
      });
      return (await answer.json()) as { path: string }[];
    }),
  );
  return lists.flat().map(({ path }) => path);
}

describe.skipIf(!hasK6)(`security with a plain k6 run${k6Note}`, { timeout: 90_000 }, () => {
  it('passes on a healthy system, within its requests, and leaves nothing behind', async () => {
    const before = await pathsLeft();
    const { code, output } = await k6Run(folder, target.ready.tenants);
    expect(output).toMatch(new RegExp(`at most ${MOST_REQUESTS} requests`));
    expect(output).toMatch(/PASS {2}Probes without a valid token that got in: 0 /);
    expect(output).toMatch(/Secrets in answers, job logs and server logs: decided by the full report/);
    expect(code).toBe(0);
    const { path, summary, text } = summaryIn(folder);
    expect(summary.k6.metrics.http_reqs?.values.count).toBeLessThanOrEqual(MOST_REQUESTS);
    for (const { token } of target.ready.tenants) expect(output + text).not.toContain(token);
    expect(await pathsLeft()).toEqual(before);

    const { result, exitCode } = await buildReport({
      runFolder: path,
      language: 'en',
      resultsDir: null,
      logFiles: [target.ready.logFile],
    });
    expect(result.criteria.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['access-denied', 'pass'],
      ['tenant-boundary', 'pass'],
      ['rights-enforced', 'pass'],
      ['webhook-signature', 'pass'],
      ['errors-without-internals', 'pass'],
      ['secrets-hidden', 'pass'],
    ]);
    expect(exitCode).toBe(0);
    rmSync(path);
  });

  it('finds of a system like Windmill what is exposed there, and nothing else', async () => {
    const windmill = await startTarget({ workers: 2, tenants: 2, like: 'windmill-ce' });
    try {
      const results = mkdtempSync(join(folder, 'windmill-'));
      await k6Run(results, windmill.ready.tenants, windmill);
      const { result } = await buildReport({
        runFolder: summaryIn(results).path,
        language: 'en',
        resultsDir: null,
        logFiles: [windmill.ready.logFile],
      });
      expect(result.criteria.map(({ id, verdict }) => [id, verdict])).toEqual([
        ['access-denied', 'fail'],
        ['tenant-boundary', 'pass'],
        ['rights-enforced', 'pass'],
        ['webhook-signature', 'pass'],
        ['errors-without-internals', 'fail'],
        ['secrets-hidden', 'fail'],
      ]);
      const details = detailsOf(result, 'security');
      if (details === null) throw new Error(result.details.kind);
      const { probes, logs } = details;
      const seen = new Map(probes.map(({ id, verdict, observed }) => [id, `${verdict}: ${observed}`]));
      // Whom a token belongs to is remembered for two minutes, of which a smoke run watches a quarter of one.
      expect(seen.get('access.revoked-in-use.whoami')).toMatch(/^fail: still worked after 1\d s/);
      expect(seen.get('access.expired-in-use.whoami')).toMatch(/^fail: still worked after 1\d s/);
      expect(seen.get('access.revoked-token.whoami')).toMatch(/^pass/);
      // Read and printed within the half second that is masked together.
      expect(seen.get('secrets.job-log')).toMatch(/^fail/);
      expect(seen.get('errors.long-value')).toMatch(/^fail: 400 .*a source line/);
      expect(seen.get('scopes.admin.list_global')).toMatch(/^not-checked: .*this edition lacks the route/);
      expect(seen.get('scopes.foreign-path.folder')).toMatch(/^pass: 400/);
      expect(logs.findings.map(({ rule }) => rule)).toContain('canary');
    } finally {
      await windmill.stop();
    }
  });

  it('refuses the token of a superadmin before any probe, and says which one it is', async () => {
    const results = mkdtempSync(join(folder, 'superadmin-'));
    const { code, output } = await k6Run(
      results,
      target.ready.tenants.map(({ workspace }) => ({ workspace, token: ADMIN_TOKEN })),
    );
    expect(output).toMatch(/in WM_TENANTS belongs to a superadmin.*nothing was probed/);
    expect(output).not.toContain(ADMIN_TOKEN);
    expect(code).toBe(108);
  });

  it('without a second tenant, what needs one is not checked, and never passed', async () => {
    const results = mkdtempSync(join(folder, 'one-tenant-'));
    await k6Run(results, target.ready.tenants.slice(0, 1));
    const { result, exitCode } = await buildReport({
      runFolder: summaryIn(results).path,
      language: 'en',
      resultsDir: null,
      logFiles: [join(folder, 'not-there.log')],
    });
    const verdicts = new Map(result.criteria.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts.get('tenant-boundary')).toBe('inconclusive');
    expect(verdicts.get('secrets-hidden')).toBe('inconclusive');
    expect(verdicts.get('access-denied')).toBe('pass');
    expect(result.notEstablished.join(' ')).toMatch(/needs the token of a second tenant/);
    expect(result.notEstablished.join(' ')).toMatch(/not-there\.log was not searched: not there/);
    expect(exitCode).toBe(4);
  });
});
