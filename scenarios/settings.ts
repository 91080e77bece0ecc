/** The settings of all scenarios together: what the runner parses, and what help and README list. */
import type { Setting, SettingTable } from '../lib/settings/setting.ts';
import {
  type Environment,
  type ParsedSettings,
  parseSettings as parse,
  type SettingsWith,
} from '../lib/settings/settings.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { DUPLICATE_SETTINGS } from './duplicate-webhooks/settings.ts';
import { SCENARIOS } from './index.ts';
import { TENANT_SETTINGS } from './multitenant/settings.ts';
import { SECURITY_SETTINGS } from './security/scenario.ts';
import { FAULT_FAMILY_SETTINGS } from './shared/faults/settings.ts';
import { SOAK_SETTINGS } from './soak/settings.ts';
import { STRESS_SETTINGS } from './stress/scenario.ts';

/** Settings beside the common ones, of any scenario. */
export const SCENARIO_SETTINGS = {
  ...STRESS_SETTINGS,
  ...SOAK_SETTINGS,
  ...TENANT_SETTINGS,
  ...FAULT_FAMILY_SETTINGS,
  ...DUPLICATE_SETTINGS,
  ...SECURITY_SETTINGS,
} as const satisfies SettingTable;

export type AllSettings = SettingsWith<typeof SCENARIO_SETTINGS>;

/** Parses all of them; see `parseSettings` in `lib/settings/`. */
export const parseSettings = (environment: Environment): ParsedSettings<AllSettings> =>
  parse(environment, SCENARIO_SETTINGS);

/** The scenarios that read a setting, in their order; undefined: all of them. */
function readersOf(name: string, env: string): readonly string[] | undefined {
  if (Object.hasOwn(SETTINGS, name)) return undefined;
  return Object.values(SCENARIOS).flatMap(({ spec }) => {
    const own = Object.values(spec.settings as SettingTable).find((setting) => setting.env === env);
    const reads = own !== undefined && (own.scenarios === undefined || own.scenarios.includes(spec.name));
    return reads ? [spec.name] : [];
  });
}

/** Every setting that a run may have, each marked with the scenarios that read it. */
export const ALL_RUN_SETTINGS: readonly Setting<unknown>[] = Object.entries<Setting<unknown>>({
  ...SETTINGS,
  ...SCENARIO_SETTINGS,
}).map(([name, setting]) => {
  const { scenarios: _marked, ...rest } = setting;
  const readers = readersOf(name, setting.env);
  return readers === undefined ? rest : { ...rest, scenarios: readers };
});
