/** What `GET /version` answers: the Windmill release whose API the target follows. */
export const WINDMILL_VERSION = 'CE v1.743.0';
