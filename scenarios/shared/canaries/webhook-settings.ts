/** The receiver of inbound events, and how it is asked. */
import * as parse from '../../../lib/settings/parsers.ts';
import { setting } from '../../../lib/settings/setting.ts';
import type { SettingsWith } from '../../../lib/settings/settings.ts';

export const WEBHOOK_SETTINGS = {
  webhookPath: setting(
    'WM_WEBHOOK_PATH',
    'script that receives inbound events',
    parse.windmillPath,
    'f/perf/inbound_webhook',
  ),
  webhookSecret: setting(
    'WEBHOOK_SECRET',
    'secret that inbound events are signed with; unset: one made for the run',
    parse.text,
    '',
    { secret: true },
  ),
  countPath: setting(
    'WM_COUNT_PATH',
    'script that counts the side effects of an event',
    parse.windmillPath,
    'f/perf/count_effects',
  ),
} as const;
export type WebhookSettings = SettingsWith<typeof WEBHOOK_SETTINGS>;
