import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RUNNER_SETTINGS } from '../scripts/lib/runner-settings.ts';
import { parseOptions } from './options.ts';
import { TARGET_TIMES } from './times.ts';

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8');

it.each(Object.keys(TARGET_TIMES))('--%s is explained, an option, and a setting of a run', (name) => {
  expect(README).toContain(`--${name}`);
  expect(parseOptions([`--${name}=2000`], {}).kind).toBe('options');
  expect(parseOptions([`--${name}=2`], {}).kind).toBe('mistakes');
  const settings = Object.values(RUNNER_SETTINGS).map(({ env }) => env);
  expect(settings).toContain(`EMBEDDED_${name.replaceAll('-', '_').toUpperCase()}`);
});

it('is as slow as Windmill unless told otherwise', () => {
  const parsed = parseOptions([], {});
  if (parsed.kind !== 'options') throw new Error(JSON.stringify(parsed));
  expect(parsed.options).toMatchObject({
    poolWaitMs: 30_000,
    healthTimeoutMs: 5_000,
    zombieTimeoutMs: 60_000,
    zombieCheckMs: 30_000,
    pingMs: 5_000,
    jobProcess: false,
  });
});
