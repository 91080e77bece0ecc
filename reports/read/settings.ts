import { SETTINGS, type Setting, type SettingName, type Settings } from '../../lib/settings/table.ts';
import type { SettingValue } from '../../lib/summary-types.ts';

const entries = Object.entries(SETTINGS) as unknown as readonly (readonly [SettingName, Setting<unknown>])[];

function restore(setting: Setting<unknown>, recorded: SettingValue | undefined): unknown {
  if (recorded === undefined) return setting.fallback;
  if (recorded === null || typeof recorded !== 'string') return recorded;
  const structured = /^[[{]/.test(recorded);
  const plain = setting.parse(recorded);
  if (plain.ok && !(structured && Array.isArray(plain.value))) return plain.value;
  if (!structured) return recorded;
  try {
    return JSON.parse(recorded);
  } catch {
    return setting.fallback;
  }
}

/**
 * The settings that were in force, from what the summary keeps of them (the inverse of `publicSettings`). Secrets come
 * back as their empty defaults; a setting that the run did not know yet has its default.
 */
export function settingsFromSummary(recorded: Readonly<Record<string, SettingValue>>): Settings {
  const settings: Partial<Record<SettingName, unknown>> = {};
  for (const [name, setting] of entries) settings[name] = restore(setting, recorded[setting.env]);
  return settings as Settings;
}
