/** The options that k6 reads from each bundle, in each profile. `npm run golden` writes those of now. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, SUITE_ROOT } from '../build/bundler.ts';
import { PROFILES } from '../lib/profiles.ts';
import { SCENARIO_NAMES } from '../scenarios/index.ts';
import { hasK6, k6Note } from './support/k6.ts';

const folder = mkdtempSync(join(tmpdir(), 'k6 options '));
const run = promisify(execFile);

beforeAll(async () => {
  if (hasK6) await bundle({ outputDir: folder, only: SCENARIO_NAMES });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutNull = (_: string, value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null)) : value;

type Entry = readonly [name: string, value: unknown];

const entriesOf = (value: unknown): readonly Entry[] => (isRecord(value) ? Object.entries(value) : []);

/** A threshold that cannot fail: k6 lists a sub-metric in its summary only where there is one. */
const isExposed = ([, thresholds]: Entry) =>
  Array.isArray(thresholds) && thresholds.length === 1 && /^\w+>=0$/.test(String(thresholds[0]));

/** Sub-metrics that are only listed, a line for each metric. */
function exposed(thresholds: readonly Entry[]): readonly Entry[] {
  const tags = new Map<string, string[]>();
  for (const [name, [threshold]] of thresholds as readonly (readonly [string, readonly string[]])[]) {
    const [metric = '', tag = ''] = name.split('{');
    const key = `exposed ${metric}, ${threshold}`;
    tags.set(key, [...(tags.get(key) ?? []), tag.replace('}', '')]);
  }
  return [...tags].map(([metric, all]) => [metric, all.sort().join(' ')]);
}

/** A line for each option, k6 scenario and threshold that is set, in the order of the alphabet. */
function readable({ scenarios, thresholds, ...options }: Readonly<Record<string, unknown>>): string {
  const named = (what: string, entries: readonly Entry[]) =>
    entries.map(([name, value]): Entry => [`${what} ${name}`, value]);
  const limits = entriesOf(thresholds);
  return [
    ...entriesOf(options).filter(([, value]) => value !== null),
    ...named('scenario', entriesOf(scenarios)),
    ...named(
      'threshold',
      limits.filter((limit) => !isExposed(limit)),
    ),
    ...exposed(limits.filter(isExposed)),
  ]
    .map(([name, value]) => `${name}: ${JSON.stringify(value, withoutNull)}\n`)
    .sort()
    .join('');
}

const TENANTS = ['a', 'b', 'c'].map((workspace) => ({ workspace, token: `token-of-${workspace}` }));

async function optionsOf(scenario: string, profile: string): Promise<string> {
  const nowhere = 'http://127.0.0.1:1';
  const { stdout } = await run(
    process.env.K6_BIN || 'k6',
    ['inspect', '--include-system-env-vars', join(folder, `${scenario}.js`)],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        PROFILE: profile,
        SEED: '7',
        WM_BASE_URL: nowhere,
        TOXIPROXY_URL: nowhere,
        WM_TENANTS: JSON.stringify(TENANTS),
      },
      encoding: 'utf8',
      timeout: 30_000,
    },
  );
  return readable(JSON.parse(stdout) as Readonly<Record<string, unknown>>);
}

describe.skipIf(!hasK6)(`options of the bundles${k6Note}`, () => {
  for (const scenario of SCENARIO_NAMES) {
    it.each(PROFILES)(`${scenario}, %s`, async (profile) => {
      const options = await optionsOf(scenario, profile);
      expect(options).not.toContain('scenario refused');
      const golden = join(SUITE_ROOT, 'tests', 'golden', scenario, `options.${profile}.txt`);
      await expect(options).toMatchFileSnapshot(golden);
    });
  }
});
