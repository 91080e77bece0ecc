import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { concerns, type Setting } from '../lib/settings/setting.ts';
import type { ScenarioName } from './index.ts';
import { ALL_RUN_SETTINGS, SCENARIO_SETTINGS } from './settings.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FAULTS: readonly ScenarioName[] = ['db-outage', 'api-latency'];

/** What a file is for, by its path; of code that all scenarios share nothing is known. */
const READERS: readonly (readonly [RegExp, readonly ScenarioName[]])[] = [
  [/\/stress[./-]/, ['stress']],
  [/\/soak[./-]/, ['soak']],
  [/\/multitenant[./]/, ['multitenant']],
  [/\/(api-latency)[./]/, ['api-latency']],
  [/\/(db-outage)[./]/, ['db-outage']],
  [/\/duplicate-webhooks[./]/, ['duplicate-webhooks']],
  [/\/(faults|fault-repair|scenario-bundle)[./]/, FAULTS],
  [/\/canaries\/webhook-secret[./]/, ['duplicate-webhooks', 'security']],
  [/\/security[./]/, ['security']],
];

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}

const FILES = ['scenarios', 'lib', 'reports', 'scripts']
  .flatMap(filesUnder)
  .filter((file) => !/settings(\.ts|\/)/.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

/** Files that take the setting out of a record of settings, by member or by destructuring. */
function readersOf(name: string): string[] {
  const member = new RegExp(`settings\\??\\.${name}\\b`);
  const taken = new RegExp(`\\{[^{}]*\\b${name}\\b[^{}]*\\} = [\\w.#]*settings\\b`);
  return FILES.filter(({ text }) => member.test(text) || taken.test(text)).map(({ file }) => file);
}

describe('a setting that is for some scenarios only', () => {
  const scoped = ALL_RUN_SETTINGS.flatMap((setting): [string, Setting<unknown>][] => {
    const name = Object.entries(SCENARIO_SETTINGS).find(([, { env }]) => env === setting.env)?.[0];
    return setting.scenarios === undefined || name === undefined ? [] : [[name, setting]];
  });

  it.each(scoped)('%s is read by the code of these alone', (name, setting) => {
    const files = readersOf(name);
    expect(files).not.toEqual([]);
    for (const file of files) {
      const readers = READERS.find(([path]) => path.test(`/${file}`))?.[1];
      expect(readers, `${file} is shared code`).toBeDefined();
      expect(
        readers?.some((scenario) => concerns(setting, scenario)),
        `${file} reads ${setting.env}`,
      ).toBe(true);
    }
  });
});
