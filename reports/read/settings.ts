import type { SettingTable } from '../../lib/settings/setting.ts';
import { type SettingsWith, tableWith } from '../../lib/settings/settings.ts';
import type { SettingValue } from '../../lib/summary-types.ts';

/**
 * The settings that were in force, from what the summary keeps of them. Secrets come back as their empty defaults; a
 * setting that the run did not know yet has its default.
 */
export function settingsFromSummary<const Own extends SettingTable>(
  recorded: Readonly<Record<string, SettingValue>>,
  own: Own,
): SettingsWith<Own> {
  const settings: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(tableWith(own))) {
    const value = recorded[setting.env];
    settings[name] = value === undefined ? setting.fallback : value;
  }
  return settings as SettingsWith<Own>;
}
