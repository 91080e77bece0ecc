/** What receives the events, what the crash kills, and how long its rescue may take. */
import * as parse from '../../lib/settings/parsers.ts';
import { setting } from '../../lib/settings/setting.ts';
import type { SettingsWith } from '../../lib/settings/settings.ts';
import { WEBHOOK_SETTINGS } from '../shared/canaries/webhook-settings.ts';
import { RESCUE_SETTINGS } from '../shared/rescue-settings.ts';
import { CRASH_KILLS } from './load/arms.ts';

export const DUPLICATE_SETTINGS = {
  ...WEBHOOK_SETTINGS,
  crashKills: setting(
    'CRASH_KILLS',
    'process that the crash behind a commit kills: the job’s own, or the one above it (the worker; on Windmill it may be the server as well)',
    parse.oneOf(CRASH_KILLS),
    'job',
  ),
  ...RESCUE_SETTINGS,
} as const;
export type DuplicateSettings = SettingsWith<typeof DUPLICATE_SETTINGS>;
