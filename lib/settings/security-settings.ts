/** What the security probes accept. */
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
} as const;
