import type { DefectHooks } from '../../api/hooks.ts';

/** The access log keeps the whole URL, and with it a token that stands in the query. */
export const tokenInAccessLog: DefectHooks = { logged: (target) => target };
