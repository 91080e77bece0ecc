import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, bundleNames, SUITE_ROOT } from '../build/bundler.ts';
import { analyse } from '../reports/analysis/analyse.ts';
import { readRunFiles } from '../reports/read/run-files.ts';
import type { DetailsOf } from '../scenarios/details.ts';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { type RunningCommand, startCommand } from './support/runner.ts';

const K6 = process.env.K6_BIN || 'k6';
/** How long after an outage the planted defect keeps the target from its database. */
const RECONNECT_SECONDS = 3;

let target: RunningTarget;
let folder: string;
const started: RunningCommand[] = [];

beforeAll(async () => {
  if (!hasK6) return;
  folder = mkdtempSync(join(tmpdir(), 'resilience '));
  [target] = await Promise.all([
    startTarget({
      workers: 4,
      tenants: 2,
      zombieTimeoutMs: 3000,
      // As for a smoke run: with Windmill's 30 s a process looks for its database once in 6 s, and 9 s are watched.
      poolWaitMs: 1000,
      defects: ['slow-reconnect'],
      defectParams: { 'reconnect-after-s': RECONNECT_SECONDS },
    }),
    bundle(),
  ]);
}, 90_000);
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await target?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A plain `k6 run`, its files in a folder of their own. */
function k6Run(
  scenario: string,
  name: string,
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const { baseUrl, tenants, toxiproxyUrl, thirdPartyUrl } = target.ready;
  const runDir = join(folder, name);
  mkdirSync(runDir, { recursive: true });
  const command = startCommand(
    K6,
    [
      'run',
      '--quiet',
      '--address=',
      `--console-output=${join(runDir, 'events.log')}`,
      join(SUITE_ROOT, 'dist', 'k6', `${scenario}.js`),
    ],
    {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      PROFILE: 'smoke',
      PERF_RUN_DIR: runDir,
      PERF_EVENTS: '1',
      WM_BASE_URL: baseUrl,
      WM_WORKSPACE: tenants[0]?.workspace ?? '',
      WM_TOKEN: tenants[0]?.token ?? '',
      WM_TENANTS: JSON.stringify(tenants),
      TOXIPROXY_URL: toxiproxyUrl,
      THIRD_PARTY_URL: thirdPartyUrl,
      ...environment,
    },
  );
  started.push(command);
  return command;
}

interface Proxy {
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}

async function proxyState(name: string): Promise<{ enabled: boolean; toxics: string[] }> {
  const answer = await fetch(`${target.ready.toxiproxyUrl}/proxies/${name}`);
  const { enabled, toxics } = (await answer.json()) as Proxy;
  return { enabled, toxics: toxics.map((toxic) => toxic.name) };
}

/** Waits until a fault of the suite is there. */
async function faultAt(name: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { toxics } = await proxyState(name);
    if (toxics.some((toxic) => toxic.startsWith('perf_'))) return;
    await pause(50);
  }
  throw new Error(`no fault came to ${name}`);
}

async function outageOf(name: string, files: 'with ledger' | 'summary alone') {
  const read = await readRunFiles(join(folder, name));
  const result = analyse(files === 'with ledger' ? read : { ...read, events: [] }, 'en');
  return result.details as unknown as DetailsOf<'db-outage'>;
}

describe.skipIf(!hasK6)(`bundles and what they demand of k6${k6Note}`, { timeout: 60_000 }, () => {
  it('need no custom k6, but for those that inject faults into Kubernetes', () => {
    const custom = bundleNames().filter((name) => {
      const said = execFileSync(K6, ['deps', '--json', join(SUITE_ROOT, 'dist', 'k6', `${name}.js`)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return (JSON.parse(said) as { readonly customBuildRequired: boolean }).customBuildRequired;
    });
    expect(custom).toEqual(['api-latency-kubernetes', 'db-outage-kubernetes']);
  });
});

/** A k6 built with xk6-disruptor, which few machines have. */
const DISRUPTOR = process.env.K6_DISRUPTOR_BIN || 'k6-disruptor';
const noDisruptor = spawnSync(DISRUPTOR, ['version']).error?.message;
const disruptorNote = noDisruptor === undefined ? '' : ` (skipped: ${noDisruptor})`;

describe.skipIf(!hasK6 || noDisruptor !== undefined)(`faults in Kubernetes${disruptorNote}`, () => {
  it('name what is missing where there is no cluster, and send nothing', async () => {
    const bundlePath = join(SUITE_ROOT, 'dist', 'k6', 'db-outage-kubernetes.js');
    const { code, output } = await startCommand(DISRUPTOR, ['run', '--quiet', '--address=', bundlePath], {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      KUBECONFIG: join(folder, 'no-such-file'),
      WM_BASE_URL: target.ready.baseUrl,
      WM_WORKSPACE: 'anything',
      WM_TOKEN: 'anything',
    }).ended;
    expect(code).toBe(108);
    expect(
      output.match(/FAULT_BACKEND=kubernetes finds no cluster \(.*no-such-file.*\): KUBECONFIG must name/g),
    ).toHaveLength(1);
    expect(output).not.toMatch(/^\s+at /m);
    expect(output).toContain('nothing was sent');
  });
});

describe.skipIf(!hasK6)(`faults${k6Note}`, { timeout: 120_000 }, () => {
  it('go with a Ctrl-C, survive a SIGKILL, and are repaired by the next run, which measures a known recovery', async () => {
    const { toxiproxyUrl } = target.ready;
    // One after the other: a run that finds the system busy with another one breaks nothing.
    const patient = { SLO_P95_MS: '60000' };
    const interrupted = k6Run('api-latency', 'interrupted', patient);
    await faultAt('third_party');
    interrupted.child.kill('SIGINT');
    expect((await interrupted.ended).code).toBe(105);
    const killed = k6Run('db-outage', 'killed', patient);
    await faultAt('database');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await proxyState('third_party')).toEqual({ enabled: true, toxics: [] });
    expect(await proxyState('database')).toEqual({ enabled: false, toxics: ['perf_disabled'] });

    const foreign = {
      name: 'theirs',
      type: 'latency',
      stream: 'downstream',
      attributes: { latency: 1, jitter: 0 },
    };
    await fetch(`${toxiproxyUrl}/proxies/third_party/toxics`, {
      method: 'POST',
      body: JSON.stringify(foreign),
    });
    // More jobs a second than the profile sends: they tell the second of the recovery for certain.
    const next = k6Run('db-outage', 'next', { USERS: '8', THINK_TIME: '0.25' });
    const { code, output } = await next.ended;
    expect(output + readFileSync(join(folder, 'next', 'events.log'), 'utf8')).toContain(
      'An earlier run had left proxy \\"database\\", disabled with perf_disabled: repaired',
    );
    expect(code).toBe(0);
    expect(await proxyState('database')).toEqual({ enabled: true, toxics: [] });
    expect((await proxyState('third_party')).toxics).toEqual(['theirs']);
    for (const files of ['with ledger', 'summary alone'] as const) {
      const details = await outageOf('next', files);
      expect(Math.abs((details.timeToRecoverSeconds ?? 99) - RECONNECT_SECONDS)).toBeLessThanOrEqual(1);
      expect(details.jobs).toMatchObject({ lost: 0, unfinished: 0, untold: 0, duplicated: 0 });
      // Four seconds as planned: nothing that waits for the broken system keeps the fault in force.
      const { startedSeconds, clearedSeconds } = details.fault;
      expect(Math.abs((clearedSeconds ?? 99) - (startedSeconds ?? 0) - 4)).toBeLessThan(0.3);
    }
  });
});
