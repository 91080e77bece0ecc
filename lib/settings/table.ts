/**
 * The settings that every scenario has: environment name, what each means, how it is parsed and what holds without it.
 * A scenario's own stand in its `scenario.ts`, those that several share in `scenarios/shared/` and `lib/faults/`.
 */
import { LOAD_SETTINGS } from './load-settings.ts';
import { MACHINE_SETTINGS } from './machine-settings.ts';
import { RESOURCE_SETTINGS } from './resource-settings.ts';
import type { SettingsOf } from './setting.ts';
import { WINDMILL_SETTINGS } from './windmill-settings.ts';

export const SETTINGS = {
  ...WINDMILL_SETTINGS,
  ...LOAD_SETTINGS,
  ...RESOURCE_SETTINGS,
  ...MACHINE_SETTINGS,
} as const;

export type Settings = SettingsOf<typeof SETTINGS>;
