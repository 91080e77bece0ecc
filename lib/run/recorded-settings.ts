/** The settings of a run as its summary keeps them: those in force, no secret, nothing local to a machine. */
import type { ScenarioSpec } from '../scenario.ts';
import type { SettingTable } from '../settings/setting.ts';
import { publicSettings, type SettingsWith } from '../settings/settings.ts';
import type { SettingValue } from '../summary-types.ts';

export function recordedSettings<Own extends SettingTable>(
  scenario: Pick<ScenarioSpec<Own>, 'settings' | 'thinkTime'>,
  settings: SettingsWith<Own>,
): Readonly<Record<string, SettingValue>> {
  const inForce = scenario.thinkTime === undefined ? {} : { thinkTime: scenario.thinkTime(settings) };
  return publicSettings({ ...settings, ...inForce }, scenario.settings, { comparable: true });
}
