import type { Setting, SettingTable } from '../../lib/settings/setting.ts';
import { type SettingsWith, tableWith } from '../../lib/settings/settings.ts';
import type { SettingValue } from '../../lib/summary-types.ts';

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
export function settingsFromSummary<const Own extends SettingTable>(
  recorded: Readonly<Record<string, SettingValue>>,
  own: Own,
): SettingsWith<Own> {
  const settings: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(tableWith(own))) {
    settings[name] = restore(setting, recorded[setting.env]);
  }
  return settings as SettingsWith<Own>;
}
