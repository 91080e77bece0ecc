/**
 * Every setting of the suite: its environment name, what it means, how it is parsed and what holds without it.
 * Parsing, help, the README's table and the fingerprint of a run read this table and nothing else.
 */
import { FAULT_SETTINGS } from './fault-settings.ts';
import { LOAD_SETTINGS } from './load-settings.ts';
import { MACHINE_SETTINGS } from './machine-settings.ts';
import { SECURITY_SETTINGS } from './security-settings.ts';
import type { Setting } from './setting.ts';
import { SOAK_SETTINGS } from './soak-settings.ts';
import { STRESS_SETTINGS } from './stress-settings.ts';
import { TENANT_SETTINGS } from './tenant-settings.ts';
import { WINDMILL_SETTINGS } from './windmill-settings.ts';

export type { Setting } from './setting.ts';
export { STRESS_MODES, type StressMode } from './stress-settings.ts';

export const SETTINGS = {
  ...WINDMILL_SETTINGS,
  ...LOAD_SETTINGS,
  ...STRESS_SETTINGS,
  ...SOAK_SETTINGS,
  ...TENANT_SETTINGS,
  ...SECURITY_SETTINGS,
  ...FAULT_SETTINGS,
  ...MACHINE_SETTINGS,
} as const;

export type SettingsTable = typeof SETTINGS;
export type SettingName = keyof SettingsTable;
export type Settings = {
  readonly [K in SettingName]: SettingsTable[K] extends Setting<infer T> ? T : never;
};
