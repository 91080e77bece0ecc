/** What the security probes accept, and what the webhooks' crash kills. */
import { CRASH_KILLS } from '../../scenarios/duplicate-webhooks/load/arms.ts';
import * as parse from './parsers.ts';
import { setting } from './setting.ts';

export const SECURITY_SETTINGS = {
  tokenGraceSeconds: setting(
    'TOKEN_GRACE_SECONDS',
    'how long a token in use may go on working after it was revoked or has expired, seconds',
    parse.number(0, 3600, 's'),
    2,
    { scenarios: ['security'] },
  ),
  crashKills: setting(
    'CRASH_KILLS',
    'process that the crash behind a commit kills: the job’s own, or the one above it (the worker; on Windmill it may be the server as well)',
    parse.oneOf(CRASH_KILLS),
    'job',
    { scenarios: ['duplicate-webhooks'] },
  ),
} as const;
