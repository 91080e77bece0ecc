/** How long a system may take to run the job of a dead worker again. */
import * as parse from '../../lib/settings/parsers.ts';
import { setting } from '../../lib/settings/setting.ts';

export const RESCUE_SETTINGS = {
  rescueSeconds: setting(
    'RESCUE_SECONDS',
    'longest that the system takes to run the job of a dead worker again, which an accepted job is waited for',
    parse.duration(1, 3600),
    100,
  ),
} as const;
